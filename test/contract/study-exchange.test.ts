/** Cards to Anki, read back by an independent reader of its packages; and from Anki, and taken back. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { Apkg } from 'anki-apkg-parser'
import { strToU8, zipSync } from 'fflate'
import openSqlJs, { type SqlJsStatic } from 'sql.js'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AnkiDeck, AnkiExported, AnkiPreview } from '../../src/contract/anki.ts'
import type { Output } from '../../src/contract/methods.ts'
import type { Catalog, Lang } from '../../src/core/corpus/model.ts'
import type { StudyCard } from '../../src/core/study/index.ts'
import { LINKS, type OpenLink } from './links.ts'
import { talk, type Talk } from './talk.ts'

const read = (name: string) => JSON.parse(readFileSync(join('resources/corpus', name), 'utf8')) as unknown
const catalog = read('catalog.json') as Catalog
const cards = read('cards.json') as readonly StudyCard[]
const entry = new Map(catalog.entities.map((each) => [each.id, each]))

let sql: SqlJsStatic
let folder = ''
let open: OpenLink
let page: Talk
let link = LINKS[0]

beforeAll(async () => {
  sql = await openSqlJs()
})
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-anki-test-'))
  if (!link) throw new Error('no link')
  open = await link.open(join(folder, 'data'))
  page = await talk(open.port)
})
afterEach(async () => {
  await open.close()
  rmSync(folder, { recursive: true, force: true })
})

async function upload(text: string): Promise<{ upload: string }> {
  const id = randomUUID()
  for (let at = 0; at < text.length; at += 500_000)
    await page.get('study.upload', { upload: id, part: text.slice(at, at + 500_000) })
  return { upload: id }
}

async function exportDeck(deck: AnkiDeck): Promise<{ done: AnkiExported; bytes: Buffer }> {
  const input = await upload(JSON.stringify(deck))
  const pieces: string[] = []
  const before = page.frames.length
  const call = page.get('study.exportAnki', input) as Promise<AnkiExported>
  let [seen, ended] = [before, false]
  void call.then(() => (ended = true))
  while (!ended) {
    await new Promise((resolve) => setImmediate(resolve))
    for (; seen < page.frames.length; seen++) {
      const frame = page.frames[seen]
      if (frame?.t !== 'items') continue
      pieces.push(...(frame.items as string[]))
      page.send(JSON.stringify({ t: 'more', id: frame.id }))
    }
  }
  return { done: await call, bytes: Buffer.from(pieces.join(''), 'base64') }
}

/** What the package's reader gives, which it leaves untyped. */
interface Collection {
  readonly ver: number
  readonly decks: Record<number, { readonly name: string }>
  readonly models: Record<number, { readonly flds: readonly { readonly name: string }[] }>
}
interface Note {
  readonly guid: string
  readonly mid: number
  readonly tags: string
  readonly flds: string
  readonly cards: readonly { readonly did: number }[]
}

/** The package as an independent reader takes it apart. */
async function openPackage(bytes: Uint8Array) {
  const file = join(folder, `${randomUUID()}.apkg`)
  const into = `${file}-open`
  await writeFile(file, bytes)
  const apkg = await Apkg.create(file, into)
  const database = await apkg.getDb()
  const { ver, decks, models } = (await database.getCollection()) as Collection
  const media = await apkg.getMedia()
  const figures = await Promise.all(Object.keys(media).map((name) => readFile(join(into, name), 'utf8')))
  const notes = ((await database.getNotes()) as Note[]).map(({ guid, mid, tags, flds, cards }) => ({
    guid,
    tags: tags.trim().split(' '),
    decks: cards.map(({ did }) => decks[did]?.name),
    fields: Object.fromEntries(flds.split('\u001f').map((value, i) => [models[mid]?.flds[i]?.name ?? '', value])),
  }))
  return { notes, media, figures, integrity: await database.all('PRAGMA integrity_check'), ver }
}

