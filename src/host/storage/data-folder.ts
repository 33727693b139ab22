/** The reader's data folder: rights checked, locked against a second writer, swept of files a crash left behind. */
import { accessSync, constants, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { failure } from '../../contract/errors.ts'
import { takeLock } from './lock.ts'

export interface DataFolder {
  readonly path: string
  /** Writes into the lock where the running app can be reached, for the message a second one gives. */
  announce(link: string): void
  /** Gives the folder free. */
  release(): void
}

/** Name of the lock file in a data folder. */
export const LOCK_FILE = 'mailuo.lock'

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
    throw failure(
      'storage',
      'folder-unwritable',
      `The data folder ${path} cannot be written (${(error as Error).message}). Nothing was changed. Give it write permission, or choose another with --data DIR.`,
      { folder: path, why: (error as Error).message },
      { cause: error },
    )
  }
  const lock = takeLock(join(path, LOCK_FILE))
  sweep(path)
  sweep(join(path, 'notes'))
  return { path, ...lock }
}

/**
 * Removes temporary files that a killed process left; they were never acknowledged. Ours end in a process id, those of
 * the store library in hexadecimal digits.
 */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/\.tmp-[0-9a-f]+$/.test(name)) rmSync(join(folder, name), { force: true })
  }
}
