import type { Lang } from '../../../core/corpus/model.ts'
import { settings } from '../../state/settings.svelte.ts'
import { wantedMark } from './notes-state.svelte.ts'

/** Has a mark shown by the article that opens next, in the mark's own language where the reading mode would hide it. */
export function wantMark(id: string, lang: Lang): void {
  wantedMark.id = id
  const mode = settings.current.readingMode
  if ((mode === 'zh' || mode === 'en') && mode !== lang) void settings.set({ readingMode: lang })
}
