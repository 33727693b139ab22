/** A corpus that is not as it was: marks follow the text they were made in, and search makes up for its index. */
import { createHash, randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  anchorAll,
  canonicalText,
  describeSelection,
  toWebAnnotations,
  type Annotation,
} from '../../src/core/annotation/index.ts'
import type { CompiledArticle } from '../../src/core/corpus/model.ts'
import { createHost } from '../../src/host/index.ts'
import { portPair } from './links.ts'
import { talk, type Talk } from './talk.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-updated-'))
  cpSync('resources/corpus', join(folder, 'pack'), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function session<T>(act: (page: Talk) => Promise<T>): Promise<T> {
  const host = await createHost({
    packFolder: join(folder, 'pack'),
    dataFolder: join(folder, 'data'),
    rendererFolder: join('src', 'renderer'),
    build: 'test',
    shell: { kind: 'browser', openExternal: () => Promise.resolve(false) },
  })
  const { page, host: end, cut } = portPair()
  host.attach(end)
  try {
    return await act(await talk(page))
  } finally {
    cut()
    await host.close()
  }
}

const file = () => join(folder, 'pack/articles/gpt-3.en.json')
const article = () => JSON.parse(readFileSync(file(), 'utf8')) as CompiledArticle
const blocksOf = ({ sections }: CompiledArticle) => sections.flatMap(({ blocks }) => blocks)

it('keeps the text that was marked and follows its passage into the new one', async () => {
  const before = article()
  const [first, second] = blocksOf(before)
  const text = canonicalText(before.sections)
  if (!first || !second) throw new Error('the article is too short')
  const start = text.indexOf(second.text)
  const selector = describeSelection({ blocks: blocksOf(before), textHash: before.textHash }, start, start + 20)
  const made = await session(async (page) => {
    const input = {
      article: 'gpt-3',
      lang: 'en',
      colour: 'blue',
      body: '',
      tags: [],
      target: { type: 'text', selector },
    }
    const note = (await page.get('notes.create', input)) as Annotation
    expect(await page.get('notes.texts', { article: 'gpt-3' })).toEqual([]) // today's is no former text
    return note
  })
  expect(existsSync(join(folder, `data/texts/${before.textHash}.json`))).toBe(true)

  // The new edition opens with a sentence that holds the very words that were marked.
  const words = selector.exact
  const sections = before.sections.map((section, i) =>
    i > 0
      ? section
      : {
          ...section,
          blocks: [{ ...first, text: `A new opening: ${words}. ${first.text}` }, ...section.blocks.slice(1)],
        },
  )
  const after = canonicalText(sections)
  const textHash = createHash('sha256').update(after).digest('hex')
  writeFileSync(file(), JSON.stringify({ ...before, sections, textHash }))

  const former = (await session((page) => page.get('notes.texts', { article: 'gpt-3' }))) as {
    hash: string
    text: string
  }[]
  expect(former).toEqual([{ hash: before.textHash, text }])
  const oldTexts = new Map(former.map(({ hash, text: old }) => [hash, old]))
  const [placed] = anchorAll([made], after, textHash, { oldTexts })
  const shift = after.length - text.length
  expect(placed).toMatchObject({ state: 'exact', at: { start: start + shift, end: start + shift + 20 } })
})

it('knows its own export of marks that were made when their entry had another name', async () => {
  const input = { article: 'gpt-3', lang: 'en', colour: 'blue', body: 'first', tags: [], target: { type: 'article' } }
  const made = (await session((page) => page.get('notes.create', input))) as Annotation
  const catalog = join(folder, 'pack/catalog.json')
  const { entities, ...rest } = JSON.parse(readFileSync(catalog, 'utf8')) as { entities: { id: string }[] }
  const others = entities.filter(({ id }) => id !== 'gpt-3')
  writeFileSync(catalog, JSON.stringify({ ...rest, entities: others, redirects: { 'gpt-3': 'gpt-2' } }))
  await session(async (page) => {
    const read = async (notes: readonly Annotation[]) => {
      const upload = randomUUID()
      await page.get('notes.upload', { upload, part: JSON.stringify(toWebAnnotations(notes)) })
      return page.get('notes.import', { upload })
    }
    expect(await read([made])).toMatchObject({ added: 0, updated: 0, kept: 1 })
    const later = { ...made, body: 'later', modified: '2090-01-01T00:00:00.000Z' }
    expect(await read([later])).toMatchObject({ added: 0, updated: 1, kept: 0 })
    expect(await page.get('notes.list', {})).toMatchObject([{ id: made.id, body: 'later' }])
  })
})

it('keeps the text of marks that were made before texts were kept', async () => {
  const before = article()
  const selector = describeSelection({ blocks: blocksOf(before), textHash: before.textHash }, 0, 10)
  const input = { article: 'gpt-3', lang: 'en', colour: 'blue', body: '', tags: [], target: { type: 'text', selector } }
  await session((page) => page.get('notes.create', input))
  rmSync(join(folder, 'data/texts'), { recursive: true })
  await session(() => Promise.resolve())
  expect(existsSync(join(folder, `data/texts/${before.textHash}.json`))).toBe(true)
})

it('tells the page that search makes its index again, and when it is there', async () => {
  writeFileSync(join(folder, 'pack/search.jsonl'), '{')
  // A few articles will do: those that can't be read are left out.
  const articles = join(folder, 'pack/articles')
  for (const name of readdirSync(articles)) if (!name.startsWith('gpt-3.')) writeFileSync(join(articles, name), '{')
  await session(async (page) => {
    const ask = (text: string) => page.get('search.query', { text, lang: 'en', limit: 1 })
    expect(await ask('GPT-3')).toMatchObject({ complete: false, hits: [{ id: 'gpt-3' }] })
    const warnings = { warnings: [{ code: 'index-rebuilding', file: 'search.jsonl' }] }
    expect(await page.get('app.info', null)).toMatchObject(warnings)
    const state = (wanted: string) =>
      page.frame(
        (frame) => frame.t === 'ev' && frame.n === 'search.index' && (frame.p as { state: string }).state === wanted,
      )
    await state('rebuilding')
    await state('ready')
    expect(await ask('GPT-3')).toMatchObject({ complete: true, hits: [{ id: 'gpt-3', sections: [{}, {}, {}] }] })
    expect(await page.get('app.info', null)).toMatchObject({ warnings: [] })
  })
})
