/**
 * One JSON file of the reader's data, written so that an acknowledged change is on disk and the last good version is
 * never lost: copy kept beside it by hard link, new text synced and measured before it replaces the old, folder synced.
 * A disk that takes only part of a write (seen with conf on a full disk, see docs/adr/0002-storage.md) is noticed here.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError, failure } from '../../contract/errors.ts'
import { isSealBroken } from './seal.ts'

/** What reading found: the value and, where the file was damaged, what was done about it. */
export interface ReadResult {
  /** Parsed and accepted content; `null` when there is no usable file. */
  readonly value: unknown
  readonly found: 'good' | 'absent' | 'recovered-from-backup' | 'quarantined'
}

/**
 * Whether a parsed value is what the file should hold. Throws an `AppError` for one that must be left alone, e.g. one
 * that a newer version of the app wrote.
 */
export type Accepts = (value: unknown) => boolean

/** Writes bytes and gives how many were taken; a port so that tests can make a disk that takes only part of them. */
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
 * Reads a guarded file. A file that does not parse, whose checksum is wrong (see `sealed`), or that `accepts` refuses, is renamed to `….damaged-<n>` and the
 * copy beside it takes its place, if that one is good.
 * @throws AppError `storage` when the file cannot be read at all (rights, hardware).
 */
export function readGuarded(file: string, accepts: Accepts): ReadResult {
  const good = tryRead(file, accepts)
  if (good.state === 'good') return { value: good.value, found: 'good' }
  const backup = tryRead(copyOf(file), accepts)
  if (good.state === 'absent' && backup.state !== 'good') return { value: null, found: 'absent' }
  if (good.state === 'damaged') renameSync(file, freeName(file))
  if (backup.state !== 'good') return { value: null, found: 'quarantined' }
  writeGuarded(file, backup.text)
  return { value: backup.value, found: 'recovered-from-backup' }
}

type Attempt = { state: 'absent' } | { state: 'damaged' } | { state: 'good'; value: unknown; text: string }

function tryRead(file: string, accepts: Accepts): Attempt {
  let value: unknown
  let text: string
  try {
    text = readFileSync(file, 'utf8')
    value = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return { state: 'damaged' }
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { state: 'absent' }
    throw failure(
      'storage',
      'not-readable',
      `${file} cannot be read (${(error as Error).message}). Nothing was changed.`,
      { file },
      { cause: error },
    )
  }
  return !isSealBroken(text) && accepts(value) ? { state: 'good', value, text } : { state: 'damaged' }
}

/** A name beside a damaged file that nothing has yet. */
export function freeName(file: string): string {
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
  const next = `${file}.tmp-${String(process.pid)}`
  const bytes = Buffer.from(text, 'utf8')
  const replace = () => {
    try {
      mkdirSync(dirname(file), { recursive: true })
      writeSynced(next, bytes, write)
      renameSync(next, file)
    } finally {
      rmSync(next, { force: true })
    }
  }
  replaceBy(file, replace, () => readFileSync(file).equals(bytes), next)
}

function writeSynced(file: string, bytes: Uint8Array, write: WriteBytes): void {
  const fd = openSync(file, hasRoom(file) ? 'r+' : 'w', 0o600)
  try {
    const written = write(fd, bytes)
    if (written !== bytes.length) throw new Error(partly(written, bytes.length))
    ftruncateSync(fd, bytes.length)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  const { size } = statSync(file)
  if (size !== bytes.length) throw new Error(partly(size, bytes.length))
}

/**
 * Whether a file can be written over instead of made anew. One that has another name as well, such as a copy that a
 * backup program made by hard link, or that leads elsewhere, is taken away: what it names must stay as it is.
 */
function hasRoom(file: string): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false })
  if (!found) return false
  if (found.isFile() && found.nlink === 1 && (found.mode & 0o777) === 0o600) return true
  rmSync(file)
  return false
}

function partly(taken: number, of: number): string {
  return `only ${String(taken)} of ${String(of)} bytes were taken: the disk is full`
}

