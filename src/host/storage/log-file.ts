/**
 * What went wrong in the host, for a report: `log/mailuo.log`, and the one before it. Only failures and starts are
 * written, never what the reader reads, searches or writes; their home folder is cut out of the paths.
 */
import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** When the file is this long it becomes the old one. Unit: bytes; some 2000 failures. */
const MAX_LOG_BYTES = 256 * 1024
/** A message with a quoted file in it must not fill the log. Unit: UTF-16 units. */
const MAX_ENTRY = 4000
/** What a reader is asked to copy into a report. Unit: UTF-16 units. */
const MAX_TAIL = 16_000

export interface Log {
  /** Adds a line, with the stack of an error under it. Never throws: a log that cannot be written breaks nothing. */
  write(where: string, what: unknown): void
  /** The end of the log, at most 16,000 characters; empty when there is none. */
  tail(): string
}

/** @param now Told the time of each entry, so that tests need no clock. */
export function openLog(dataFolder: string, now: () => Date = () => new Date()): Log {
  const folder = join(dataFolder, 'log')
  const file = join(folder, 'mailuo.log')
  return {
    write(where, what) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        if (sizeOf(file) >= MAX_LOG_BYTES) renameSync(file, `${file}.1`)
        appendFileSync(file, `${now().toISOString()} ${where}: ${withoutHome(textOf(what)).slice(0, MAX_ENTRY)}\n`, {
          mode: 0o600,
        })
      } catch {
        // The disk is full or read-only: the call that failed tells the reader so itself.
      }
    },
    tail: () => readText(file).slice(-MAX_TAIL),
  }
}

function textOf(what: unknown): string {
  return what instanceof Error ? (what.stack ?? what.message) : String(what)
}

/** A user name is in the path of the home folder, and no report needs it. */
function withoutHome(text: string): string {
  const home = homedir()
  return home.length > 1 ? text.replaceAll(home, '~') : text
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // nothing went wrong yet, or it may not be read: there is nothing to show either way
  }
}
