/** Fills a small file system with changes until one is refused, and compares what is on it with what was acknowledged. */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { AppError } from '../../src/contract/errors.ts'
import type { Annotation } from '../../src/core/annotation/model.ts'
import { openDataFolder } from '../../src/host/storage/data-folder.ts'
import { openNotesStore } from '../../src/host/storage/notes-store.ts'
import { compare, type Comparison } from './crash.ts'

export interface FullDiskReport extends Comparison {
  /** Changes that were acknowledged until one was refused. */
  acknowledged: number
  /** What the reader is told of that one. */
  refusal: string
  /** Whether that one was acknowledged once there was room again. */
  goesOn: boolean
}

/** Room for a few hundred changes. */
const SIZE = '2m'
/** What the reader deletes when the disk is full. Unit: bytes. */
const BALLAST = 512 * 1024
const ARTICLES = ['gpt-3', 'bert', 'transformer'] as const

/** Mounts a small file system on `folder` and fills it; `null` where only root on Linux may do so, and it is not. */
export function fillDisk(folder: string): FullDiskReport | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return null // a container may forbid it to root as well
  }
  try {
    return fill(folder)
  } finally {
    execFileSync('/bin/umount', [folder])
  }
}

function fill(folder: string): FullDiskReport {
  const ballast = join(folder, 'something-else')
  writeFileSync(ballast, new Uint8Array(BALLAST))
  const opened = openDataFolder(folder)
  const report: FullDiskReport = { acknowledged: 0, refusal: '', goesOn: false, lost: 0, invented: 0, damaged: 0 }
  const store = openNotesStore(folder, () => report.damaged++)
  const model = new Map<string, Annotation>()
  const make = (changed: readonly Annotation[]) => {
    const [only, ...more] = changed
    if (only && more.length === 0) store.put(only)
    else store.putAll(changed)
    for (const note of changed) model.set(note.id, note)
  }
  while (report.refusal === '') {
    const changed = nextChange(report.acknowledged, [...model.values()])
    try {
      make(changed)
      report.acknowledged++
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      report.refusal = error.message
      rmSync(ballast)
      make(changed)
      report.goesOn = true
    }
  }
  opened.release()
  compare(folder, model, [], report)
  return report
}

/** New notes mostly; every fifth time an old one is written anew, every seventh three come at once. */
function nextChange(n: number, known: readonly Annotation[]): readonly Annotation[] {
  const body = '满 full '.repeat(1 + ((n * 37) % 300))
  const now = new Date().toISOString()
  const old = known[(n * 31) % known.length]
  if (n % 5 === 4 && old) return [{ ...old, body, modified: now }]
  return Array.from({ length: n % 7 === 6 ? 3 : 1 }, (_, i) => ({
    id: randomUUID(),
    article: ARTICLES[(n + i) % ARTICLES.length] ?? ARTICLES[0],
    lang: 'zh',
    colour: 'yellow',
    body,
    tags: [],
    target: { type: 'article' },
    created: now,
    modified: now,
  }))
}
