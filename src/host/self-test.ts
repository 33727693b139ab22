/** `--self-test`: opens a host on a scratch data folder and checks it from inside, over the same frames a page uses. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { connectClient, type Client } from '../contract/client.ts'
import type { Port } from '../contract/frames.ts'
import type { AppInfo } from '../contract/methods.ts'
import type { Host } from './index.ts'

export interface SelfTestCheck {
  readonly name: string
  readonly ok: boolean
  /** Whole milliseconds. */
  readonly ms: number
  /** What was found, or why it failed. */
  readonly detail?: string
}

/** The one JSON object that `--self-test` prints. */
export interface SelfTestReport {
  readonly ok: boolean
  readonly shell: AppInfo['shell']
  readonly versions: Readonly<Record<string, string>>
  /** What the pack holds; `null` when the host could not be opened. */
  readonly corpus: AppInfo['corpus']['counts'] | null
  /** Number of hits of the two probes, and the time until the index was loaded in whole milliseconds. */
  readonly search: { readonly zh: number; readonly en: number; readonly readyMs: number }
  readonly checks: readonly SelfTestCheck[]
}

/** An article every pack of ours has. */
const PROBE_ARTICLE = 'gpt-3'
/** A check that takes longer has failed: a test command must end. */
const LIMIT_MS = 30_000

/** Makes a data folder that nobody else uses. */
export function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), 'mailuo-self-test-'))
}

/**
 * Opens a host, runs the checks, closes it and removes its data folder. Never rejects: what fails is in the report.
 * @param origin Origin under which the host's content is asked for, e.g. `app://mailuo`.
 * @param folder A scratch data folder that `open` uses.
 */
export async function selfTest({
  shell,
  origin,
  folder,
  open,
}: {
  readonly shell: AppInfo['shell']
  readonly origin: string
  readonly folder: string
  readonly open: () => Promise<Host>
}): Promise<SelfTestReport> {
  const { checks, check } = checklist()
  let corpus: SelfTestReport['corpus'] = null
  let search = { zh: 0, en: 0, readyMs: 0 }

  const host = await check('host opens', async () => ({ value: await open(), detail: folder }))
  if (host) {
    const { page, attached } = portPair()
    host.attach(attached)
    const client = connectClient(() => Promise.resolve(page), 'self-test')
    corpus = await check('corpus counts', () => countCorpus(client))
    search = await checkSearch(host, client, check)
    await check('article', () => readArticle(host, origin))
    await check('refused path', () => askRefusedPath(host, origin))
    await check('note written, read back and removed', () => writeNote(client))
    await check('host closes', async () => {
      await host.close()
      return { value: null, detail: 'closed' }
    })
  }
  rmSync(folder, { recursive: true, force: true })
  const { electron, chrome, node, v8 } = process.versions as Readonly<Record<string, string | undefined>>
  const versions = Object.entries({ electron, chrome, node, v8 }).filter(([, version]) => version !== undefined)
  return {
    ok: checks.every((each) => each.ok),
    shell,
    versions: Object.fromEntries(versions) as Record<string, string>,
    corpus,
    search,
    checks,
  }
}

/** What a check found, and how to say it. */
type Found<T> = { readonly value: T; readonly detail: string }
type Check = <T>(name: string, run: () => Promise<Found<T>>) => Promise<T | null>

function checklist(): { readonly checks: SelfTestCheck[]; readonly check: Check } {
  const checks: SelfTestCheck[] = []
  return {
    checks,
    async check(name, run) {
      const begun = performance.now()
      const ms = () => Math.round(performance.now() - begun)
      try {
        const { value, detail } = await within(LIMIT_MS, run())
        checks.push({ name, ok: true, ms: ms(), detail })
        return value
      } catch (error) {
        checks.push({ name, ok: false, ms: ms(), detail: error instanceof Error ? error.message : String(error) })
        return null
      }
    },
  }
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const limit = setTimeout(() => reject(new Error(`no answer within ${String(limitMs / 1000)} s`)), limitMs)
  return Promise.race([work, promise]).finally(() => clearTimeout(limit))
}

async function countCorpus(client: Client): Promise<Found<AppInfo['corpus']['counts']>> {
  const { corpus } = await client.call('app.info', null)
  const { entities, articles } = corpus.counts
  expect(entities > 0 && articles > 0, 'the corpus is empty')
  return { value: corpus.counts, detail: `${String(entities)} entities, ${String(articles)} articles` }
}

async function checkSearch(host: Host, client: Client, check: Check): Promise<SelfTestReport['search']> {
  const begun = performance.now()
  await check('search index loads', async () => {
    await host.searchReady()
    return { value: null, detail: 'ready' }
  })
  const readyMs = Math.round(performance.now() - begun)
  const find = async (text: string, lang: 'zh' | 'en') => {
    const { total, hits, complete } = await client.call('search.query', { text, lang, limit: 5 })
    expect(total > 0 && complete, `nothing found for ${text}`)
    const first = hits[0]
    const name = first?.type === 'article' ? first.id : (first?.type ?? 'none')
    return { value: total, detail: `${text}: ${String(total)} hits, first ${name}` }
  }
  const zh = await check('Chinese search', () => find('注意力', 'zh'))
  const en = await check('English search', () => find('attention', 'en'))
  return { zh: zh ?? 0, en: en ?? 0, readyMs }
}

async function readArticle(host: Host, origin: string): Promise<Found<null>> {
  const response = await host.content(new Request(`${origin}/corpus/articles/${PROBE_ARTICLE}.zh.json`))
  expect(response.status === 200, `status ${String(response.status)}`)
  const { sections } = (await response.json()) as { sections: readonly unknown[] }
  expect(sections.length > 0, `${PROBE_ARTICLE} has no text`)
  return { value: null, detail: `${PROBE_ARTICLE}: ${String(sections.length)} sections` }
}

async function askRefusedPath(host: Host, origin: string): Promise<Found<null>> {
  const { status } = await host.content(new Request(`${origin}/corpus/..%2f..%2fpackage.json`))
  expect(status === 404 || status === 400, `status ${String(status)}`)
  return { value: null, detail: `status ${String(status)}` }
}

async function writeNote(client: Client): Promise<Found<null>> {
  const article = PROBE_ARTICLE
  const made = await client.call('notes.create', {
    article,
    lang: 'zh',
    colour: 'yellow',
    body: 'self-test',
    tags: [],
    target: { type: 'article' },
  })
  const listed = await client.call('notes.list', { article })
  expect(
    listed.some((note) => note.id === made.id && note.body === 'self-test'),
    'the note was not read back',
  )
  await client.call('notes.remove', { article, id: made.id })
  const after = await client.call('notes.list', { article })
  expect(!after.some((note) => note.id === made.id), 'the note is still listed')
  return { value: null, detail: made.id }
}

function expect(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise)
}

/** Two ports joined in memory. */
function portPair(): { page: Port; attached: Port } {
  const toPage: ((text: string) => void)[] = []
  const toHost: ((text: string) => void)[] = []
  const end = (mine: typeof toPage, other: typeof toPage): Port => ({
    send: (text) => queueMicrotask(() => other.forEach((listener) => listener(text))),
    onText: (listener) => mine.push(listener),
    onClose: () => undefined,
  })
  return { page: end(toPage, toHost), attached: end(toHost, toPage) }
}
