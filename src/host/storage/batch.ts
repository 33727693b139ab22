/**
 * Several guarded files changed as one: all of them, or none. The new texts are written beside the old and synced, then
 * a list of them is written, then each takes its place, which needs no more space. A start that finds the list finishes
 * what a crash interrupted; a start that finds only new texts throws them away, for nobody was told of them.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { notSaved, putBack, replaceGuarded, writeGuarded, type WriteBytes } from './guarded-file.ts'
import { sealed, isSealBroken } from './seal.ts'

const LIST = 'batch.pending'
const NEXT = '.next'

/**
 * Writes texts by file name (without path) and returns once all are on disk.
 * @throws AppError `storage`; the folder then holds what it held before.
 */
export function writeBatch(folder: string, texts: ReadonlyMap<string, string>, write?: WriteBytes): void {
  const names = [...texts.keys()]
  try {
    for (const [name, text] of texts) writeGuarded(join(folder, name + NEXT), text, write)
    writeGuarded(join(folder, LIST), sealed({ names }), write)
  } catch (error) {
    dropBatch(folder)
    throw error
  }
  const had = new Map(names.map((name) => [name, existsSync(join(folder, name))]))
  try {
    finishBatch(folder)
  } catch (error) {
    // The caller is told that nothing was saved, so the next start must not finish it either.
    rmSync(join(folder, LIST), { force: true })
    for (const name of names) {
      if (!existsSync(join(folder, name + NEXT))) putBack(join(folder, name), had.get(name) === true)
    }
    dropBatch(folder)
    throw notSaved(join(folder, LIST), error)
  }
}

/** Finishes or drops what a crash left; call it before the files are read. @throws AppError `storage`. */
export function finishBatch(folder: string): void {
  const path = join(folder, LIST)
  if (!existsSync(path)) {
    dropBatch(folder)
    return
  }
  for (const name of namesIn(path)) {
    const next = join(folder, name + NEXT)
    if (existsSync(next)) {
      const { size } = statSync(next)
      const file = join(folder, name)
      replaceGuarded(
        file,
        () => renameSync(next, file),
        () => statSync(file).size === size,
      )
    }
  }
  dropBatch(folder)
}

function namesIn(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8')
  try {
    const { names } = JSON.parse(text) as { names?: unknown }
    if (isSealBroken(text) || !Array.isArray(names)) return []
    return names.filter((name): name is string => typeof name === 'string' && /^[a-z0-9][a-z0-9.-]*$/.test(name))
  } catch {
    return [] // written whole or not at all, so this is damage from outside, and the old files are good
  }
}

/** The list goes first: without it, new texts mean nothing. */
function dropBatch(folder: string): void {
  try {
    rmSync(join(folder, LIST), { force: true })
    for (const name of readdirSync(folder)) {
      if (name.endsWith(NEXT) || name.endsWith(`${NEXT}.bak`) || name === `${LIST}.bak`) rmSync(join(folder, name))
    }
  } catch (error) {
    throw notSaved(folder, error)
  }
}
