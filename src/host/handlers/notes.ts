import { randomUUID } from 'node:crypto'
import { AppError } from '../../contract/errors.ts'
import type { EventName, Events } from '../../contract/methods.ts'
import type { Annotation } from '../../core/annotation/model.ts'
import type { Handlers } from '../rpc.ts'
import type { SearchService } from '../search/index.ts'
import type { NotesStore } from '../storage/notes-store.ts'

/** The reader's marks: made, changed, deleted and brought back; each answer means "it is on disk". */
export function notesHandlers({
  notes,
  entityIds,
  search,
  broadcast,
  onError,
}: {
  readonly notes: NotesStore
  readonly entityIds: ReadonlySet<string>
  readonly search: SearchService
  readonly broadcast: <E extends EventName>(name: E, payload: Events[E]) => void
  readonly onError: (where: string, error: unknown) => void
}): Pick<Handlers, 'notes.list' | 'notes.create' | 'notes.update' | 'notes.remove' | 'notes.restore'> {
  /** Stores first; the index and the other pages follow. */
  function keep(note: Annotation): Promise<Annotation> {
    notes.put(note)
    const indexed = note.deleted === undefined ? search.putNote(note) : search.removeNote(note.id)
    indexed.catch((error: unknown) => onError('search', error))
    broadcast('notes.changed', { article: note.article })
    return Promise.resolve(note)
  }

  function now(): string {
    return new Date().toISOString()
  }

  return {
    'notes.list': ({ article }) =>
      Promise.resolve(
        (article === undefined ? notes.all() : notes.of(article)).filter((note) => note.deleted === undefined),
      ),
    'notes.create': async ({ article, lang, colour, body, tags, target }) => {
      if (!entityIds.has(article)) {
        throw new AppError('not-found', `There is no entry “${article}” in this corpus; the note was not made.`, {
          id: article,
        })
      }
      const at = now()
      return keep({ id: randomUUID(), article, lang, colour, body, tags, target, created: at, modified: at })
    },
    'notes.update': async ({ article, id, change }) => {
      const { colour, body, tags, current } = change
      return keep({
        ...notes.get(article, id),
        ...(colour !== undefined && { colour }),
        ...(body !== undefined && { body }),
        ...(tags !== undefined && { tags }),
        ...(current !== undefined && { current }),
        modified: now(),
      })
    },
    'notes.remove': async ({ article, id }) => {
      const at = now()
      return keep({ ...notes.get(article, id), modified: at, deleted: at })
    },
    'notes.restore': async ({ article, id }) => {
      const { deleted: _, ...note } = notes.get(article, id)
      return keep({ ...note, modified: now() })
    },
  }
}
