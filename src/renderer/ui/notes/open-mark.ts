import type { Lang } from '../../../core/corpus/model.ts'
import { chooseMode, modeOf } from '../../state/reading-mode.ts'
import { wantedMark } from './notes-state.svelte.ts'

interface MarkPlace {
  readonly id: string
  readonly article: string
  readonly lang: Lang
}

/** Has a mark shown by the article that opens next, in the mark's own language where the reading mode would hide it. */
export function wantMark({ id, article, lang }: MarkPlace): void {
  wantedMark.id = id
  const mode = modeOf(article)
  if ((mode === 'zh' || mode === 'en') && mode !== lang) chooseMode(article, lang)
}
