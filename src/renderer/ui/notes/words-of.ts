import { plainNote, selectorOf, type Annotation } from '../../../core/annotation/index.ts'
import { corpus } from '../../state/corpus.svelte.ts'
import { settings } from '../../state/settings.svelte.ts'
import { t } from '../../strings/index.svelte.ts'

/** A mark in words: the note, else the passage, else what it lies on. */
export function wordsOf(mark: Annotation): string {
  const body = plainNote(mark.body, (id) => corpus.entry(id)?.name[settings.lang] ?? null)
  return body || selectorOf(mark)?.exact || t(mark.target.type === 'section' ? 'home.bookmark' : 'notes.wholeArticle')
}
