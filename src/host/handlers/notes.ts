import { randomUUID } from 'node:crypto'
import { failure } from '../../contract/errors.ts'
import type { EventName, Events } from '../../contract/methods.ts'
import type { Annotation } from '../../core/annotation/model.ts'
import type { Pack } from '../pack.ts'
import type { Handlers } from '../rpc.ts'
import type { MarkedTexts } from './marked-texts.ts'
import type { OwnWords } from './own-words.ts'
import type { NotesStore } from '../storage/notes-store.ts'

/** What changing notes needs. */
export interface NotesTools {
  readonly notes: NotesStore
  readonly texts: MarkedTexts
  readonly pack: Pack
  readonly words: OwnWords
  readonly broadcast: <E extends EventName>(name: E, payload: Events[E]) => void
  /** Told of every change once it is stored. */
  readonly onMarked: () => void
}

/** Many marks at once may run ahead of the clock by less than this. */
const CLOCK_SLACK_MS = 1000

/** The reader's marks: made, changed, deleted and brought back; each answer means "it is on disk". */
export function notesHandlers({
  notes,
  texts,
  pack,
  words,
  broadcast,
  onMarked,
}: NotesTools): Pick<
  Handlers,
  'notes.list' | 'notes.texts' | 'notes.create' | 'notes.update' | 'notes.remove' | 'notes.restore'
> {
  /** Stores first, then search knows it. The answer doesn't wait until the other pages are told. */
  function keep(note: Annotation): Promise<Annotation> {
    texts.keepFor([note]) // first: a mark whose text is lost could not follow the next edit
    notes.put(note)
    words.note(note)
    setImmediate(() => {
      broadcast('notes.changed', { article: note.article })
      onMarked()
    })
    return Promise.resolve(note)
  }

  let last = 0
  /**
   * Later than the last one, so that what is made within one millisecond keeps its order, here and after a restart. A
   * clock that is set back by more is believed.
   */
  function now(): string {
    const at = Date.now()
    last = last - at < CLOCK_SLACK_MS ? Math.max(at, last + 1) : at
    return new Date(last).toISOString()
  }

  return {
    'notes.list': ({ article }) => {
      const found =
        article === undefined ? notes.all() : [article, ...pack.formerIds(article)].flatMap((id) => notes.of(id))
      return Promise.resolve(found.filter((note) => note.deleted === undefined))
    },
    'notes.texts': ({ article }) => Promise.resolve(texts.formerOf([article, ...pack.formerIds(article)])),
    'notes.create': async ({ article: id, lang, colour, body, tags, target }) => {
      const article = pack.currentId(id)
      if (article === null) {
        throw failure('not-found', 'entry-gone', `There is no entry “${id}” in this corpus; the note was not made.`, {
          id,
        })
      }
      const at = now()
      return keep({ id: randomUUID(), article, lang, colour, body, tags, target, created: at, modified: at })
    },
    'notes.update': async ({ article, id, change }) => {
      const note = notes.get(article, id)
      if (note.deleted !== undefined) {
        throw failure(
          'conflict',
          'note-deleted',
          'This note was deleted meanwhile. Bring it back first; its text is kept.',
          {
            article,
            id,
          },
        )
      }
      const { colour, body, tags, current } = change
      return keep({
        ...note,
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
      const restored = { ...notes.get(article, id), modified: now() }
      delete restored.deleted
      return keep(restored)
    },
  }
}
