/** Every promise of the contract, over each link. Needs `npm run corpus` and `npm run build`. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Annotation } from '../../src/core/annotation/model.ts'
import type { SearchAnswer } from '../../src/core/search/model.ts'
import type { AppInfo, Output, StudyStep } from '../../src/contract/methods.ts'
import type { Settings } from '../../src/contract/settings.ts'
import { LINKS, type OpenLink } from './links.ts'
import { HELLO, talk, type Talk } from './talk.ts'

const NOTE = {
  article: 'gpt-3',
  lang: 'en',
  colour: 'yellow',
  body: 'A first note.',
  tags: ['size'],
  target: { type: 'article' },
} as const

const OWN = { card: null, front: 'Which heads?', back: '96', lang: 'en', article: 'gpt-3', block: null } as const

/** Inputs that no method takes, and the code each is refused with. */
const REFUSED: readonly (readonly [method: string, input: unknown, code: string])[] = [
  ['no.such', null, 'unknown-method'],
  ['toString', null, 'unknown-method'],
  ['__proto__', null, 'unknown-method'],
  ['constructor', null, 'unknown-method'],
  ['search.query', null, 'bad-request'],
  ['search.query', { text: 1, lang: 'zh', limit: 5 }, 'bad-request'],
  ['search.query', { text: 'a', lang: 'zh', limit: 1e9 }, 'bad-request'],
  ['search.query', { text: 'a', lang: 'zh', limit: 5, extra: true }, 'bad-request'],
  ['notes.list', { article: '../../etc/passwd' }, 'bad-request'],
  ['notes.create', { ...NOTE, article: 'Not An Id' }, 'bad-request'],
  ['notes.create', { ...NOTE, colour: 'infrared' }, 'bad-request'],
  ['notes.update', { article: 'gpt-3', id: 'no-uuid', change: {} }, 'bad-request'],
  ['settings.set', { theme: 'plaid' }, 'bad-request'],
  ['settings.set', { unknown: 1 }, 'bad-request'],
  ['notes.update', { article: 'gpt-3', id: '00000000-0000-4000-8000-000000000000', change: {} }, 'not-found'],
  ['notes.remove', { article: 'gpt-3', id: '00000000-0000-4000-8000-000000000000' }, 'not-found'],
  ['study.review', { card: 'when/gpt-3/paper', grade: 5, ms: 1, seen: '' }, 'bad-request'],
  ['study.review', { card: '../../etc/passwd\n', grade: 3, ms: 1, seen: '' }, 'bad-request'],
  ['study.review', { card: 'when/gpt-3/paper', grade: 3, ms: -1, seen: '' }, 'bad-request'],
  ['study.bury', { card: 'when/gpt-3/paper', until: 'tomorrow' }, 'bad-request'],
  ['study.mark', { card: 'when/gpt-3/paper', mark: 'burn' }, 'bad-request'],
  ['study.keep', { ...OWN, front: '' }, 'bad-request'],
  ['study.keep', { ...OWN, card: '00000000-0000-4000-8000-000000000000' }, 'not-found'],
  ['study.undo', { card: 'when/gpt-3/paper', event: '00000000-0000-4000-8000-000000000000' }, 'not-found'],
]

