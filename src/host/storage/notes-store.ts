/** The reader's marks: one guarded file per article, `notes/<article>.json`, held in memory once read. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { HostWarning } from '../../contract/methods.ts'
import { failure } from '../../contract/errors.ts'
import type { Annotation } from '../../core/annotation/model.ts'
import { finishBatch, writeBatch } from './batch.ts'
import { refuseNewer } from './format.ts'
import { keepAs, readGuarded, writeGuarded } from './guarded-file.ts'
import { formatOf, migrate, type Step } from './migrate.ts'
import { sealed } from './seal.ts'

/** From each format to the next, see docs/adr/0002-storage.md. A stored note that changes its shape adds one. */
const STEPS: readonly Step[] = [
  (file) => file, // from 1 to 2: the same records, and the checksum may no longer be missing
]

/** What is written today. */
export const NOTES_FORMAT = STEPS.length + 1
/** The first format whose files must have their checksum. */
const FIRST_SEALED = 2

interface NotesFile {
  readonly format: number
  readonly article: string
  readonly notes: readonly Annotation[]
}

export interface NotesStore {
  /** Every record, deleted ones too, in the order they were made; the same array until something changes. */
  all(): readonly Annotation[]
  of(article: string): readonly Annotation[]
  /** @throws AppError `not-found` when the article has no such note. */
  get(article: string, id: string): Annotation
  /** Adds or replaces a record; returns once it is on disk. @throws AppError `storage`. */
  put(note: Annotation): void
  /** Adds or replaces many records, all or none; returns once they are on disk. @throws AppError `storage`. */
  putAll(notes: readonly Annotation[]): void
}

function isNote(value: unknown, article: string): value is Annotation {
  const note = value as Partial<Annotation> | null
  return (
    typeof note === 'object' &&
    note?.article === article &&
    typeof note.id === 'string' &&
    typeof note.body === 'string' &&
    typeof note.created === 'string' &&
    typeof note.target?.type === 'string'
  )
}

/** What is in a file of any format up to today's; `null` for anything else. @throws AppError `version`. */
function readNotes(value: unknown, article: string): readonly Annotation[] | null {
  const format = formatOf(value)
  refuseNewer(format, NOTES_FORMAT, `notes/${article}.json`)
  const file = migrate(value, STEPS) as Partial<NotesFile & { sum: string }> | null
  if (format >= FIRST_SEALED && typeof file?.sum !== 'string') return null
  const isWhole =
    file?.format === NOTES_FORMAT && Array.isArray(file.notes) && file.notes.every((note) => isNote(note, article))
  return isWhole ? file.notes : null
}

function fileText(article: string, notes: readonly Annotation[]): string {
  return sealed({ format: NOTES_FORMAT, article, notes } satisfies NotesFile)
}

/**
 * Reads all notes of a data folder. A damaged file is recovered or set aside and reported through `warn`. A file of an
 * older format is read; with the first change of its notes it is written anew, and stays as `….format-<n>` beside that.
 */
export function openNotesStore(dataFolder: string, warn: (warning: HostWarning) => void): NotesStore {
  const folder = join(dataFolder, 'notes')
  const byArticle = new Map<string, readonly Annotation[]>()
  /** The format of files that are still as an older version wrote them. */
  const older = new Map<string, number>()
  finishBatch(folder)
  const names = new Set(readdirSync(folder).map((name) => /^([a-z0-9-]+)\.json(?:\.bak)?$/.exec(name)?.[1]))
  for (const article of names) {
    if (article === undefined) continue
    const accepts = (file: unknown) => readNotes(file, article) !== null
    const { value, found } = readGuarded(join(folder, `${article}.json`), accepts)
    if (found === 'recovered-from-backup' || found === 'quarantined')
      warn({ code: found, file: `notes/${article}.json` })
    const notes = readNotes(value, article)
    if (!notes) continue
    byArticle.set(article, notes)
    if (formatOf(value) < NOTES_FORMAT) older.set(article, formatOf(value))
  }

  let sorted: readonly Annotation[] | null = null
  /** Code units compare ISO times rightly, and fifty thousand of them ten times faster than a locale does. */
  const byCreation = (a: Annotation, b: Annotation) => (a.created < b.created ? -1 : a.created > b.created ? 1 : 0)

  return {
    all: () => (sorted ??= [...byArticle.values()].flat().sort(byCreation)),
    of: (article) => byArticle.get(article) ?? [],
    get(article, id) {
      const note = byArticle.get(article)?.find((each) => each.id === id)
      if (!note)
        throw failure('not-found', 'note-gone', 'This note is not there any more. Reload to see what is stored.', {
          article,
          id,
        })
      return note
    },
    put(note) {
      const notes = merged(note.article, [note])
      keepOlder([note.article])
      writeGuarded(join(folder, `${note.article}.json`), fileText(note.article, notes))
      byArticle.set(note.article, notes)
      sorted = null
    },
    putAll(changed) {
      const next = new Map(
        [...Map.groupBy(changed, ({ article }) => article)].map(([article, notes]) => [
          article,
          merged(article, notes),
        ]),
      )
      if (next.size === 0) return
      keepOlder(next.keys())
      writeBatch(folder, new Map([...next].map(([article, notes]) => [`${article}.json`, fileText(article, notes)])))
      for (const [article, notes] of next) byArticle.set(article, notes)
      sorted = null
    },
  }

  function keepOlder(articles: Iterable<string>): void {
    for (const article of articles) {
      const format = older.get(article)
      if (format === undefined) continue
      keepAs(join(folder, `${article}.json`), `${article}.json.format-${String(format)}`)
      older.delete(article)
    }
  }

  function merged(article: string, changed: readonly Annotation[]): readonly Annotation[] {
    const byId = new Map(byArticle.get(article)?.map((note) => [note.id, note]))
    for (const note of changed) byId.set(note.id, note)
    return [...byId.values()]
  }
}