/**
 * Lets `replace` put a new version of a guarded file in its place, e.g. by a store library, then looks at what is there:
 * a version that does not read back is taken away and the former one put back.
 * @param holds Whether the file now holds what was meant.
 * @throws AppError `storage`; the file then holds what it held before.
 */
export function replaceGuarded(file: string, replace: () => void, holds: Accepts): void {
  replaceBy(file, replace, () => tryRead(file, holds).state === 'good')
}

/** @param room As `keepCopy` wants it. */
function replaceBy(file: string, replace: () => void, isKept: () => boolean, room?: string): void {
  const had = existsSync(file)
  try {
    if (had) keepCopy(file, room)
  } catch (error) {
    throw notSaved(file, error) // before anything was touched
  }
  try {
    replace()
    if (!isKept()) throw new Error('the disk did not keep all of it')
    syncFolder(dirname(file))
  } catch (error) {
    putBack(file, had)
    throw notSaved(file, error)
  }
}

/** What the caller is told of a write that failed; an `AppError` stays as it is. */
export function notSaved(file: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  return failure(
    'storage',
    'not-saved',
    `The change was not saved: ${basename(file)} could not be written (${(cause as Error).message}). What was saved before is safe. Free some space or check the rights of ${dirname(file)}, then try again.`,
    { file: basename(file), folder: dirname(file), why: (cause as Error).message },
    { cause },
  )
}

function copyOf(file: string): string {
  return `${file}.bak`
}

/**
 * Keeps the present version as `….bak`: a second name for the same bytes, so it costs no space and cannot fail halfway.
 * @param room Freeing the blocks of the old copy takes as long as writing: it gets this name, and the next text its blocks.
 */
function keepCopy(file: string, room?: string): void {
  const copy = copyOf(file)
  const old = room !== undefined && existsSync(copy) ? room : null
  if (old === null) rmSync(copy, { force: true })
  else renameSync(copy, old)
  try {
    secondName(file, copy)
  } catch (error) {
    if (old !== null) renameSync(old, copy)
    throw error
  }
}

/**
 * Keeps a file as it is now under another name in its folder, for good; one that has that name already stays.
 * @throws AppError `storage`; nothing was changed then.
 */
export function keepAs(file: string, name: string): void {
  const kept = join(dirname(file), name)
  if (existsSync(kept)) return
  try {
    secondName(file, kept)
  } catch (error) {
    throw notSaved(file, error)
  }
}

/** File systems that know no hard links, such as exFAT on a memory stick, say so with one of these. */
const NO_LINKS: ReadonlySet<string | undefined> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

function secondName(file: string, name: string): void {
  try {
    linkSync(file, name)
  } catch (error) {
    if (!NO_LINKS.has((error as NodeJS.ErrnoException).code)) throw error
    copyFileSync(file, name)
  }
}

/**
 * Puts the former version of a file that was just replaced back, or takes the file away if there was none.
 * Best effort: the failure that led here is what is told, and `….bak` stays whatever happens.
 */
export function putBack(file: string, had: boolean): void {
  try {
    if (!had) rmSync(file, { force: true })
    else if (existsSync(copyOf(file)) && !isSameFile(file, copyOf(file))) {
      const former = `${file}.tmp-${String(process.pid)}`
      rmSync(former, { force: true })
      secondName(copyOf(file), former)
      renameSync(former, file)
    }
  } catch {
    // The next start reads the copy, and sweeps what is left over.
  }
}

function isSameFile(a: string, b: string): boolean {
  return existsSync(a) && statSync(a).ino === statSync(b).ino
}

/** Some network and user-space file systems cannot sync a folder; their rename is as durable as they make it. */
const NO_FOLDER_SYNC: ReadonlySet<string | undefined> = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EISDIR'])

/** Makes names made or changed in a folder durable. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return // a folder cannot be opened there; NTFS journals the rename
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } catch (error) {
    if (!NO_FOLDER_SYNC.has((error as NodeJS.ErrnoException).code)) throw error
  } finally {
    closeSync(fd)
  }
}
