/** Words that the next article is opened to find, e.g. from a search result. */
import type { Lang } from '../../core/corpus/model.ts'
import { chooseMode, modeOf } from './reading-mode.ts'

let wanted = ''

/** Has the article that opens next find these words, in their own language where the reading mode would hide it. */
export function wantFind(words: string, article: string, lang: Lang): void {
  wanted = words
  const mode = modeOf(article)
  if ((mode === 'zh' || mode === 'en') && mode !== lang) chooseMode(article, lang)
}

/** Whether the article that opened is to find something. */
export function isFindWanted(): boolean {
  return wanted !== ''
}

/** The words, once. */
export function takeWantedFind(): string {
  const words = wanted
  wanted = ''
  return words
}
