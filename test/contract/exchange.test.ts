/** Files in and out through the host: looked at first, taken whole, taken back. */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportPreview } from '../../src/contract/methods.ts'
import { toWebAnnotations, type Annotation } from '../../src/core/annotation/index.ts'
import { inMemory, type OpenLink } from './links.ts'
import { talk, type Talk } from './talk.ts'

let folder = ''
let open: OpenLink
let page: Talk

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-exchange-'))
  await start('first')
})
afterEach(async () => {
  await open.close()
  rmSync(folder, { recursive: true, force: true })
})

async function start(name: string): Promise<void> {
  open = await inMemory.open(join(folder, name))
  page = await talk(open.port)
}

async function upload(text: string): Promise<{ upload: string }> {
  const id = randomUUID()
  for (let at = 0; at < text.length; at += 500_000) {
    await page.get('notes.upload', { upload: id, part: text.slice(at, at + 500_000) })
  }
  return { upload: id }
}

const all = async () => (await page.get('notes.list', {})) as readonly Annotation[]
const create = (more: object) =>
  page.get('notes.create', {
    article: 'gpt-3',
    lang: 'en',
    colour: 'green',
    body: '',
    tags: [],
    target: { type: 'article' },
    ...more,
  }) as Promise<Annotation>

describe('import', () => {
  it('brings an export into an empty folder as it was', async () => {
    const selector = {
      exact: '1750亿 😀',
      prefix: '',
      suffix: '。',
      start: 4,
      end: 12,
      block: 'lead.1',
      textHash: 'a'.repeat(64),
    }
    await create({ body: 'See [[bert]] <b>', tags: ['规模'] })
    await create({ article: 'bert', target: { type: 'section', section: 'size' } })
    const marked = await create({ lang: 'zh', target: { type: 'text', selector } })
    const current = { ...selector, start: 9, end: 17 }
    await page.get('notes.update', { article: 'gpt-3', id: marked.id, change: { current } })
    const before = await all()
    const file = JSON.stringify(toWebAnnotations(before))
    await open.close()

    await start('second')
    expect(await all()).toEqual([])
    const input = await upload(file)
    const preview = await page.get('notes.previewImport', input)
    expect(preview).toMatchObject({ added: 3, updated: 0, kept: 0, refusedCount: 0 })
    expect(await all()).toEqual([]) // a look changes nothing
    expect(await page.get('notes.import', input)).toEqual(preview)
    expect(await all()).toEqual(before)

    expect(await page.get('notes.previewImport', await upload(file))).toMatchObject({ added: 0, updated: 0, kept: 3 })
  })

  it('takes what it can, says what it refused, and can be taken back', async () => {
    const mine = await create({ body: 'mine' })
    const target = 'mailuo://article/gpt-3?lang=en'
    const file = [
      { id: mine.id, target, body: 'theirs, later', modified: '2090-01-01T00:00:00Z' },
      { target, body: 'new' },
      { id: 'urn:x', target: 'https://example.org/cats', body: 'cats' },
    ]
    const input = await upload(JSON.stringify(file))
    const done = (await page.get('notes.import', input)) as ImportPreview
    expect(done).toMatchObject({ added: 1, updated: 1, kept: 0, refusedCount: 1 })
    expect(done.refused).toEqual([{ index: 2, id: 'urn:x', reason: 'unknown-article' }])
    expect((await all()).map(({ body }) => body).toSorted()).toEqual(['new', 'theirs, later'])
    // Another file may be looked at by then.
    await page.get('notes.previewImport', await upload('[]'))
    expect(await page.get('notes.undoImport', input)).toBe(2)
    expect(await all()).toEqual([mine])
  })

  it.each([
    ['no JSON', '{"items": [', 'not JSON', 'import-no-json'],
    ['another JSON', '{"hello": 1}', 'no W3C annotations', 'import-no-annotations'],
    ['deep nesting', '['.repeat(3_000_000), 'Nothing was changed', expect.stringMatching(/^import-/)],
    ['half a character alone', '"\ud800"', 'Nothing was changed', expect.stringMatching(/^import-/)],
    ['nothing', '', 'not JSON', 'import-no-json'],
  ])('refuses a file with %s, says why, and changes nothing', async (_name, text, why, reason: unknown) => {
    const outcome = await page.call('notes.import', await upload(text || ' '))
    expect(outcome).toMatchObject({
      error: { code: 'bad-request', message: expect.stringContaining(why) as string, data: { reason } },
    })
    expect(readdirSync(join(folder, 'first/notes'))).toEqual([])
  })

  it('knows nothing of a file that was not given', async () => {
    expect(await page.call('notes.import', { upload: randomUUID() })).toMatchObject({ error: { code: 'not-found' } })
  })
})

describe('changing many', () => {
  it('tags, deletes and brings back, and survives a new start', async () => {
    const made = [await create({ tags: ['a'] }), await create({ article: 'bert' })]
    const notes = made.map(({ article, id }) => ({ article, id }))
    expect(await page.get('notes.changeAll', { notes, change: { addTags: ['b'], removeTags: ['a'] } })).toBe(2)
    expect((await all()).map(({ tags }) => tags)).toEqual([['b'], ['b']])
    await page.get('notes.changeAll', { notes, change: { deleted: true } })
    expect(await all()).toEqual([])
    await open.close()
    await start('first')
    await page.get('notes.changeAll', { notes, change: { deleted: false } })
    expect((await all()).map(({ id }) => id)).toEqual(made.map(({ id }) => id))
  })

  it('changes none when one of them is not there', async () => {
    const { article, id } = await create({ tags: ['a'] })
    const notes = [
      { article, id },
      { article: 'bert', id: randomUUID() },
    ]
    expect(await page.call('notes.changeAll', { notes, change: { deleted: true } })).toMatchObject({
      error: { code: 'not-found' },
    })
    expect(await all()).toHaveLength(1)
    expect(existsSync(join(folder, 'first/notes/bert.json'))).toBe(false)
  })
})

describe('links between notes and entries', () => {
  it('finds a mark by the id a note names, and the note on the page of its article', async () => {
    const named = await create({ article: 'gpt-3', body: 'Read this first.' })
    const naming = await create({ article: 'bert', body: `**See [[${named.id}|that]]**` })
    expect(await page.get('notes.find', { id: named.id })).toEqual(named)
    expect(await page.get('notes.linking', { article: 'gpt-3' })).toEqual([naming])
    await page.get('notes.remove', { article: 'gpt-3', id: named.id })
    expect(await page.get('notes.find', { id: named.id })).toBeNull()
    expect(await page.get('notes.linking', { article: 'gpt-3' })).toEqual([])
  })

  it('finds the notes that link to an entry, wherever they are, and not those that were deleted', async () => {
    const first = await create({ article: 'bert', body: 'Against [[gpt-3|the big one]].' })
    const gone = await create({ body: 'See [[gpt-3]].' })
    await create({ body: 'gpt-3 without a link, [[gpt-3-5]]' })
    await page.get('notes.remove', { article: 'gpt-3', id: gone.id })
    expect(await page.get('notes.linking', { article: 'gpt-3' })).toEqual([first])
    expect(await page.get('notes.linking', { article: 'bert' })).toEqual([])
  })
})
