/** SQLite as Node brings it along, over bytes: files of it live in a folder of the system for as long as a call. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as Sqlite from 'node:sqlite'
import { failure } from '../../contract/errors.ts'

/**
 * Runs a job on a database.
 * @param bytes The database, opened for reading only; `null` makes a new one.
 * @returns What the job gave, and the bytes of the database after it.
 * @throws AppError `not-ready` where this Node has no SQLite.
 */
export function withDatabase<T>(
  bytes: Uint8Array | null,
  job: (database: Sqlite.DatabaseSync) => T,
): { readonly value: T; readonly bytes: Uint8Array } {
  // Asked for when it is needed: an older Node lacks it, and everything else works there.
  const sqlite = process.getBuiltinModule('node:sqlite') as typeof Sqlite | undefined
  if (!sqlite) {
    throw failure(
      'not-ready',
      'anki-no-sqlite',
      'This version of Node has no SQLite, which files of Anki are made of. Your cards are safe; exporting them as CSV works.',
    )
  }
  const folder = mkdtempSync(join(tmpdir(), 'mailuo-anki-'))
  const file = join(folder, 'collection.anki2')
  try {
    if (bytes) writeFileSync(file, bytes, { mode: 0o600 })
    const database = new sqlite.DatabaseSync(file, { readOnly: bytes !== null, allowExtension: false })
    try {
      const value = job(database)
      database.close()
      return { value, bytes: bytes ?? readFileSync(file) }
    } finally {
      if (database.isOpen) database.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Tables, indexes and the like; a collection of Anki has some thirty. */
const MAX_SCHEMA = 1000
const [LEAF, INTERIOR] = [13, 5] as const
/** Page 1 begins with the header of the file. Unit: bytes. */
const ROOT = 100
/** Anki compares names by a collation of its own; a table that is declared with it is unreadable to everybody else. */
const OWN_COLLATION = ' unicase'
const KNOWN_COLLATION = ' binary '

/**
 * Makes a foreign database fit to be opened, or gives `false`. SQLite parses the whole schema when it is first asked:
 * a hundred thousand tables take minutes, and nothing can stop it.
 * @param bytes The database; Anki's collation is taken out of it.
 * @throws RangeError when it is none.
 * @see https://www.sqlite.org/fileformat2.html 1.6 (b-tree pages), 2.6 (the schema is the tree at page 1)
 */
export function makeReadable(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const pageSize = file.readUInt16BE(16) === 1 ? 65_536 : file.readUInt16BE(16)
  const pages = [0]
  const isDeep = file.readUInt8(ROOT) === INTERIOR
  const children = isDeep ? file.readUInt16BE(ROOT + 3) : -1
  if (children > MAX_SCHEMA) return false
  for (let i = 0; i <= children; i++) {
    const child = file.readUInt32BE(i === children ? ROOT + 8 : file.readUInt16BE(ROOT + 12 + 2 * i))
    pages.push((child - 1) * pageSize)
  }
  let cells = 0
  for (const page of isDeep ? pages.slice(1) : pages) {
    const header = page === 0 ? ROOT : page
    if (file.readUInt8(header) !== LEAF) return false
    cells += file.readUInt16BE(header + 3)
  }
  if (cells > MAX_SCHEMA) return false
  for (const page of pages) {
    const schema = file.subarray(page, page + pageSize)
    for (let at = schema.indexOf(OWN_COLLATION); at >= 0; at = schema.indexOf(OWN_COLLATION, at))
      schema.write(KNOWN_COLLATION, at, 'latin1')
  }
  return true
}
