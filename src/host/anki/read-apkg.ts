/**
 * Reads the text cards of an Anki package, of the formats in use: `collection.anki2` and `.anki21` (schema 11, note
 * types and decks as JSON) and `.anki21b` (schema 18, compressed with Zstandard, note types in tables and protobuf).
 */
import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import * as zlib from 'node:zlib'
import { unzipSync } from 'fflate/browser'
import { AppError, failure, type FailureReason } from '../../contract/errors.ts'
import { fillTemplate, toPlain } from './anki-text.ts'
import { withDatabase } from './sqlite.ts'

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

/** More would not fit into memory beside its copy. Unit: bytes. */
const MAX_COLLECTION = 512 * 1024 * 1024
const MAX_CARDS = 100_000
/** How far a collection may unpack: no deck of words shrinks more. */
const MAX_RATIO = 200
/** Of a smaller collection the ratio says nothing. Unit: bytes. */
const SMALL_COLLECTION = 16 * 1024 * 1024
/** The fields of a note and the templates of a card that are read. Unit: UTF-16 units. */
const LONGEST_TEXT = 100_000
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
    return withDatabase(collection, readCollection).value
  } catch (error) {
    throw error instanceof AppError ? error : notReadable('anki-damaged', 'its collection is damaged', error)
  }
}

function collectionOf(bytes: Uint8Array): Uint8Array {
  let files: ReturnType<typeof unzipSync>
  try {
    files = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) =>
        COLLECTIONS.some((each) => each === name) && originalSize <= mostFrom(size),
    })
  } catch (error) {
    throw notReadable('anki-no-package', 'it is not a zip archive', error)
  }
  const name = COLLECTIONS.find((each) => files[each] !== undefined)
  const found = name && files[name]
  if (!found) throw notReadable('anki-no-package', 'it holds no collection')
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
  const tables = new Set(
    database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
      .map(({ name }) => String(name)),
  )
  if (!['col', 'notes', 'cards'].every((name) => tables.has(name)))
    throw notReadable('anki-no-package', 'its collection has no cards')
  const [types, decks] = tables.has('notetypes') ? readTables(database) : readJson(database)
  const rows = database
    .prepare(
      'SELECT n.guid, n.mid, substr(n.flds, 1, ?) AS flds, c.did, c.ord FROM cards c JOIN notes n ON n.id = c.nid LIMIT ?',
    )
    .iterate(LONGEST_TEXT, MAX_CARDS)
  const cards: ReadCard[] = []
  let [skipped, room] = [0, MAX_TEXT]
  for (const { guid, mid, flds, did, ord } of rows) {
    const type = types.get(String(mid))
    room -= String(flds).length + (type?.templates[type.isCloze ? 0 : Number(ord)]?.length ?? 0)
    if (room < 0) throw notReadable('anki-damaged', 'its cards hold more text than can be read')
    const sides = type && sidesOf(type, String(flds).split('\u001f'), Number(ord))
    if (sides)
      cards.push({ ...sides, id: idOf(`${String(guid)}/${String(ord)}`), deck: decks.get(String(did)) ?? 'Anki' })
    else skipped++
  }
  return { cards, skipped }
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
  const row = database.prepare('SELECT models, decks FROM col').get()
  const models = JSON.parse(String(row?.['models'])) as Record<string, OldModel>
  const decks = JSON.parse(String(row?.['decks'])) as Record<string, { readonly name: string }>
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

interface OldModel {
  readonly type: number
  readonly flds: readonly { readonly name: string }[]
  readonly tmpls: readonly { readonly qfmt: string; readonly afmt: string }[]
}

function readTables(database: DatabaseSync): Described {
  const all = (sql: string) => database.prepare(sql).all()
  const fields = Map.groupBy(all('SELECT ntid, ord, name FROM fields ORDER BY ord'), ({ ntid }) => String(ntid))
  const templates = Map.groupBy(all('SELECT ntid, ord, config FROM templates ORDER BY ord'), ({ ntid }) => String(ntid))
  const types = all('SELECT id, config FROM notetypes').map(({ id, config }): [string, NoteType] => [
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
  const decks = all('SELECT id, name FROM decks').map(({ id, name }): [string, string] => [
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
