/** The notebook as the page asks for it: rows of what a filter lets through, with what there is in all. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { NotebookPage } from '../../src/contract/methods.ts'
import { EVERYTHING, type Annotation, type NotebookFilter, type Sort } from '../../src/core/annotation/index.ts'
import type { Catalog } from '../../src/core/corpus/model.ts'
import { inMemory, type OpenLink } from './links.ts'
import { talk, type Talk } from './talk.ts'

let folder = ''
let open: OpenLink
let page: Talk

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-notebook-'))
  open = await inMemory.open(folder)
  page = await talk(open.port)
})
afterEach(async () => {
  vi.useRealTimers()
  await open.close()
  rmSync(folder, { recursive: true, force: true })
})

const create = (article: string, body: string, more: object = {}) =>
  page.get('notes.create', {
    article,
    lang: 'en',
    colour: 'green',
    body,
    tags: [],
    target: { type: 'article' },
    ...more,
  }) as Promise<Annotation>
const askOnce = (filter: Partial<NotebookFilter>, more: { sort?: Sort; offset?: number; limit?: number } = {}) =>
  page.get('notes.page', {
    filter: { ...EVERYTHING, ...filter },
    sort: 'article',
    lang: 'en',
    offset: 0,
    limit: 10,
    ...more,
  }) as Promise<NotebookPage>
/** As the notebook does: again, until all was looked at. */
async function ask(...args: Parameters<typeof askOnce>): Promise<NotebookPage> {
  let found = await askOnce(...args)
  while (!found.isWhole) found = await askOnce(...args)
  return found
}
const bodies = ({ rows }: NotebookPage) => rows.map(({ body }) => body)

it('gives the rows that were asked for, and what there is in all', async () => {
  await create('gpt-3', 'first', { tags: ['a'] })
  await create('bert', 'second', { tags: ['a', 'b'] })
  await create('gpt-3', 'third')
  expect(await ask({}, { limit: 2 })).toMatchObject({
    found: 3,
    total: 3,
    groups: [
      { article: 'bert', count: 1 },
      { article: 'gpt-3', count: 2 },
    ],
    tags: ['a', 'b'],
    articles: ['bert', 'gpt-3'],
  })
  expect(bodies(await ask({}, { limit: 2 }))).toEqual(['second', 'first'])
  expect(bodies(await ask({}, { offset: 2, limit: 2 }))).toEqual(['third'])
  expect(bodies(await ask({}, { sort: 'oldest' }))).toEqual(['first', 'second', 'third'])
})

it('keeps the order of what was made and changed within one millisecond', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const made = [await create('gpt-3', 'first'), await create('bert', 'second'), await create('gpt-3', 'third')]
  expect(bodies(await ask({}, { sort: 'oldest' }))).toEqual(['first', 'second', 'third'])
  for (const { article, id, body } of made)
    await page.get('notes.update', { article, id, change: { body: `${body} again` } })
  expect(bodies(await ask({}, { sort: 'newest' }))).toEqual(['third again', 'second again', 'first again'])
})

it('filters by words of the note and by both names of its article', async () => {
  await create('moonshot-ai', 'a lab')
  await create('gpt-3', 'a model')
  expect(bodies(await ask({ text: '月之暗面' }))).toEqual(['a lab'])
  expect(bodies(await ask({ text: 'MODEL gpt' }))).toEqual(['a model'])
  expect(await ask({ article: 'gpt-3', text: 'lab' })).toMatchObject({ rows: [], found: 0, total: 2 })
})

it('sees what was changed and deleted since the last question', async () => {
  const { article, id } = await create('gpt-3', 'before')
  expect(bodies(await ask({}))).toEqual(['before'])
  await page.get('notes.update', { article, id, change: { body: 'after' } })
  expect(bodies(await ask({}))).toEqual(['after'])
  expect(await ask({ text: 'before' })).toMatchObject({ found: 0 })
  await page.get('notes.remove', { article, id })
  expect(await ask({})).toMatchObject({ rows: [], found: 0, total: 0, tags: [], articles: [] })
})

it('hands over all that a filter lets through, for an export', async () => {
  const wanted = await create('gpt-3', 'wanted', { colour: 'pink' })
  await create('gpt-3', 'other')
  expect(await page.stream('notes.each', { filter: { ...EVERYTHING, colour: 'pink' } })).toEqual({
    items: [wanted],
    result: 1,
  })
  expect((await page.stream('notes.each', { filter: null })).items).toHaveLength(2)
})

it('says how sure it is of each place, and finds what the reader has to place again', async () => {
  const selector = (exact: string) => ({
    exact,
    prefix: '',
    suffix: '',
    start: 0,
    end: exact.length,
    block: 'lead',
    textHash: 'f'.repeat(64),
  })
  const passage = (exact: string) => ({ target: { type: 'text', selector: selector(exact) } })
  const lost = await create('gpt-3', 'lost', passage('Bananas grew quietly behind the yellow lighthouse of Zanzibar.'))
  await create('gpt-3', 'bookmark', { target: { type: 'section', section: 'no-such-section' } })
  await create('bert', 'in place')
  expect(await ask({})).toMatchObject({ states: ['exact', 'orphan', 'orphan'] })
  expect(bodies(await ask({ unplaced: true }))).toEqual(['bookmark', 'lost'])
  expect((await page.stream('notes.each', { filter: { ...EVERYTHING, unplaced: true } })).result).toBe(2)

  await page.get('notes.remove', { article: lost.article, id: lost.id })
  expect(bodies(await ask({ unplaced: true }))).toEqual(['bookmark'])
  await page.get('notes.restore', { article: lost.article, id: lost.id })
  expect(await ask({ unplaced: true })).toMatchObject({ found: 2, total: 3 })
})

it('shows what has to be placed again as it is found, in the order of the rows', async () => {
  const { entities } = JSON.parse(readFileSync('resources/corpus/catalog.json', 'utf8')) as Catalog
  const articles = entities.map(({ id }) => id)
  await Promise.all(
    articles.map((article) => create(article, article, { target: { type: 'section', section: 'gone' } })),
  )
  const limit = articles.length
  const answers = [await askOnce({ unplaced: true }, { limit })]
  while (answers.at(-1)?.isWhole === false) answers.push(await askOnce({ unplaced: true }, { limit }))
  const whole = answers.pop()
  if (!whole) throw new Error('there was no answer')
  expect(whole).toMatchObject({ found: articles.length, total: articles.length })
  for (const part of answers) expect(bodies(whole).slice(0, part.found)).toEqual(bodies(part))
})