function deckOf(lang: Lang): AnkiDeck {
  return {
    name: lang === 'zh' ? '脉络::全部卡片' : 'Mailuo::All cards',
    lang,
    cards: cards.map(({ id, about, kind, answer, note }) => ({
      id,
      front: `${entry.get(about ?? '')?.name[lang] ?? id} <${id}>`,
      back: JSON.stringify(answer),
      note: note?.[lang] ?? '',
      article: about,
      tags: ['mailuo', `kind::${kind ?? 'none'}`],
    })),
  }
}

describe.each(['zh', 'en'] as const)('an Anki package in %s', (lang) => {
  it('opens elsewhere with its deck, cards, drawings, tags and links', async () => {
    const deck = deckOf(lang)
    const { done, bytes } = await exportDeck(deck)
    const { notes, media, figures, integrity, ver } = await openPackage(bytes)
    expect(bytes.length).toBe(done.bytes)
    expect(integrity).toEqual([{ integrity_check: 'ok' }])
    expect(ver).toBe(11)

    expect(notes.map(({ decks }) => decks)).toEqual(cards.map(() => [deck.name]))
    expect(new Set(notes.map(({ guid }) => guid)).size).toBe(cards.length)
    expect(notes.map(({ tags }) => tags)).toEqual(deck.cards.map(({ tags }) => tags))
    expect(notes.map(({ fields }) => fields['Link'])).toEqual(
      deck.cards.map(({ article }) => (article === null ? '' : `mailuo://article/${article}`)),
    )
    expect(notes[0]?.fields['Front']).toContain(`&lt;${cards[0]?.id ?? ''}&gt;`)

    const shown = new Set(notes.flatMap(({ fields }) => /src="([^"]+)"/.exec(fields['Figure'] ?? '')?.[1] ?? []))
    expect(shown).toEqual(new Set(Object.values(media)))
    expect(done.media).toBe(shown.size)
    expect(shown.size).toBeGreaterThan(50)
    for (const figure of figures)
      expect(figure).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*<\/svg>$/)
    expect(figures.join('')).not.toContain('currentColor')
  })
})

it('gives the same notes when it is exported again', async () => {
  const deck = { ...deckOf('en'), cards: deckOf('en').cards.slice(0, 5) }
  const [first, second] = [await exportDeck(deck), await exportDeck(deck)]
  const guids = async ({ bytes }: typeof first) => (await openPackage(bytes)).notes.map(({ guid }) => guid)
  expect(await guids(first)).toEqual(await guids(second))
})

const own = async () => {
  const { records } = (await page.get('study.list', null)) as Output<'study.list'>
  return records.flatMap(({ own: card, dropped }) => (card && !dropped ? [card] : []))
}

describe.each(LINKS)('import from Anki $name', (each) => {
  beforeAll(() => (link = each))
  afterAll(() => (link = LINKS[0]))

  it('brings cards in as a deck of their own, once, and takes them back', async () => {
    const { bytes } = await exportDeck({
      name: '日语::词',
      lang: 'zh',
      cards: ['一', '二'].map((word) => ({
        id: word,
        front: `${word} <b>`,
        back: `第 ${word}\n行`,
        note: '',
        article: null,
        tags: [],
      })),
    })
    const file = await upload(bytes.toString('base64'))
    const preview = (await page.get('study.previewAnki', file)) as AnkiPreview
    expect(preview).toEqual({ decks: [{ name: '日语::词', cards: 2 }], added: 2, updated: 0, kept: 0, skipped: 0 })
    expect(await own()).toEqual([]) // a look changes nothing
    expect(await page.get('study.importAnki', file)).toEqual(preview)
    expect((await own()).map(({ front, back, deck, lang }) => [front, back, deck, lang])).toEqual([
      ['一 <b>', '第 一\n行', '日语::词', 'zh'],
      ['二 <b>', '第 二\n行', '日语::词', 'zh'],
    ])

    const again = await upload(bytes.toString('base64'))
    expect(await page.get('study.previewAnki', again)).toMatchObject({ added: 0, updated: 0, kept: 2 })
    await page.get('study.upload', { upload: file.upload, part: bytes.toString('base64') })
    expect(await page.call('study.undoImport', file)).toMatchObject({ error: { code: 'not-found' } }) // another file since
  })
})

