import type { Annotation } from '../../core/annotation/model.ts'
import type { NotesTools } from './notes.ts'

/** Stores many marks, all or none; the index and the pages follow. Returns once they are on disk. @throws AppError `storage`. */
export function keepMany(
  { notes, texts, search, broadcast, onSearchError, onMarked }: NotesTools,
  changed: readonly Annotation[],
): void {
  for (const note of changed) texts.keepFor(note)
  notes.putAll(changed)
  search.setNotes(notes.all().filter((note) => note.deleted === undefined)).catch(onSearchError)
  for (const article of new Set(changed.map((note) => note.article))) broadcast('notes.changed', { article })
  onMarked()
}
