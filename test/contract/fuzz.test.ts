/**
 * Random and hostile frames against both built shells. Half of `MAILUO_FUZZ_FRAMES` (10,000; `npm run test:fuzz`: 100,000) goes to each;
 * `MAILUO_FUZZ_SEED` repeats a run.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { INPUTS } from '../../src/contract/methods.ts'
import type { FrameToPage } from '../../src/contract/frames.ts'
import { startMain } from '../electron/main-process.ts'
import { startHost } from '../loopback-host.ts'
import { HELLO } from './talk.ts'

const FRAMES = Number(process.env['MAILUO_FUZZ_FRAMES'] ?? 10_000) / 2
const SEED = Number(process.env['MAILUO_FUZZ_SEED'] ?? Date.now() % 2 ** 31)
/** Frames sent before the answers are waited for, so that the test holds no backlog. */
const BATCH = 1000
/** The next `FRAMES` ids are of calls by strangers. A damaged frame may have a large id, but hardly one of these. */
const STRANGER_ID = 2 ** 45
const LAST_ID = 2 ** 44

const METHODS = [...Object.keys(INPUTS), 'toString', '__proto__', 'constructor', 'hasOwnProperty', 'no.such', '']
/** An input that nearly fits something, of an article that does not exist, so that nothing is written for it. */
const ALMOST = fc.record(
  {
    article: fc.constantFrom('no-such-article', '../../etc/passwd', '__proto__', 'x'.repeat(5000)),
    lang: fc.constantFrom('zh', 'en', 'xx', null),
    id: fc.oneof(fc.uuid(), fc.string()),
    text: fc.string({ unit: 'binary', maxLength: 300 }),
    limit: fc.oneof(fc.integer(), fc.double(), fc.constantFrom(1, 200)),
    url: fc.oneof(fc.webUrl(), fc.constantFrom('javascript:alert(1)', 'file:///etc/passwd', 'http://[')),
    progress: fc.double(),
    block: fc.string(),
    colour: fc.string(),
    body: fc.string({ unit: 'binary' }),
    tags: fc.array(fc.string()),
    target: fc.anything(),
    change: fc.anything(),
    theme: fc.anything(),
  },
  { requiredKeys: [] },
)
/** JSON knows no undefined, symbols or functions: what is left is what a page could send. */
const jsonOf = (value: unknown): string => {
  try {
    const text: unknown = JSON.stringify(value)
    return typeof text === 'string' ? text : 'null'
  } catch {
    return '{"t":"req","id":1e999}'
  }
}
const id = fc.oneof(
  fc.integer({ min: 1, max: 50 }),
  fc.integer(),
  fc.double({ max: 2 ** 40 }),
  fc.constantFrom('1', null, -0, 2 ** 53, 1e308),
)
const request = fc.record({
  t: fc.constant('req'),
  id,
  m: fc.oneof(fc.constantFrom(...METHODS), fc.string()),
  p: fc.oneof(fc.constant(null), ALMOST, fc.anything()),
})
const control = fc.record({ t: fc.constantFrom('cancel', 'more', 'res', 'err', 'ev', 'items'), id })
const hello = fc.record({ t: fc.constant('hello'), v: fc.oneof(fc.constant(1), fc.anything()), build: fc.anything() })
const frameText = fc.oneof({ weight: 8, arbitrary: request }, control, hello, fc.anything()).map(jsonOf)
const brokenText = fc
  .tuple(frameText, fc.nat(), fc.string({ unit: 'binary', maxLength: 3 }), fc.nat(5))
  .map(
    ([text, at, put, cut]) => text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + cut),
  )
