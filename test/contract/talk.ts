/** Speaks raw frames, so that a test sees what really travels. */
import type { FrameToPage, Port, WireError } from '../../src/contract/frames.ts'

export type Outcome = { readonly ok: unknown } | { readonly error: WireError }

export type Talk = {
  /** Sends a text as it is, a frame or not. */
  send(text: string): void
  /** Asks a method and waits for its one end frame. */
  call(method: string, input: unknown): Promise<Outcome>
  /** The answer of a method that must succeed. */
  get(method: string, input: unknown): Promise<unknown>
  /** The answer of a streaming method and all it gave before, asking for more as a page does. */
  stream(method: string, input: unknown): Promise<{ readonly items: readonly unknown[]; readonly result: unknown }>
  /** Resolves with the first frame, past or to come, that fits. */
  frame(fits: (frame: FrameToPage) => boolean): Promise<FrameToPage>
  /** Every frame received so far. */
  readonly frames: readonly FrameToPage[]
}

export const HELLO = { t: 'hello', v: 1, build: 'test' } as const

/** @param hello The greeting; `null` sends none. */
export async function talk(port: Port, hello: object | null = HELLO): Promise<Talk> {
  const frames: FrameToPage[] = []
  const waiting = new Set<() => void>()
  port.onText((text) => {
    frames.push(JSON.parse(text) as FrameToPage)
    for (const look of [...waiting]) look()
  })
  let lastId = 0

  function frame(fits: (frame: FrameToPage) => boolean): Promise<FrameToPage> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = frames.find(fits)
        if (!found) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  }

  const streams = new Map<number, unknown[]>()
  port.onText((text) => {
    const each = JSON.parse(text) as FrameToPage
    if (each.t !== 'items') return
    streams.get(each.id)?.push(...each.items)
    if (streams.has(each.id)) port.send(JSON.stringify({ t: 'more', id: each.id }))
  })

  async function call(method: string, input: unknown, id = ++lastId): Promise<Outcome> {
    port.send(JSON.stringify({ t: 'req', id, m: method, p: input }))
    const end = await frame((each) => (each.t === 'res' || each.t === 'err') && each.id === id)
    return end.t === 'err' ? { error: end.e } : { ok: end.t === 'res' ? end.r : null }
  }

  if (hello) {
    port.send(JSON.stringify(hello))
    await frame((each) => each.t === 'hello')
  }
  async function get(method: string, input: unknown, id?: number): Promise<unknown> {
    const outcome = await call(method, input, id)
    if ('error' in outcome) throw new Error(`${method}: ${outcome.error.code}: ${outcome.error.message}`)
    return outcome.ok
  }

  return {
    send: (text) => port.send(text),
    call: (method, input) => call(method, input),
    get: (method, input) => get(method, input),
    async stream(method, input) {
      const id = ++lastId
      const items: unknown[] = []
      streams.set(id, items)
      const result = await get(method, input, id)
      streams.delete(id)
      return { items, result }
    },
    frame,
    frames,
  }
}
