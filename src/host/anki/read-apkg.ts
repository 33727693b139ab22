/**
 * Reads the text cards of an Anki package, of the formats in use: `collection.anki2` and `.anki21` (schema 11, note
 * types and decks as JSON) and `.anki21b` (schema 18, compressed with Zstandard, note types in tables and protobuf).
 */
import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import * as zlib from 'node:zlib'
import { unzipSync } from 'fflate/browser'
import { AppError, failure, type FailureReason } from '../../contract/errors.ts'
import { isWithin } from '../../core/text/index.ts'
import { fillTemplate, toPlain } from './anki-text.ts'
import { makeReadable, withDatabase } from './sqlite.ts'

/** A card as text. */
export interface ReadCard {
  /** Made of Anki's own id for the note, so that a second import meets the same card. */
  readonly id: string
  readonly front: string
  readonly back: string
  readonly deck: string
}

export interface ReadApkg {
  readonly cards: readonly ReadCard[]
  /** Cards without words on one side. */
  readonly skipped: number
}

/** More would take seconds to unpack; a hundred thousand cards of words have a third of it. Unit: bytes. */
const MAX_COLLECTION = 256 * 1024 * 1024
const MAX_CARDS = 100_000
const TOO_MUCH = 'it holds more text than can be read'
/** How far a collection may unpack: no deck of words shrinks more. */
const MAX_RATIO = 200
/** Of a smaller collection the ratio says nothing. Unit: bytes. */
const SMALL_COLLECTION = 16 * 1024 * 1024
/** The fields of a note and the templates of a card that are read. Unit: UTF-16 units. */
const LONGEST_TEXT = 100_000
/** The same of what is asked of the database: a longer value is not even loaded. Unit: bytes. */
const LONGEST_VALUE = 4 * LONGEST_TEXT
/** Note types and decks of the old format. Unit: bytes; thousands of decks have one million. */
const LONGEST_JSON = 32 * 1024 * 1024
const JSON_LIMITS = { values: 1_000_000, names: 20_000 }
/** Note types, their fields and templates, and decks. */
const MAX_ROWS = 20_000
/** What is read for all cards: as many cards can share one long text, it is counted for each. Unit: UTF-16 units. */
const MAX_TEXT = 128 * 1024 * 1024
/** The longest side of a card. Unit: UTF-16 units. */
const LONGEST_SIDE = 10_000

/** Newest first: packages for new versions bring a dummy in the old format along. */
const COLLECTIONS = ['collection.anki21b', 'collection.anki21', 'collection.anki2'] as const

interface NoteType {
  readonly isCloze: boolean
  readonly fields: readonly string[]
  readonly templates: readonly Template[]
}

interface Template {
  readonly front: string
  readonly back: string
  /** Of both sides. Unit: UTF-16 units. */
  readonly length: number
}

function templateOf(front: string, back: string): Template {
  const [start, end] = [front.slice(0, LONGEST_TEXT), back.slice(0, LONGEST_TEXT)]
  return { front: start, back: end, length: start.length + end.length }
}

/** @throws AppError `bad-request` when it is no package with cards, `not-ready` where this Node has no SQLite. */
export function readApkg(bytes: Uint8Array): ReadApkg {
  const collection = collectionOf(bytes)
  try {
    if (!makeReadable(collection)) throw notReadable('anki-damaged', 'its collection has too many tables')
    return withDatabase(collection, readCollection).value
  } catch (error) {
    throw error instanceof AppError ? error : notReadable('anki-damaged', 'its collection is damaged', error)
  }
}

function collectionOf(bytes: Uint8Array): Uint8Array {
  const listed = new Set<string>()
  let name: (typeof COLLECTIONS)[number] | undefined
  let found: Uint8Array | undefined
  try {
    unzipSync(bytes, { filter: ({ name: each }) => listed.add(each).size === 0 })
    name = COLLECTIONS.find((each) => listed.has(each))
    let isTaken = false // a thousand entries can share their bytes and their name
    const files = unzipSync(bytes, {
      filter: ({ name: each, size, originalSize }) =>
        each === name && !isTaken && (isTaken = originalSize <= mostFrom(size)),
    })
    found = name && files[name]
  } catch (error) {
    throw notReadable('anki-no-package', 'it is not a zip archive', error)
  }
  if (!found)
    throw name ? notReadable('anki-too-much', TOO_MUCH) : notReadable('anki-no-package', 'it holds no collection')
  if (name !== 'collection.anki21b') return found
  try {
    return zlib.zstdDecompressSync(found, { maxOutputLength: mostFrom(found.length) })
  } catch (error) {
    throw notReadable('anki-damaged', 'its collection cannot be unpacked', error)
  }
}