const oddText = fc.constantFrom(
  '',
  'null',
  '[]',
  '\ud800',
  '\0'.repeat(100),
  '['.repeat(20_000),
  `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  '{"t":"req","id":1,"m":"notes.list","p":{"__proto__":{"article":"x"}}}',
  '{"__proto__":{"t":"hello","v":1},"t":"req"}',
  '{"t":"hello","v":1,"build":"x","t":"req"}',
  `{"t":"req","id":7,"m":"${'m'.repeat(10_000)}","p":null}`,
)
const anyText = fc.oneof(
  { weight: 6, arbitrary: frameText },
  { weight: 3, arbitrary: brokenText },
  fc.string({ unit: 'binary' }),
  oddText,
)

/** Sends `FRAMES` of them, batch by batch. */
async function flood(send: (text: string, n: number) => void, settle: () => Promise<void>): Promise<void> {
  for (let sent = 0; sent < FRAMES; sent += BATCH) {
    const texts = fc.sample(anyText, { seed: SEED + sent, numRuns: Math.min(BATCH, FRAMES - sent) })
    texts.forEach((text, n) => send(text, sent + n))
    await settle()
  }
}

/** What must be true of everything that came back. */
function judge(frames: readonly FrameToPage[], log: string): void {
  const ends = frames.filter((frame) => frame.t === 'res' || frame.t === 'err')
  const ofStrangers = new Set(Array.from({ length: FRAMES }, (_, n) => STRANGER_ID + n))
  expect(ends.filter((frame) => ofStrangers.has(frame.id))).toEqual([])
  expect(ends.filter((frame) => frame.t === 'err' && frame.e.code === 'internal')).toEqual([])
  expect(ends.length, 'answers').toBeGreaterThan(FRAMES / 10)
  expect(
    log
      .replaceAll(/^.*DeprecationWarning.*$/gm, '')
      .replaceAll(/^\{"ready".*$/gm, '')
      .trim(),
  ).toBe('')
}

describe(`frames of seed ${String(SEED)}`, () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mailuo-fuzz-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('leave the desktop shell working, and it answers no stranger', { timeout: 240_000 }, async () => {
    const main = await startMain(join(folder, 'data'))
    const frames: FrameToPage[] = []
    main.onPageMessage((_channel, [text]) => frames.push(JSON.parse(String(text)) as FrameToPage))
    const channel = 'mailuo'
    const say = (text: unknown) => main.ask('ipc', { channel, args: [text], from: main.url })
    const strange = [
      { from: 'https://evil.example/' },
      { from: 'app://other/' },
      { from: 'about:blank', subframe: true },
      { from: main.url, subframe: true },
      { from: main.url, lost: true },
      { from: main.url, stranger: true },
    ]
    const things = fc
      .sample(fc.anything(), { seed: SEED, numRuns: 500 })
      .map((thing) => JSON.parse(jsonOf(thing)) as unknown)
    let waiting: Promise<unknown>[] = []
    await say(JSON.stringify(HELLO))
    await flood(
      (text, n) => {
        waiting.push(say(text))
        // The page's address changes with who spoke last in its main frame: the window's own comes back with the next.
        if (n % 20 === 0) {
          const call = JSON.stringify({ t: 'req', id: STRANGER_ID + n, m: 'app.info', p: null })
          waiting.push(main.ask('ipc', { channel, args: [call], from: '', ...strange[(n / 20) % strange.length] }))
        }
        if (n % 50 === 0) waiting.push(say(things[(n / 50) % things.length]))
      },
      async () => {
        await Promise.all(waiting)
        waiting = []
      },
    )
    await say(JSON.stringify(HELLO))
    await say(JSON.stringify({ t: 'req', id: LAST_ID, m: 'app.info', p: null }))
    await main.ask('record', null)
    expect(frames.at(-1)).toMatchObject({ t: 'res', id: LAST_ID })
    judge(frames, main.complaints())
    await main.close()
  })

  it('leave the loopback host working', { timeout: 240_000 }, async () => {
    const host = await startHost(join(folder, 'data'))
    const origin = `http://127.0.0.1:${new URL(host.link).port}`
    const answer = await fetch(host.link.replace(host.origin, origin), { redirect: 'manual' })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    const open = async (): Promise<WebSocket> => {
      const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, ['mailuo.v1'], {
        headers: { cookie, origin },
      })
      socket.on('message', (bytes: Buffer) => {
        frames.push(JSON.parse(bytes.toString()) as FrameToPage)
        hearing.forEach((listener) => listener())
      })
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
      return socket
    }
    const frames: FrameToPage[] = []
    const hearing = new Set<() => void>()
    const socket = await open()
    socket.send(JSON.stringify(HELLO))
    let last = LAST_ID
    /** Resolves when everything sent before has been looked at. */
    const settle = (): Promise<void> =>
      new Promise((resolve, reject) => {
        const wanted = ++last
        const look = (): void => {
          if (!frames.slice(-BATCH).some((frame) => frame.t === 'res' && frame.id === wanted)) return
          hearing.delete(look)
          resolve()
        }
        hearing.add(look)
        socket.once('close', reject)
        socket.send(JSON.stringify(HELLO))
        socket.send(JSON.stringify({ t: 'req', id: wanted, m: 'app.info', p: null }))
      })
    await flood((text, n) => {
      socket.send(text)
      if (n % 50 === 0)
        socket.send(Buffer.from(JSON.stringify({ t: 'req', id: STRANGER_ID + n, m: 'app.info', p: null })))
    }, settle)
    judge(frames, host.printed())
    socket.close()
    await host.stop()
  })
})
