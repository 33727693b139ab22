/** Packages made to keep the app busy: each ends with what could be read or with a message, soon. */
import { zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { strToU8, unzipSync, zipSync } from 'fflate'
import openSqlJs from 'sql.js'
import { describe, expect, it } from 'vitest'
import { readApkg, type ReadApkg } from '../../src/host/anki/read-apkg.ts'
import { withDatabase } from '../../src/host/anki/sqlite.ts'
import { ANKI_FORMATS, ankiDeck } from '../anki-decks.ts'
import { inTime, IS_LONG, NUM_RUNS, TIMEOUT } from './in-time.ts'

const MB = 1024 * 1024

/** A package of the old format: a note, and cards that show it by one template on both sides. */
function packageOf(field: string, template: string, cards: number): Uint8Array {
  const models = {
    1: {
      type: template.includes('cloze:') ? 1 : 0,
      flds: [{ name: 'F' }],
      tmpls: [{ qfmt: template, afmt: template }],
    },
  }
  const { bytes } = withDatabase(null, (database) => {
    database.exec(`CREATE TABLE col (models text, decks text); CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, flds text);
      CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer);`)
    database.prepare('INSERT INTO col VALUES (?, ?)').run(JSON.stringify(models), '{}')
    database.prepare("INSERT INTO notes VALUES (1, 'g', 1, ?)").run(field)
    database.exec(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${String(cards)}) INSERT INTO cards SELECT i, 1, 1, 0 FROM n`,
    )
  })
  return zipSync({ 'collection.anki2': bytes })
}

/** What reading gives or says, once it is certain that it came soon. */
function outcomeOf(bytes: Uint8Array): unknown {
  return inTime(() => {
    try {
      return readApkg(bytes)
    } catch (error) {
      return error
    }
  })
}

/** A package of the old format with these tables, not deflated: it is no zip bomb, so the database is looked at. */
function packageWith(sql: string): Uint8Array {
  return zipSync({ 'collection.anki2': withDatabase(null, (database) => database.exec(sql)).bytes }, { level: 0 })
}

const MODELS = `json_object('1', json_object('type', 0, 'flds', json_array(json_object('name', 'F')), 'tmpls', json_array(json_object('qfmt', '{{F}}', 'afmt', '{{F}}'))))`
const COL = `CREATE TABLE col (models text, decks text); INSERT INTO col VALUES (${MODELS}, '{}');`
const NOTES = 'CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, flds text);'
const CARDS = 'CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer);'
const count = (n: number) => `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${String(n)})`
const manyCards = (n: number) => `INSERT INTO cards ${count(n)} SELECT i, 1, 1, 0 FROM n;`

/** SQLite itself lets nobody write this. */
async function manyTables(): Promise<Uint8Array> {
  const sql = await openSqlJs()
  const database = new sql.Database()
  database.run('PRAGMA writable_schema = ON')
  database.run('CREATE TABLE t0 (a)')
  database.run(
    `${count(50_000)} INSERT INTO sqlite_schema SELECT 'table', 't' || i, 't' || i, 2, 'CREATE TABLE t' || i || '(a)' FROM n`,
  )
  return zipSync({ 'collection.anki2': database.export() })
}

describe('a hostile package', { timeout: 60_000 }, () => {
  const zeros = new Uint8Array(64 * MB)
  it.each<[string, string, () => Uint8Array]>([
    ['that unpacks to far more', 'more text than can be read', () => zipSync({ 'collection.anki2': zeros })],
    [
      'whose newer collection does',
      'cannot be unpacked',
      () => zipSync({ 'collection.anki21b': new Uint8Array(zstdCompressSync(zeros)) }),
    ],
    [
      'whose cards all share one long note',
      'more text than can be read',
      () => packageOf('x'.repeat(99_000), '{{F}}', 10_000),
    ],
  ])('%s is refused in time', (_name, why, make) => {
    const outcome = outcomeOf(make())
    expect(outcome).toMatchObject({ code: 'bad-request' })
    expect(String(outcome)).toContain(`${why}. Nothing was changed`)
  })

  it.each<[string, string, () => Uint8Array | Promise<Uint8Array>]>([
    [
      'with a column that is computed',
      'has no cards',
      () =>
        packageWith(`${COL} ${CARDS} ${manyCards(1000)} CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, flds text AS (hex(zeroblob(20000000))));
        INSERT INTO notes VALUES (1, 'g', 1);`),
    ],
    [
      'with notes that have no key',
      'has no cards',
      () =>
        packageWith(`${COL} ${CARDS} ${manyCards(20_000)} CREATE TABLE notes (id, guid text, mid integer, flds text);
        INSERT INTO notes ${count(200_000)} SELECT i + 1, 'g', 1, 'x' FROM n;`),
    ],
    [
      'whose views stand for tables',
      'has no cards',
      () =>
        packageWith(
          `${COL} ${NOTES} CREATE VIEW cards AS ${count(1e9)} SELECT i AS nid, 1 AS did, 0 AS ord FROM n WHERE i < 0`,
        ),
    ],
    ['of fifty thousand tables', 'too many tables', manyTables],
    [
      'whose note types are nothing but brackets',
      'more text than can be read',
      () =>
        packageWith(
          `CREATE TABLE col (models text, decks text); INSERT INTO col VALUES ('[' || replace(hex(zeroblob(2000000)), '00', '[],') || '1]', '{}'); ${NOTES} ${CARDS}`,
        ),
    ],
    [
      'whose decks are one long text',
      'more text than can be read',
      () =>
        packageWith(
          `CREATE TABLE col (models text, decks text); INSERT INTO col VALUES ('{}', hex(zeroblob(40000000))); ${NOTES} ${CARDS}`,
        ),
    ],
  ])('%s is refused in time', async (_name, why, make) => {
    const outcome = outcomeOf(await make())
    expect(outcome).toMatchObject({ code: 'bad-request' })
    expect(String(outcome)).toContain(`${why}. Nothing was changed`)
  })

  it('leaves values alone that are longer than any card', () => {
    const shared = packageWith(
      `${COL} ${NOTES} ${CARDS} ${manyCards(20_000)} INSERT INTO notes VALUES (1, 'g', 1, hex(zeroblob(8000000)));`,
    )
    expect(outcomeOf(shared)).toEqual({ cards: [], skipped: 20_000 })
    const types = packageWith(
      `${COL} ${NOTES} ${CARDS} INSERT INTO notes VALUES (1, hex(zeroblob(8000000)), 1, 'x'); INSERT INTO cards ${count(20_000)} SELECT i, 1, hex(zeroblob(200)), 0 FROM n;`,
    )
    expect(outcomeOf(types)).toEqual({ cards: [], skipped: 0 })
  })

  it('unpacks one collection, however many there are', () => {
    const one = zipSync({ 'collection.anki2': new Uint8Array(15 * MB) }, { mtime: new Date(2000, 0, 1) })
    const end = one.length - 22
    const start = Buffer.from(one).readUInt32LE(end + 16)
    const entry = one.subarray(start, end)
    const last = Buffer.from(one.subarray(end))
    const copies = 5000
    last.writeUInt16LE(copies, 8)
    last.writeUInt16LE(copies, 10)
    const bytes = Buffer.concat([one.subarray(0, start), ...Array.from({ length: copies }, () => entry), last])
    expect(outcomeOf(bytes)).toMatchObject({ code: 'bad-request' })
  })

  it.each([
    ['tags', '<b ', '{{F}}'],
    ['comments', '<!--', '{{F}}'],
    ['styles', '<style', '{{F}}'],
    ['sounds', '[sound:', '{{F}}'],
    ['empty lines', ' \n', '{{F}}'],
    ['gaps', '{{c1::', '{{cloze:F}}'],
    ['parts of a template', 'x', '{{#F}}'.repeat(16_000)],
    ['parts within parts', 'x', `${'{{#F}}'.repeat(8000)}${'{{/F}}'.repeat(8000)}`],
    ['long fields in a template', 'x', '{{F}}'.repeat(20_000)],
    ['lines in a template', 'x', '<hr id=answer '.repeat(8000)],
  ])('full of %s is read in time', (_name, piece, template) => {
    const field = piece.repeat(Math.ceil(100_000 / piece.length))
    expect(outcomeOf(packageOf(field, template, 5))).toMatchObject({ cards: expect.anything() as unknown })
  })
})

describe('a package', { timeout: TIMEOUT }, () => {
  it.each(ANKI_FORMATS)('of twenty thousand notes is read in time from %s', async (format) => {
    const { bytes, cards } = await ankiDeck(format, IS_LONG ? 20_000 : 2000)
    const read = outcomeOf(bytes) as ReadApkg
    expect(read.cards).toHaveLength(cards)
    expect(read.skipped).toBe(0)
    expect(new Set(read.cards.map(({ deck }) => deck))).toEqual(new Set(['Models::Large']))
    expect(read.cards[0]?.front).toBe('What is no. 1?')
    expect(read.cards[1]?.front).toMatch(/: \[…\] and /)
    expect(read.cards[2]?.front).toMatch(/: answer 2 and \[a hint\]$/)
  })

  it.each(ANKI_FORMATS)('damaged anywhere is read or refused, in time, from %s', async (format) => {
    const { bytes } = await ankiDeck(format, 20)
    const files = unzipSync(bytes)
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 })
    const damaged = (whole: Uint8Array, changes: readonly (readonly [number, number])[]) => {
      const copy = whole.slice()
      for (const [at, byte] of changes) copy[at % copy.length] = byte
      return copy
    }
    fc.assert(
      fc.property(damage, fc.boolean(), fc.nat(), (changes, isInside, cut) => {
        const inside = () =>
          zipSync({ ...files, [format]: damaged(files[format] ?? strToU8(''), changes) }, { level: 0 })
        const given = isInside
          ? inside()
          : damaged(bytes, changes).subarray(0, cut % 3 === 0 ? cut % bytes.length : undefined)
        const outcome = outcomeOf(given)
        if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'bad-request' })
        else
          for (const { id, front, back } of (outcome as ReadApkg).cards) {
            expect(id).toMatch(/^[0-9a-f-]{36}$/)
            expect(front.isWellFormed() && back.isWellFormed()).toBe(true)
          }
      }),
      { numRuns: NUM_RUNS },
    )
  })
})
