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
