/** The compiled pack on disk: always whole, the old one or the new one. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Puts a pack in place of the one in `folder`. It is written beside it first; when that fails, nothing has changed.
 *
 * @param pack Texts by path.
 * @throws Error of the file system.
 */
export function replacePack(folder: string, pack: ReadonlyMap<string, string>): void {
  const next = `${folder}.next-${process.pid}`
  try {
    for (const [path, text] of pack) {
      mkdirSync(join(next, dirname(path)), { recursive: true })
      writeFileSync(join(next, path), text)
    }
    rmSync(old(folder), { recursive: true, force: true })
    if (existsSync(folder)) renameSync(folder, old(folder))
    renameSync(next, folder)
  } finally {
    restorePack(folder)
    rmSync(next, { recursive: true, force: true })
  }
  rmSync(old(folder), { recursive: true, force: true })
}

/** Puts the old pack back where a run was ended between the two renames. */
export function restorePack(folder: string): void {
  if (!existsSync(folder) && existsSync(old(folder))) renameSync(old(folder), folder)
}

function old(folder: string): string {
  return `${folder}.old`
}
