/** Many marks at once: changed together, imported after a look, and taken back. All of a call is stored, or nothing. */
import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { failure, type AppError, type FailureReason } from '../../contract/errors.ts'
import type { ImportPreview } from '../../contract/methods.ts'
import { isWithin } from '../../core/text/index.ts'
import { linksIn, readWebAnnotations, type Annotation, type AnnotationsRead } from '../../core/annotation/index.ts'
import type { Handlers } from '../rpc.ts'
import type { Backups } from '../storage/backups.ts'
import { keepMany } from './keep-many.ts'
import type { NotesTools } from './notes.ts'

type Many =
  | 'notes.find'
  | 'notes.linking'
  | 'notes.changeAll'
  | 'notes.upload'
  | 'notes.previewImport'
  | 'notes.import'
  | 'notes.undoImport'

/** Fifty thousand marks with long notes; more would be held in memory three times. Unit: UTF-16 units. */
const MAX_UPLOAD = 128 * 1024 * 1024
/** A hundred thousand marks of our own have two million values of two dozen names. */
const LIMITS = { values: 4_000_000, names: 1000 }
const MAX_REFUSALS_TOLD = 200
/** More backlinks than this nobody reads under an article, and the longest notes must still fit into a frame. */
const MAX_LINKING = 30

/** The file being imported: its text until it is read, then what is in it. */
interface Upload {
  readonly id: string
  parts: string[]
  length: number
  read: Promise<AnnotationsRead> | null
}

/**
 * Handlers for many marks. One file at a time: a new one takes the place of the last, but what was imported last can be
 * taken back until something else is.
 */
