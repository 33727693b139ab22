/** Packages made to keep the app busy: each ends with what could be read or with a message, soon. */
import process from 'node:process'
import { zstdCompressSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readApkg } from './read-apkg.ts'
import { withDatabase } from './sqlite.ts'

/** Nothing may keep the app busy for longer, counted in what this thread computes: others may use the machine as well. */
const LONGEST_MS = 2000

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
  const begun = process.threadCpuUsage()
  let outcome: unknown
  try {
    outcome = readApkg(bytes)
  } catch (error) {
    outcome = error
  }
  const { user, system } = process.threadCpuUsage(begun)
  expect((user + system) / 1000).toBeLessThan(LONGEST_MS)
  return outcome
}

describe('a hostile package', { timeout: 60_000 }, () => {
  const zeros = new Uint8Array(64 * MB)
  it.each<[string, string, () => Uint8Array]>([
    ['that unpacks to far more', 'holds no collection', () => zipSync({ 'collection.anki2': zeros })],
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
