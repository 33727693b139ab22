/** One tab of a reader at the loopback host, without a page: what it asks, and what it was told is saved. */
import WebSocket from 'ws'
import { connectClient, type Client } from '../../src/contract/client.ts'
import { AppError } from '../../src/contract/errors.ts'
import type { Port } from '../../src/contract/frames.ts'

export interface Way {
  /** `http://127.0.0.1:PORT`: Node does not resolve names below localhost on every system. */
  readonly origin: string
  readonly cookie: string
}

/** Places and words a reader goes to. */
export interface Matter {
  readonly articles: readonly string[]
  readonly words: readonly string[]
}

export interface Tab {
  /** Does one thing of those a reader does; resolves when the host has answered. */
  act(): Promise<void>
  /** Bodies of the notes that the host said it has, by id, with their article. */
  readonly saved: ReadonlyMap<string, { readonly article: string; readonly body: string }>
  /** Ids of the notes that the host said are gone. */
  readonly removed: ReadonlySet<string>
  /** Every note the host has. */
  allNotes(): Promise<readonly { readonly id: string; readonly body: string }[]>
  /** How often another tab's change was heard of. */
  heard(): number
  /** Cuts the connection, as when the machine slept; the client finds its way back. */
  cut(): void
  close(): void
}

/** Shares of what a reader does; the rest is reading. */
const SEARCHES = 0.2
const CREATES = 0.18
const CHANGES = 0.07
const REMOVES = 0.07

/** @param random Numbers in [0, 1). */
export function openTab({ origin, cookie }: Way, { articles, words }: Matter, random: () => number): Tab {
  let socket: WebSocket | null = null
  let isClosed = false
  let heard = 0
  const saved = new Map<string, { article: string; body: string }>()
  const removed = new Set<string>()

  async function openPort(): Promise<Port> {
    if (isClosed) return new Promise<never>(() => undefined)
    const opened = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, ['mailuo.v1'], { headers: { cookie, origin } })
    socket = opened
    await new Promise((resolve, reject) => {
      opened.once('open', resolve)
      opened.once('error', reject)
    })
    return {
      send: (text) => opened.send(text),
      onText: (listener) => opened.on('message', (bytes: Buffer) => listener(bytes.toString())),
      onClose: (listener) => opened.on('close', (code) => listener(`closed ${code}`)),
    }
  }
  const client: Client = connectClient(openPort, 'long run')
  client.on('notes.changed', () => heard++)

  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  const text = () => `note ${Math.floor(random() * 1e9)} ${pick(words)} `.repeat(1 + Math.floor(random() * 8))

  async function read(): Promise<void> {
    const article = pick(articles)
    const answer = await fetch(`${origin}/corpus/articles/${article}.zh.json`, { headers: { cookie } })
    if (!answer.ok) throw new Error(`${article}: status ${answer.status}`)
    const { sections } = (await answer.json()) as { sections: { blocks: { id: string }[] }[] }
    const block = sections[0]?.blocks[0]?.id ?? ''
    await client.call('reading.set', { article, lang: 'zh', block, progress: random() })
    await client.call('notes.list', { article })
  }

  async function act(): Promise<void> {
    const what = random()
    if (what < SEARCHES) {
      await client.call('search.query', { text: pick(words), lang: 'zh', limit: 20 })
    } else if (what < SEARCHES + CREATES) {
      const [article, body] = [pick(articles), text()]
      const kind = { lang: 'zh', colour: 'yellow', target: { type: 'article' } } as const
      const { id } = await client.call('notes.create', { ...kind, article, body, tags: [] })
      saved.set(id, { article, body })
    } else if (saved.size > 0 && what < SEARCHES + CREATES + CHANGES) {
      const [id, { article }] = pick([...saved])
      const body = text()
      saved.delete(id)
      await client.call('notes.update', { article, id, change: { body } })
      saved.set(id, { article, body })
    } else if (saved.size > 0 && what < SEARCHES + CREATES + CHANGES + REMOVES) {
      const [id, { article }] = pick([...saved])
      saved.delete(id)
      await client.call('notes.remove', { article, id })
      removed.add(id)
    } else {
      await read()
    }
  }

  return {
    async act() {
      try {
        await act()
      } catch (error) {
        // Cut off in the middle: nobody knows whether it was done, and nobody was told that it was.
        if (!(error instanceof AppError) || error.code !== 'disconnected') throw error
      }
    },
    saved,
    removed,
    allNotes: () => client.call('notes.list', {}),
    heard: () => heard,
    cut: () => socket?.terminate(),
    close() {
      isClosed = true
      socket?.close()
    },
  }
}
