/**
 * One JSON file of the reader's data, written so that an acknowledged change is on disk and the last good version is
 * never lost: copy kept beside it by hard link, new text synced and measured before it replaces the old, folder synced.
 * A disk that takes only part of a write (seen with conf on a full disk, see docs/adr/0002-storage.md) is noticed here.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../contract/errors.ts'

/** What reading found: the value and, where the file was damaged, what was done about it. */
export interface ReadResult {
  /** Parsed and accepted content; `null` when there is no usable file. */
  readonly value: unknown
  readonly found: 'good' | 'absent' | 'recovered-from-backup' | 'quarantined'
}

/** Writes bytes; a port so that tests can make a disk that takes only part of them. */
export type WriteBytes = (fd: number, bytes: Uint8Array) => number

const writeAll: WriteBytes = (fd, bytes) => {
  let written = 0
  while (written < bytes.length) {
    const taken = writeSync(fd, bytes, written)
    if (taken === 0) break
    written += taken
  }
  return written
}

/**
 * Reads a guarded file. A file that does not parse, or that `accepts` refuses, is renamed to `….damaged-<n>` and the
 * copy beside it takes its place, if that one is good.
 * @throws AppError `storage` when the file cannot be read at all (rights, hardware).
 */
export function readGuarded(file: string, accepts: (value: unknown) => boolean): ReadResult {
  const good = tryRead(file, accepts)
  if (good.state === 'good') return { value: good.value, found: 'good' }
  const backup = tryRead(`${file}.bak`, accepts)
  if (good.state === 'absent' && backup.state !== 'good') return { value: null, found: 'absent' }
  if (good.state === 'damaged') renameSync(file, freeName(file))
  if (backup.state !== 'good') return { value: null, found: 'quarantined' }
  writeGuarded(file, JSON.stringify(backup.value))
  return { value: backup.value, found: 'recovered-from-backup' }
}

type Attempt = { state: 'absent' } | { state: 'damaged' } | { state: 'good'; value: unknown }

function tryRead(file: string, accepts: (value: unknown) => boolean): Attempt {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { state: 'absent' }
    throw new AppError(
      'storage',
      `${file} cannot be read (${(error as Error).message}). Nothing was changed.`,
      { file },
      { cause: error },
    )
  }
  try {
    const value: unknown = JSON.parse(text)
    return accepts(value) ? { state: 'good', value } : { state: 'damaged' }
  } catch {
    return { state: 'damaged' } // not JSON: the caller sets it aside
  }
}

function freeName(file: string): string {
  for (let n = 1; ; n++) {
    const name = `${file}.damaged-${String(n)}`
    if (!existsSync(name)) return name
  }
}

/**
 * Writes a guarded file and returns only when it is on disk.
 * @throws AppError `storage` when the disk refused; the file then holds what it held before.
 */
export function writeGuarded(file: string, text: string, write: WriteBytes = writeAll): void {
  const bytes = Buffer.from(text, 'utf8')
  const folder = dirname(file)
  const next = join(folder, `${basename(file)}.tmp-${String(process.pid)}`)
  try {
    mkdirSync(folder, { recursive: true })
    const fd = openSync(next, 'w', 0o600)
    try {
      const written = write(fd, bytes)
      if (written !== bytes.length)
        throw new Error(`only ${String(written)} of ${String(bytes.length)} bytes were taken: the disk is full`)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    const size = statSync(next).size
    if (size !== bytes.length) throw new Error(`the disk holds ${String(size)} of ${String(bytes.length)} bytes`)
    keepCopy(file)
    renameSync(next, file)
    syncFolder(folder)
  } catch (error) {
    rmSync(next, { force: true })
    throw new AppError(
      'storage',
      `The change was not saved: ${basename(file)} could not be written (${(error as Error).message}). What was saved before is safe. Free some space or check the rights of ${folder}, then try again.`,
      { file },
      { cause: error },
    )
  }
}

/** Keeps the present version as `….bak`: a second name for the same bytes, so it costs no space and cannot fail halfway. */
function keepCopy(file: string): void {
  if (!existsSync(file)) return
  rmSync(`${file}.bak`, { force: true })
  linkSync(file, `${file}.bak`)
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return // a folder cannot be opened there; NTFS journals the rename
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
