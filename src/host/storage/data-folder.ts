/** The reader's data folder: rights checked, locked against a second writer, swept of files a crash left behind. */
import {
  accessSync,
  constants,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../contract/errors.ts'

export interface DataFolder {
  readonly path: string
  /** Writes into the lock where the running app can be reached, for the message a second one gives. */
  announce(link: string): void
  /** Gives the folder free. */
  release(): void
}

interface LockContent {
  readonly pid: number
  readonly link?: string
}

const LOCK = 'mailuo.lock'

/**
 * Opens the folder for this process alone.
 * @throws AppError `storage` when it cannot be made or written; `conflict` when another running app has it.
 */
export function openDataFolder(path: string): DataFolder {
  try {
    mkdirSync(join(path, 'notes'), { recursive: true, mode: 0o700 })
    accessSync(path, constants.W_OK)
    accessSync(join(path, 'notes'), constants.W_OK)
  } catch (error) {
    throw new AppError(
      'storage',
      `The data folder ${path} cannot be written (${(error as Error).message}). Nothing was changed. Give it write permission, or choose another with --data DIR.`,
      { folder: path },
      { cause: error },
    )
  }
  takeLock(join(path, LOCK))
  sweep(path)
  sweep(join(path, 'notes'))
  return {
    path,
    announce(link) {
      writeFileSync(join(path, LOCK), JSON.stringify({ pid: process.pid, link } satisfies LockContent), { mode: 0o600 })
    },
    release() {
      rmSync(join(path, LOCK), { force: true })
    },
  }
}

function takeLock(file: string): void {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const fd = openSync(file, 'wx', 0o600)
      writeFileSync(fd, JSON.stringify({ pid: process.pid } satisfies LockContent))
      closeSync(fd)
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = readLock(file)
    if (holder && isRunning(holder.pid)) {
      throw new AppError(
        'conflict',
        `Mailuo is already running on this data folder (process ${String(holder.pid)})${holder.link ? `: ${holder.link}` : ''}. Close it first, or choose another folder with --data DIR.`,
        { pid: holder.pid, link: holder.link ?? null },
      )
    }
    rmSync(file, { force: true }) // left behind by a crash
  }
  throw new AppError('conflict', `The lock ${file} could not be taken. Close other running copies and try again.`)
}

function readLock(file: string): LockContent | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LockContent
  } catch {
    return null // half written by a crash: nobody holds it
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Removes temporary files that a killed process left; they were never acknowledged. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/\.tmp-\d+$/.test(name)) rmSync(join(folder, name), { force: true })
  }
}