describe('import from Anki', () => {
  it('takes an import back as it was', async () => {
    const { bytes } = await exportDeck({
      name: 'A',
      lang: 'en',
      cards: [{ id: 'x', front: 'f', back: 'b', note: '', article: null, tags: [] }],
    })
    const file = await upload(bytes.toString('base64'))
    await page.get('study.importAnki', file)
    expect(await own()).toHaveLength(1)
    expect(await page.get('study.undoImport', file)).toBe(1)
    expect(await own()).toEqual([])
    await page.get('study.importAnki', file) // and again after all
    expect(await own()).toHaveLength(1)
  })

  it('reads the newer format, its gaps, and leaves out cards without words', async () => {
    const file = await upload(Buffer.from(newPackage()).toString('base64'))
    expect(await page.get('study.importAnki', file)).toMatchObject({
      decks: [{ name: 'Big::Models', cards: 2 }],
      added: 2,
      skipped: 1,
    })
    expect((await own()).map(({ front, back }) => [front, back]).sort()).toEqual([
      ['GPT-3 has [how many] layers', '96'],
      ['[…] has 96 layers', 'GPT-3'],
    ])
  })

  it.each([
    ['no zip', Buffer.from('hello')],
    ['another zip', Buffer.from(zipSync({ 'a.txt': strToU8('x') }))],
    [
      'a broken collection',
      Buffer.from(zipSync({ 'collection.anki2': strToU8('SQLite format 3\0 and then nothing') })),
    ],
    ['a broken new collection', Buffer.from(zipSync({ 'collection.anki21b': strToU8('no zstd') }))],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s and changes nothing', async (_name, bytes) => {
    const outcome = await page.call('study.importAnki', await upload(bytes.toString('base64') || ' '))
    expect(outcome).toMatchObject({
      error: { code: 'bad-request', message: expect.stringContaining('Nothing was changed') as string },
    })
    expect(await own()).toEqual([])
  })
})

/** A package as Anki 2.1.50 and later write it: tables of schema 18, protobuf, Zstandard. */
function newPackage(): Uint8Array {
  const field = (number: number, text: string) => {
    const bytes = Buffer.from(text)
    return Buffer.concat([Buffer.from([number * 8 + 2, bytes.length]), bytes])
  }
  const database = new sql.Database()
  database.run(`CREATE TABLE col (id integer PRIMARY KEY, models text, decks text);
    CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, flds text);
    CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer);
    CREATE TABLE notetypes (id integer PRIMARY KEY, name text, config blob);
    CREATE TABLE fields (ntid integer, ord integer, name text, PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
    CREATE TABLE templates (ntid integer, ord integer, name text, config blob, PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
    CREATE TABLE decks (id integer PRIMARY KEY, name text);
    INSERT INTO col VALUES (1, '', '');
    INSERT INTO decks VALUES (7, 'Big' || char(31) || 'Models');
    INSERT INTO fields VALUES (5, 0, 'Text'), (5, 1, 'Extra');
    INSERT INTO notes VALUES (1, 'g1', 5, '{{c1::GPT-3}} has {{c2::96::how many}} layers' || char(31)), (2, 'g2', 5, '<img src="a.png">' || char(31));
    INSERT INTO cards VALUES (1, 1, 7, 0), (2, 1, 7, 1), (3, 2, 7, 0);`)
  database.run('INSERT INTO notetypes VALUES (5, ?, ?)', ['Cloze', Buffer.from([8, 1])])
  const template = Buffer.concat([field(1, '{{cloze:Text}}'), field(2, '{{cloze:Text}}<br>{{Extra}}')])
  database.run('INSERT INTO templates VALUES (5, 0, ?, ?)', ['Cloze', template])
  return zipSync({
    'collection.anki21b': new Uint8Array(zstdCompressSync(database.export())),
    'collection.anki2': strToU8('a dummy that asks to update'),
  })
}
