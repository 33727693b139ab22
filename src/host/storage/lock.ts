/**
 * A lock file that says which process holds it. Process ids are used again, so the holder's start is written too: a
 * lock whose process is gone, or is another one by now, was left by a crash and is taken over.
 */
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { dirname } from 'node:path'
import process from 'node:process'
import { AppError, failure } from '../../contract/errors.ts'

export interface Lock {
  /** Writes into the lock where the holder can be reached, for the message a second one gives. */
  announce(link: string): void
  /** Gives the lock up, if it is still ours. */
  release(): void
}

interface Holder {
  readonly pid: number
  /** What `startOf` gave for the holder. */
  readonly start: string | null
  readonly link?: string
}

/** Two programs that start together take turns; more rounds than this mean that something keeps making the file. */
const ATTEMPTS = 5
/** How wrong the system's uptime and a file's time may be together. Unit: milliseconds. */
const CLOCK_SLACK_MS = 60_000

/**
 * Takes a lock for this process.
 * @throws AppError `conflict` when another running process holds it, `storage` when the file cannot be written.
 */
export function takeLock(file: string): Lock {
  const me: Holder = { pid: process.pid, start: startOf(process.pid) }
  const draft = `${file}.${String(process.pid)}`
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      writeFileSync(draft, JSON.stringify(me), { mode: 0o600 })
      if (claim(draft, file)) return held(file, draft, me)
      const text = textOf(file)
      const holder = text === null ? null : parse(text)
      if (holder && isAlive(holder, file)) throw taken(holder)
      if (text !== null) drop(file, text, draft)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    const why = (error as Error).message
    throw failure(
      'storage',
      'folder-unwritable',
      `The lock ${file} cannot be written (${why}). Nothing was changed.`,
      { folder: dirname(file), why },
      { cause: error },
    )
  } finally {
    rmSync(draft, { force: true })
  }
  throw failure(
    'conflict',
    'folder-contested',
    `The lock ${file} could not be taken. Close other running copies and try again.`,
    { file },
  )
}

function held(file: string, draft: string, me: Holder): Lock {
  const isOurs = () => {
    const holder = parse(textOf(file) ?? '')
    return holder?.pid === me.pid && holder.start === me.start
  }
  return {
    announce(link) {
      if (!isOurs()) return
      writeFileSync(draft, JSON.stringify({ ...me, link } satisfies Holder), { mode: 0o600 })
      renameSync(draft, file)
    },
    release() {
      if (isOurs()) rmSync(file, { force: true })
    },
  }
}

function taken({ pid, link }: Holder): AppError {
  return failure(
    'conflict',
    'app-running',
    `Mailuo is already running on this data folder (process ${String(pid)})${link === undefined ? '' : `: ${link}`}. Close it first, or choose another folder with --data DIR.`,
    { pid, at: link === undefined ? '' : ` · ${link}` },
  )
}

/** Gives the lock its full content in one step, so that nobody ever reads half of it. `false` when it exists. */
function claim(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    if (code === 'ENOENT') throw error
  }
  try {
    writeFileSync(file, readFileSync(draft), { mode: 0o600, flag: 'wx' }) // a file system without hard links
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/**
 * Takes away a lock that was left behind. Another program may have done the same and locked anew in the meantime: what
 * is taken away is looked at again, and a fresh lock put back.
 */
function drop(file: string, seen: string, draft: string): void {
  const aside = `${draft}.old`
  try {
    renameSync(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if (textOf(aside) !== seen) claim(aside, file)
  rmSync(aside, { force: true })
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function parse(text: string): Holder | null {
  try {
    const value = JSON.parse(text) as Partial<Holder> | null
    if (typeof value?.pid !== 'number') return null
    const { pid, start = null, link } = value
    return { pid, start, ...(typeof link === 'string' && { link }) }
  } catch {
    return null // not a lock of ours, or cut short by a full disk: nobody can hold it
  }
}

function isAlive({ pid, start }: Holder, file: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = startOf(pid)
  if (now !== null && start !== null) return now === start
  // Where the start of a process cannot be known: a lock from before the machine was switched on holds nothing.
  return statSync(file).mtimeMs > Date.now() - uptime() * 1000 - CLOCK_SLACK_MS
}

/**
 * When a process started, in a form that no other process ever has: boot and clock ticks since (`man 5 proc_pid_stat`,
 * field 22). `null` where the system does not tell.
 */
function startOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] // the name before it may hold spaces
    return ticks === undefined ? null : `${boot}:${ticks}`
  } catch {
    return null // not Linux, or the process has just ended
  }
}