/** What a collection of so many packed bytes may unpack to. */
function mostFrom(packed: number): number {
  return Math.min(MAX_COLLECTION, Math.max(SMALL_COLLECTION, packed * MAX_RATIO))
}

function readCollection(database: DatabaseSync): ReadApkg {
  // A file from elsewhere: nothing in it may run, and a view could run for ever.
  database.exec('PRAGMA trusted_schema = OFF')
  const tables = plainTables(database)
  if (!['col', 'notes', 'cards'].every((name) => tables.has(name)))
    throw notReadable('anki-no-package', 'its collection has no cards')
  const [types, decks] = tables.has('notetypes') ? readTables(database, tables) : readJson(database)
  const rows = database
    .prepare(
      `SELECT n.guid, n.mid, iif(octet_length(n.flds) > ${String(LONGEST_VALUE)}, '', n.flds) AS flds, c.did, c.ord
       FROM (SELECT nid, did, ord FROM cards WHERE typeof(nid) || typeof(did) || typeof(ord) = 'integerintegerinteger' LIMIT ?) c
       CROSS JOIN notes n ON n.id = c.nid WHERE typeof(n.mid) = 'integer' AND octet_length(n.guid) <= 1000`,
    )
    .iterate(MAX_CARDS)
  const cards: ReadCard[] = []
  let [skipped, room] = [0, MAX_TEXT]
  for (const { guid, mid, flds, did, ord } of rows) {
    const type = types.get(String(mid))
    room -= String(flds).length + (type?.templates[type.isCloze ? 0 : Number(ord)]?.length ?? 0)
    if (room < 0) throw notReadable('anki-too-much', TOO_MUCH)
    const sides = type && sidesOf(type, String(flds).slice(0, LONGEST_TEXT).split('\u001f'), Number(ord))
    if (sides)
      cards.push({ ...sides, id: idOf(`${String(guid)}/${String(ord)}`), deck: decks.get(String(did)) ?? 'Anki' })
    else skipped++
  }
  return { cards, skipped }
}

/**
 * The tables that only hold what is in them: a virtual one or a column that is computed could keep the database busy for
 * ever, and in a table of notes without its key every card would be looked for by reading them all.
 */
function plainTables(database: DatabaseSync): ReadonlySet<string> {
  const rows = database
    .prepare(
      `SELECT t.name FROM pragma_table_list AS t WHERE t.schema = 'main' AND t.type = 'table'
       AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(t.name) WHERE hidden <> 0)
       AND (t.name <> 'notes' OR EXISTS (SELECT 1 FROM pragma_table_xinfo(t.name) WHERE name = 'id' AND pk = 1 AND lower(type) = 'integer'))`,
    )
    .all()
  return new Set(rows.map(({ name }) => String(name)))
}

