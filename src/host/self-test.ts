/** `--self-test`: checks a running host from inside, over the same frames a page uses. */
import { connectClient } from '../contract/client.ts'
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
  readonly versions: AppInfo['versions']
  readonly corpus: AppInfo['corpus']['counts']
  readonly search: { readonly zh: number; readonly en: number; readonly readyMs: number }
  readonly checks: readonly SelfTestCheck[]
}

/** An article every pack of ours has. */
const PROBE_ARTICLE = 'gpt-3'

/**
 * Runs the checks. Works on whatever data folder the host has: give it a scratch one.
 * @param origin Origin under which the host's content is asked for, e.g. `app://mailuo`.
 */
export async function selfTest(host: Host, origin: string): Promise<SelfTestReport> {
  const checks: SelfTestCheck[] = []
  const { page, attached } = portPair()
  host.attach(attached)
  const client = connectClient(() => Promise.resolve(page), 'self-test')

  /** Runs one check; its result is kept even when it throws. */
  async function check<T>(name: string, run: () => Promise<{ value: T; detail: string }>): Promise<T | null> {
    const begun = performance.now()
    try {
      const { value, detail } = await run()
      checks.push({ name, ok: true, ms: Math.round(performance.now() - begun), detail })
      return value
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      checks.push({ name, ok: false, ms: Math.round(performance.now() - begun), detail })
      return null
    }
  }

  const info = await client.call('app.info', null)
  await check('corpus counts', () => {
    const { entities, articles } = info.corpus.counts
    expect(entities > 0 && articles > 0, 'the corpus is empty')
    return done(null, `${String(entities)} entities, ${String(articles)} articles`)
  })
  const begun = performance.now()
  await check('search index loads', async () => {
    await host.searchReady()
    return done(null, 'ready')
  })
  const readyMs = Math.round(performance.now() - begun)
  const find = (name: string, text: string, lang: 'zh' | 'en') =>
    check(name, async () => {
      const { total, hits, complete } = await client.call('search.query', { text, lang, limit: 5 })
      expect(total > 0 && complete, `nothing found for ${text}`)
      const first = hits[0]
      return done(
        total,
        `${text}: ${String(total)} hits, first ${first?.type === 'article' ? first.id : (first?.type ?? '')}`,
      )
    })
  const zh = await find('Chinese search', '奖励模型', 'zh')
  const en = await find('English search', 'reward model', 'en')
  await check('article', async () => {
    const response = await host.content(new Request(`${origin}/corpus/articles/${PROBE_ARTICLE}.zh.json`))
    expect(response.status === 200, `status ${String(response.status)}`)
    const { sections } = (await response.json()) as { sections: readonly unknown[] }
    return done(null, `${PROBE_ARTICLE}: ${String(sections.length)} sections`)
  })
  await check('refused path', async () => {
    const { status } = await host.content(new Request(`${origin}/corpus/..%2f..%2fpackage.json`))
    expect(status === 404 || status === 400, `status ${String(status)}`)
    return done(null, `status ${String(status)}`)
  })
  await check('note written, read back and removed', async () => {
    const made = await client.call('notes.create', {
      article: PROBE_ARTICLE,
      lang: 'zh',
      colour: 'yellow',
      body: 'self-test',
      tags: [],
      target: { type: 'article' },
    })
    const listed = await client.call('notes.list', { article: PROBE_ARTICLE })
    expect(
      listed.some((note) => note.id === made.id && note.body === 'self-test'),
      'the note was not read back',
    )
    await client.call('notes.remove', { article: PROBE_ARTICLE, id: made.id })
    const after = await client.call('notes.list', { article: PROBE_ARTICLE })
    expect(!after.some((note) => note.id === made.id), 'the note is still listed')
    return done(null, made.id)
  })

  return {
    ok: checks.every((each) => each.ok),
    shell: info.shell,
    versions: info.versions,
    corpus: info.corpus.counts,
    search: { zh: zh ?? 0, en: en ?? 0, readyMs },
    checks,
  }
}

function expect(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise)
}

function done<T>(value: T, detail: string): Promise<{ value: T; detail: string }> {
  return Promise.resolve({ value, detail })
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