export function manyNotesHandlers(tools: NotesTools, backups: Backups): Pick<Handlers, Many> {
  const { notes, pack } = tools
  let current: Upload | null = null
  /** The marks as they were before the last import, by the name of its file. */
  let imported: { readonly id: string; readonly before: readonly Annotation[] } | null = null

  function uploadOf(id: string): Upload {
    if (current?.id === id) return current
    throw failure('not-found', 'file-gone', 'This file is no longer at hand; nothing was changed. Choose it again.', {
      id,
    })
  }

  /** What the article is called now: marks stay where they were when their entry gets another id. */
  function currentId(article: string): string {
    return pack.currentId(article) ?? article
  }

  function readUpload(upload: Upload): Promise<AnnotationsRead> {
    upload.read ??= readText(upload.parts.join(''))
    upload.parts = []
    return upload.read
  }

  /** Step by step: of the largest file counting and parsing take a second together, and reading another. */
  async function readText(text: string): Promise<AnnotationsRead> {
    if (!isWithin(LIMITS, text)) throw notReadable('import-too-much', 'it holds more than can be read')
    await setImmediate()
    const value = parse(text)
    await setImmediate()
    const read = readWebAnnotations(value, {
      currentId: (id) => pack.currentId(id),
      newId: randomUUID,
      now: new Date().toISOString(),
    })
    if (!read) throw notReadable('import-no-annotations', 'it holds no W3C annotations')
    return read
  }

  /** Marks that the file adds or has a later version of. */
  function changesOf({ notes: incoming }: AnnotationsRead): { added: Annotation[]; updated: Annotation[] } {
    // An id stands for one mark wherever it lies.
    const known = new Map(notes.all().map((note) => [note.id, note]))
    const added: Annotation[] = []
    const updated: Annotation[] = []
    for (const note of incoming) {
      const mine = known.get(note.id)
      if (!mine) added.push(note)
      else if (currentId(mine.article) !== note.article) added.push({ ...note, id: randomUUID() })
      else if (mine.deleted !== undefined) added.push({ ...note, article: mine.article })
      else if (mine.modified < note.modified) updated.push({ ...note, article: mine.article })
    }
    return { added, updated }
  }

  function previewOf(
    read: AnnotationsRead,
    added: readonly Annotation[],
    updated: readonly Annotation[],
  ): ImportPreview {
    return {
      added: added.length,
      updated: updated.length,
      kept: read.notes.length - added.length - updated.length,
      articles: [...new Set([...added, ...updated].map(({ article }) => currentId(article)))],
      refused: read.refused.slice(0, MAX_REFUSALS_TOLD),
      refusedCount: read.refused.length,
    }
  }

  return {
    'notes.find': ({ id }) =>
      Promise.resolve(notes.all().find((note) => note.id === id && note.deleted === undefined) ?? null),
    'notes.linking': ({ article }) => {
      const ids = [article, ...pack.formerIds(article)]
      const marks = ids.flatMap((id) => notes.of(id)).filter(({ deleted }) => deleted === undefined)
      const wanted = new Set([...ids, ...marks.map(({ id }) => id)])
      const found = notes
        .all()
        .filter(({ body, deleted }) => deleted === undefined && linksIn(body).some((id) => wanted.has(id)))
        .sort((a, b) => (a.modified < b.modified ? 1 : -1))
      return Promise.resolve(found.slice(0, MAX_LINKING))
    },
    'notes.changeAll': async ({ notes: wanted, change }) => {
      if (wanted.length > 1) await backups.make('bulk')
      const now = new Date().toISOString()
      const changed = wanted.map(({ article, id }) => {
        const { deleted, ...note } = notes.get(article, id)
        const isDeleted = change.deleted ?? deleted !== undefined
        const kept = note.tags.filter((tag) => change.removeTags?.includes(tag) !== true)
        const next: Annotation = {
          ...note,
          colour: change.colour ?? note.colour,
          tags: [...new Set([...kept, ...(change.addTags ?? [])])].slice(0, 50),
          modified: now,
          ...(isDeleted && { deleted: deleted ?? now }),
        }
        return next
      })
      keepMany(tools, changed)
      return changed.length
    },
    'notes.upload': async ({ upload: id, part }) => {
      if (current?.id !== id || current.read) current = { id, parts: [], length: 0, read: null }
      current.length += part.length
      if (current.length > MAX_UPLOAD) {
        current = null
        throw notReadable('import-too-large', 'it is larger than 128 million characters')
      }
      current.parts.push(part)
      return Promise.resolve(current.length)
    },
    'notes.previewImport': async ({ upload }) => {
      const read = await readUpload(uploadOf(upload))
      const { added, updated } = changesOf(read)
      return previewOf(read, added, updated)
    },
    'notes.import': async ({ upload: id }) => {
      const upload = uploadOf(id)
      const read = await readUpload(upload)
      await backups.make('import')
      const { added, updated } = changesOf(read)
      const preview = previewOf(read, added, updated)
      const known = new Map(notes.all().map((note) => [note.id, note]))
      const now = new Date().toISOString()
      const before = [...added, ...updated].map(
        (note) => known.get(note.id) ?? { ...note, modified: now, deleted: now },
      )
      keepMany(tools, [...added, ...updated])
      imported = { id, before }
      return preview
    },
    'notes.undoImport': async ({ upload: id }) => {
      if (imported?.id !== id) {
        uploadOf(id)
        throw failure('conflict', 'nothing-to-undo', 'Nothing was imported from this file; nothing was changed.', {
          id,
        })
      }
      const { before } = imported
      keepMany(tools, before)
      imported = null
      if (current?.id === id) current = null
      return Promise.resolve(before.length)
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (error instanceof RangeError) throw notReadable('import-too-deep', 'it is nested too deeply')
    const why = (error as Error).message.slice(0, 200)
    throw notReadable('import-no-json', `it is not JSON: ${why}`, { why })
  }
}

function notReadable(reason: FailureReason, why: string, values: Readonly<Record<string, string>> = {}): AppError {
  return failure(
    'bad-request',
    reason,
    `This file was not imported: ${why}. Nothing was changed. Choose a JSON-LD file that Mailuo or another program for W3C annotations wrote.`,
    values,
  )
}