function sidesOf(type: NoteType, values: readonly string[], ord: number): { front: string; back: string } | null {
  const template = type.templates[type.isCloze ? 0 : ord]
  if (!template) return null
  const view = { fields: new Map(type.fields.map((name, i) => [name, values[i] ?? ''])), ord, isCloze: type.isCloze }
  const front = toPlain(fillTemplate(template.front, view, 'front'))
  // The back repeats the front above the line; the answer is what stands below.
  const below =
    /<hr\b[^<>]{0,200}?\bid\s{0,9}=\s{0,9}["']?answer\b[^<>]{0,200}>([\s\S]*)$/i.exec(template.back)?.[1] ??
    template.back
  const back = toPlain(fillTemplate(below.replaceAll(/\{\{\s*FrontSide\s*\}\}/g, ''), view, 'back'))
  return front === '' || back === '' ? null : { front: front.slice(0, LONGEST_SIDE), back: back.slice(0, LONGEST_SIDE) }
}

type Described = readonly [types: ReadonlyMap<string, NoteType>, decks: ReadonlyMap<string, string>]

function readJson(database: DatabaseSync): Described {
  const first = database.prepare('SELECT max(octet_length(models), octet_length(decks)) AS most FROM col').get()
  if (Number(first?.['most']) > LONGEST_JSON) throw notReadable('anki-too-much', TOO_MUCH)
  const row = database.prepare('SELECT models, decks FROM col').get()
  const models = parse(row?.['models']) as Record<string, OldModel>
  const decks = parse(row?.['decks']) as Record<string, { readonly name: string }>
  const types = Object.entries(models).map(([id, { type, flds, tmpls }]): [string, NoteType] => [
    id,
    {
      isCloze: type === 1,
      fields: flds.map(({ name }) => name),
      templates: tmpls.map(({ qfmt, afmt }) => templateOf(qfmt, afmt)),
    },
  ])
  return [new Map(types), new Map(Object.entries(decks).map(([id, { name }]) => [id, name]))]
}

function parse(value: unknown): unknown {
  const text = String(value)
  if (!isWithin(JSON_LIMITS, text)) throw notReadable('anki-too-much', TOO_MUCH)
  return JSON.parse(text)
}

interface OldModel {
  readonly type: number
  readonly flds: readonly { readonly name: string }[]
  readonly tmpls: readonly { readonly qfmt: string; readonly afmt: string }[]
}

function readTables(database: DatabaseSync, tables: ReadonlySet<string>): Described {
  const all = (table: string, columns: readonly string[], order = '') => {
    if (!tables.has(table)) throw notReadable('anki-damaged', `its collection has no ${table}`)
    const short = columns.map((column) => `octet_length(${column}) <= ${String(LONGEST_VALUE)}`).join(' AND ')
    const some = `SELECT ${columns.join(', ')} FROM ${table} WHERE ${short} LIMIT ${String(MAX_ROWS)}`
    return database.prepare(order === '' ? some : `SELECT * FROM (${some}) ORDER BY ${order}`).all()
  }
  const fields = Map.groupBy(all('fields', ['ntid', 'ord', 'name'], 'ord'), ({ ntid }) => String(ntid))
  const templates = Map.groupBy(all('templates', ['ntid', 'ord', 'config'], 'ord'), ({ ntid }) => String(ntid))
  const types = all('notetypes', ['id', 'config']).map(({ id, config }): [string, NoteType] => [
    String(id),
    {
      isCloze: readProtobuf(config).get(1) === 1,
      fields: (fields.get(String(id)) ?? []).map(({ name }) => String(name)),
      templates: (templates.get(String(id)) ?? []).map((row) => {
        const parts = readProtobuf(row['config'])
        return templateOf(String(parts.get(1) ?? ''), String(parts.get(2) ?? ''))
      }),
    },
  ])
  const decks = all('decks', ['id', 'name']).map(({ id, name }): [string, string] => [
    String(id),
    String(name).replaceAll('\u001f', '::'),
  ])
  return [new Map(types), new Map(decks)]
}

/** Numbers and texts of a protobuf message by field; of a repeated field the last. Stops at what it does not know. */
function readProtobuf(value: unknown): ReadonlyMap<number, number | string> {
  const found = new Map<number, number | string>()
  if (!(value instanceof Uint8Array)) return found
  let at = 0
  const varint = () => {
    let [number, factor] = [0, 1]
    for (; at < value.length; factor *= 128) {
      const byte = value[at++] ?? 0
      number += (byte & 127) * factor
      if (byte < 128) break
    }
    return number
  }
  while (at < value.length) {
    const key = varint()
    const [field, kind] = [Math.floor(key / 8), key % 8]
    if (kind === 0) found.set(field, varint())
    else if (kind === 2) {
      const length = varint()
      found.set(field, new TextDecoder().decode(value.subarray(at, at + length)))
      at += length
    } else if (kind === 1) at += 8
    else if (kind === 5) at += 4
    else break
  }
  return found
}

/** A UUID (version 8: of our own making) from a hash. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(`anki:${name}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function notReadable(reason: FailureReason, why: string, cause?: unknown): AppError {
  return failure(
    'bad-request',
    reason,
    `This file cannot be read as an Anki package: ${why}. Nothing was changed. Export the deck again in Anki (File, Export, “Anki Deck Package”).`,
    {},
    { cause },
  )
}
