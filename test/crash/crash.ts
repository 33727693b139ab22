/** Kills writers at random moments and compares what is on disk with what they were told. */
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { isDeepStrictEqual } from 'node:util'
import { seeded } from '../../bench/search/corpus.ts'
import type { Annotation } from '../../src/core/annotation/model.ts'
import { openDataFolder } from '../../src/host/storage/data-folder.ts'
import { openNotesStore } from '../../src/host/storage/notes-store.ts'
import { openReadingStore } from '../../src/host/storage/reading-store.ts'

/** What a new start finds in a data folder, compared with what was acknowledged. */
export interface Comparison {
  /** Changes that were acknowledged and are not on disk as they were made. */
  lost: number
  /** Files that had to be recovered or set aside, or that a new start left lying about. */
  damaged: number
  /** Notes on disk that nobody made. */
  invented: number
  /** One line per lost change: what should be there, what is, and what was under way. */
  readonly losses?: string[]
}

export interface CrashReport extends Comparison {
  kills: number
  acknowledged: number
  /** Kills that fell between the start of a write and its acknowledgement. */
  midway: number
}

/** A folder is begun anew after so many kills, so that its files stay of a size readers have. */
const KILLS_PER_FOLDER = 25
/** A writer is killed after one to so many acknowledgements, however slow the machine is … */
const MOST_ACKNOWLEDGED = 8
/** … and up to so long a moment more, about the time a few writes take. Unit: milliseconds. */
const LONGEST_MOMENT_MS = 25

const WRITER = new URL('./writer.ts', import.meta.url).pathname

/** Starts and kills a writer `kills` times in folders below `base`; everything random is drawn from `seed`. */
export async function crash(
  base: string,
  kills: number,
  seed: number,
  progress: (report: CrashReport) => void = () => undefined,
): Promise<CrashReport> {
  const random = seeded(seed)
  const report: CrashReport = { kills: 0, acknowledged: 0, lost: 0, damaged: 0, invented: 0, midway: 0, losses: [] }
  let model = new Map<string, Annotation>()
  let folder = ''
  while (report.kills < kills) {
    if (report.kills % KILLS_PER_FOLDER === 0) {
      folder = join(base, `data-${report.kills}`)
      mkdirSync(folder)
      model = new Map()
    }
    const life = {
      acknowledged: 1 + Math.floor(random() * MOST_ACKNOWLEDGED),
      momentMs: random() * LONGEST_MOMENT_MS,
    }
    const said = await killWriter(folder, Math.floor(random() * 2 ** 31), life)
    report.kills++
    let pending: readonly Annotation[] = []
    for (const line of said) {
      if (line.startsWith('> ')) pending = JSON.parse(line.slice(2)) as Annotation[]
      else if (pending.length > 0 && line === `= ${pending.length}`) {
        for (const note of pending) model.set(note.id, note)
        report.acknowledged++
        pending = []
      }
    }
    if (pending.length > 0) report.midway++
    model = compare(folder, model, pending, report)
    progress(report)
  }
  return report
}

/** What a writer said before it was killed, whole lines only. */
function killWriter(
  folder: string,
  seed: number,
  life: { readonly acknowledged: number; readonly momentMs: number },
): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [WRITER, folder, String(seed)], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    let acknowledged = 0
    let isDoomed = false
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (chunk: string) => {
      said += chunk
      acknowledged += chunk.match(/^= /gm)?.length ?? 0
      if (acknowledged < life.acknowledged || isDoomed) return
      isDoomed = true
      setTimeout(() => child.kill('SIGKILL'), life.momentMs)
    })
    child.once('error', reject)
    child.once('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(said.split('\n').slice(0, -1))
      else reject(new Error('The writer ended by itself; what it said stands above.'))
    })
  })
}

/**
 * Opens the folder as a new start would; adds to the report what differs from the model and gives what is there now.
 *
 * @param pending Changes that were not answered: all of them may have been made, or none.
 */
export function compare(
  folder: string,
  model: ReadonlyMap<string, Annotation>,
  pending: readonly Annotation[],
  report: Comparison,
): Map<string, Annotation> {
  const opened = openDataFolder(folder)
  try {
    const damaged = () => {
      report.damaged++
    }
    const kept = new Map(
      openNotesStore(folder, damaged)
        .all()
        .map((note) => [note.id, note]),
    )
    openReadingStore(folder, damaged)
    report.damaged += readdirSync(folder, { recursive: true }).filter((name) =>
      /\.(tmp|damaged)-/.test(String(name)),
    ).length
    // What was under way may have been finished, all of it, and nothing else.
    const isDone = pending.length > 0 && pending.every((note) => isDeepStrictEqual(kept.get(note.id), note))
    const expected = isDone ? new Map([...model, ...pending.map((note) => [note.id, note] as const)]) : model
    for (const [id, note] of expected) {
      const found = kept.get(id)
      if (isDeepStrictEqual(found, note)) continue
      report.lost++
      report.losses?.push(JSON.stringify({ wanted: brief(note), found: brief(found), pending: pending.map(brief) }))
    }
    for (const id of kept.keys()) if (!expected.has(id)) report.invented++
    return kept
  } finally {
    opened.release()
  }
}

function brief(note: Annotation | undefined): object | null {
  return note ? { ...note, body: note.body.length, target: undefined } : null
}
