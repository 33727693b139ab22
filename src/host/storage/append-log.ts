/**
 * A file of lines that only ever grows: what was acknowledged is never written again, so no later failure can harm it.
 * Each line is JSON and ends in a line feed; what lacks one was never acknowledged and is cut off at the next start.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { freeName, notSaved, syncFolder, type WriteBytes } from './guarded-file.ts'

export interface AppendLog {
  /** Adds one line and returns once it is on disk. @throws AppError `storage`; the file then holds what it held before. */
  append(value: unknown): void
  /** Adds many lines with one write, or none. @throws AppError `storage`, as `append`. */
  appendAll(values: readonly unknown[]): void
  close(): void
}

export interface OpenedLog {
  readonly log: AppendLog
  /** What the lines hold, in order. */
  readonly lines: readonly unknown[]
  /** Lines in the middle that do not parse. They stay where they are; a copy of the file was put beside it. */
  readonly damaged: number
}

/**
 * Opens a log, making it if need be.
 * @param head First line of a new file.
 * @param write A port, so that tests can make a disk that takes only part.
 * @throws AppError `storage` when it can be neither read nor made.
 */
export function openAppendLog(file: string, head: unknown, write: WriteBytes = writeSync): OpenedLog {
  let fd: number
  let text: string
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    fd = openSync(file, 'a', 0o600)
    syncFolder(dirname(file))
  } catch (error) {
    throw notSaved(file, error)
  }
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  let size = Buffer.byteLength(whole)
  if (whole.length < text.length) ftruncateSync(fd, size)

  function appendAll(values: readonly unknown[]): void {
    const bytes = Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''))
    try {
      // A rest that an earlier failure could not take back must not run into this line.
      if (fstatSync(fd).size !== size) ftruncateSync(fd, size)
      let written = 0
      while (written < bytes.length) {
        const taken = write(fd, bytes.subarray(written))
        if (taken === 0) break
        written += taken
      }
      fsyncSync(fd)
      const grown = fstatSync(fd).size - size
      if (grown !== bytes.length) {
        throw new Error(`only ${String(grown)} of ${String(bytes.length)} bytes were taken: the disk is full`)
      }
      size += bytes.length
    } catch (error) {
      takeBack(fd, size)
      throw notSaved(file, error)
    }
  }

  const append = (value: unknown) => appendAll([value])
  if (size === 0) append(head)
  const parsed = whole.split('\n').filter(Boolean).map(parse)
  const damaged = parsed.filter((line) => line === undefined).length
  if (damaged > 0) copyFileSync(file, freeName(file))
  return {
    log: { append, appendAll, close: () => closeSync(fd) },
    lines: parsed.filter((line) => line !== undefined),
    damaged,
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined // counted by the caller
  }
}

/** Best effort: the failure that led here is what is told, and the next line begins by doing it again. */
function takeBack(fd: number, size: number): void {
  try {
    ftruncateSync(fd, size)
  } catch {
    // A half line has no line feed, so the next start cuts it off.
  }
}
