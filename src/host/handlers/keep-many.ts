import type { Annotation } from '../../core/annotation/model.ts'
import type { NotesTools } from './notes.ts'

/** Stores many marks, all or none; the index and, after the answer, the pages follow. Returns once they are on disk. @throws AppError `storage`. */
export function keepMany(
  { notes, texts, words, broadcast, onMarked }: NotesTools,
  changed: readonly Annotation[],
): void {
  texts.keepFor(changed)
  notes.putAll(changed)
  words.all()
  setImmediate(() => {
    for (const article of new Set(changed.map((note) => note.article))) broadcast('notes.changed', { article })
    onMarked()
  })
}
