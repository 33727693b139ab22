import type { Annotation } from '../../core/annotation/model.ts'
import { cardText, noteText } from '../../core/search/index.ts'
import type { CardRecord } from '../../core/study/index.ts'
import type { SearchService } from '../search/index.ts'
import type { NotesStore } from '../storage/notes-store.ts'
import type { StudyStore } from '../storage/study-store.ts'

/** Keeps search in step with what the reader writes: called once a change is on disk, and never in its way. */
export interface OwnWords {
  note(note: Annotation): void
  card(record: CardRecord): void
  /** All of them anew, after many have changed. */
  all(): void
}

/** @param onError What search could not take in. */
export function createOwnWords(
  { notes, study, search }: { readonly notes: NotesStore; readonly study: StudyStore; readonly search: SearchService },
  onError: (error: unknown) => void,
): OwnWords {
  const cardsOf = (record: CardRecord) => (record.own === null || record.dropped ? [] : [cardText(record.own)])
  return {
    note(note) {
      const done = note.deleted === undefined ? search.putOwn(noteText(note)) : search.removeOwn(note.id)
      done.catch(onError)
    },
    card(record) {
      if (record.own === null) return // of the records: their words are searched as articles
      const [text] = cardsOf(record)
      const done = text ? search.putOwn(text) : search.removeOwn(record.card)
      done.catch(onError)
    },
    all() {
      const kept = notes.all().filter((note) => note.deleted === undefined)
      search.setOwn([...kept.map(noteText), ...study.all().flatMap(cardsOf)]).catch(onError)
    },
  }
}