describe.each(LINKS)('the contract $name', (link) => {
  let folder = ''
  let open: OpenLink
  let page: Talk

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mailuo-contract-'))
    open = await link.open(join(folder, 'data'))
    page = await talk(open.port)
  })
  afterAll(async () => {
    await open.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('greets with its version and build', () => {
    expect(page.frames[0]).toMatchObject({ t: 'hello', v: HELLO.v, build: expect.any(String) as string })
  })

  it('tells what it is', async () => {
    const info = (await page.get('app.info', null)) as AppInfo
    expect(info.shell).toBe(link.shell)
    expect(info.dataFolder).toBe(join(folder, 'data'))
    expect(info.corpus.counts).toMatchObject({ entities: expect.any(Number) as number })
    expect(info.warnings).toEqual([])
  })

  it.each(REFUSED)('refuses %s of %j as %s', async (method, input, code) => {
    expect(await page.call(method, input)).toMatchObject({ error: { code, message: expect.any(String) as string } })
  })

  it('is not confused by what is no frame', async () => {
    const before = page.frames.length
    for (const text of ['', 'null', '{', '[]', '7', '{"t":"req"}', '{"t":"what"}', '{"t":"cancel","id":77}'])
      page.send(text)
    await page.get('app.info', null)
    expect(page.frames.length).toBe(before + 1)
  })

  it('keeps settings and tells every page of a change', async () => {
    const set = (await page.get('settings.set', { theme: 'dark', typeSize: 20 })) as Settings
    expect(set).toMatchObject({ theme: 'dark', typeSize: 20 })
    expect(await page.get('settings.get', null)).toEqual(set)
    expect(await page.frame((frame) => frame.t === 'ev' && frame.n === 'settings.changed')).toMatchObject({ p: set })
  })

  it('keeps the open tabs as they are given, and refuses what points at nothing', async () => {
    const panes = [{ visits: [{ href: '#/article/bert', top: 40 }], at: 0 }]
    const workspace = { tabs: [{ id: 'a', panes, focused: 0, share: 0.5 }], active: 'a', closed: [] }
    expect(await page.get('workspace.get', null)).toBeNull()
    await page.get('workspace.set', workspace)
    expect(await page.call('workspace.set', { ...workspace, active: 'b' })).toMatchObject({
      error: { code: 'bad-request' },
    })
    expect(await page.get('workspace.get', null)).toEqual(workspace)
  })

  it('writes failures of the page into its log', async () => {
    await page.get('app.failed', { text: 'graph: Error: boom' })
    expect(await page.get('app.log', null)).toContain('page: graph: Error: boom')
  })

  it('finds articles in both languages', async () => {
    for (const [text, lang] of [
      ['注意力', 'zh'],
      ['attention', 'en'],
    ] as const) {
      const answer = (await page.get('search.query', { text, lang, limit: 5 })) as SearchAnswer
      expect(answer.hits.length, text).toBeGreaterThan(0)
      expect(answer.hits.length, text).toBeLessThanOrEqual(5)
    }
  })

  it('ends a cancelled call once, whichever comes first', async () => {
    const id = 90_001
    page.send(JSON.stringify({ t: 'req', id, m: 'search.query', p: { text: 'transformer', lang: 'en', limit: 200 } }))
    page.send(JSON.stringify({ t: 'cancel', id }))
    await page.frame((frame) => 'id' in frame && frame.id === id)
    await page.get('app.info', null)
    const ends = page.frames.filter((frame) => 'id' in frame && frame.id === id)
    expect(ends).toHaveLength(1)
    expect(ends[0]).toSatisfy(
      (end: (typeof ends)[0]) => end.t === 'res' || (end.t === 'err' && end.e.code === 'cancelled'),
    )
  })

  it('makes, changes, removes and restores a note, and tells of it', async () => {
    const made = (await page.get('notes.create', NOTE)) as Annotation
    expect(made).toMatchObject({ article: 'gpt-3', body: 'A first note.', tags: ['size'] })
    expect(await page.get('notes.list', { article: 'gpt-3' })).toEqual([made])
    expect(await page.frame((frame) => frame.t === 'ev' && frame.n === 'notes.changed')).toMatchObject({
      p: { article: 'gpt-3' },
    })
    // The reader waits for the answer; the news may come later.
    const told = page.frames.findIndex((frame) => frame.t === 'ev' && frame.n === 'notes.changed')
    expect(page.frames.slice(0, told)).toContainEqual(expect.objectContaining({ t: 'res', r: made }))

    const reference = { article: 'gpt-3', id: made.id }
    const changed = (await page.get('notes.update', { ...reference, change: { body: 'Rewritten.' } })) as Annotation
    expect(changed).toMatchObject({ id: made.id, created: made.created, body: 'Rewritten.', tags: ['size'] })
    await page.get('notes.remove', reference)
    expect(await page.get('notes.list', {})).toEqual([])
    await page.get('notes.restore', reference)
    expect(await page.get('notes.list', {})).toMatchObject([{ id: made.id, body: 'Rewritten.' }])
  })

  it('finds a note by its words', async () => {
    await page.get('notes.create', { ...NOTE, body: 'A zebra crossed the page.' })
    const answer = (await page.get('search.query', {
      text: 'zebra',
      lang: 'en',
      scope: 'notes',
      limit: 5,
    })) as SearchAnswer
    expect(answer.hits).toHaveLength(1)
  })

  it('remembers where the reader was', async () => {
    await page.get('reading.set', { article: 'gpt-3', lang: 'en', block: 'b1', progress: 0.5 })
    expect(await page.get('reading.list', null)).toMatchObject([{ article: 'gpt-3', block: 'b1', progress: 0.5 }])
  })

  it('reviews, undoes, sets aside and resumes a card, and tells of it', async () => {
    const card = 'when/gpt-3/paper'
    const answer = { card, grade: 3, ms: 2500, seen: '2020-05-28' }
    const first = (await page.get('study.review', answer)) as StudyStep
    expect(first.record).toMatchObject({ card, schedule: { reps: 1, state: 'learning' }, seen: '2020-05-28' })
    expect(await page.frame((frame) => frame.t === 'ev' && frame.n === 'study.changed')).toMatchObject({ p: { card } })
    const second = (await page.get('study.review', { ...answer, grade: 1 })) as StudyStep
    expect(second.record.schedule?.reps).toBe(2)
    expect(await page.get('study.undo', { card, event: second.event })).toMatchObject({ record: first.record })
    expect(await page.get('study.mark', { card, mark: 'suspend' })).toMatchObject({ record: { suspended: true } })
    expect(await page.get('study.mark', { card, mark: 'resume' })).toMatchObject({ record: { suspended: false } })
    const until = '2090-01-01T00:00:00.000Z'
    expect(await page.get('study.bury', { card, until })).toMatchObject({ record: { buriedUntil: until } })
    const { records, days } = (await page.get('study.list', null)) as Output<'study.list'>
    expect(records.find((record) => record.card === card)?.schedule).toEqual(first.record.schedule)
    expect(days).toMatchObject([{ reviews: 1, fresh: 1, failed: 0, ms: 2500 }])
  })

  it('keeps a card of the reader, changes it, and brings it back once deleted', async () => {
    const { record: made } = (await page.get('study.keep', OWN)) as StudyStep
    expect(made.own).toMatchObject({ front: 'Which heads?', back: '96', article: 'gpt-3', deck: null })
    const change = { ...OWN, card: made.card, back: '96 heads' }
    const { record: changed } = (await page.get('study.keep', change)) as StudyStep
    expect(changed.own).toMatchObject({ id: made.card, created: made.own?.created, back: '96 heads' })
    expect(await page.get('study.mark', { card: made.card, mark: 'drop' })).toMatchObject({ record: { dropped: true } })
    expect(await page.get('study.mark', { card: made.card, mark: 'bring-back' })).toMatchObject({
      record: { dropped: false, own: { back: '96 heads' } },
    })
  })

  it('checks a typed answer in any spelling', async () => {
    const accepted = ['注意力机制', 'attention mechanism']
    for (const typed of ['zhuyili jizhi', 'ATTENTION  MECHANISM', '注意力機制'])
      expect(await page.get('study.check', { typed, accepted }), typed).toBe(true)
    expect(await page.get('study.check', { typed: 'memory', accepted })).toBe(false)
  })

  it('never opens an address that is not on its list', async () => {
    for (const url of ['file:///etc/passwd', 'https://evil.example/', 'javascript:alert(1)'])
      expect(await page.get('shell.openExternal', { url }), url).toBe(false)
  })

  it('has everything again after a new start on the same folder', async () => {
    const before = await page.get('notes.list', {})
    const cards = await page.get('study.list', null)
    await open.close()
    open = await link.open(join(folder, 'data'))
    page = await talk(open.port)
    expect(await page.get('notes.list', {})).toEqual(before)
    expect(await page.get('study.list', null)).toEqual(cards)
    expect(await page.get('settings.get', null)).toMatchObject({ theme: 'dark', typeSize: 20 })
    expect(await page.get('reading.list', null)).toMatchObject([{ article: 'gpt-3', progress: 0.5 }])
  })
})

describe.each(LINKS)('a page of another version $name', (link) => {
  let folder = ''
  let open: OpenLink

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mailuo-contract-'))
    open = await link.open(join(folder, 'data'))
  })
  afterAll(async () => {
    await open.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('is told so by every call', async () => {
    const page = await talk(open.port, { ...HELLO, v: 999 })
    expect(await page.call('app.info', null)).toMatchObject({ error: { code: 'version' } })
  })
})
