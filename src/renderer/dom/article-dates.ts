import { sentenceAround, sentenceSpan } from '../../core/text/index.ts'
import type { PassagePlace } from '../state/passage.ts'
import type { TextMap } from './text-map.ts'

/** A date in the text of an article, and the sentence that speaks of it. */
export interface ArticleDate {
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly on: string
  readonly sentence: PassagePlace
  /** The sentence as an excerpt of one line. */
  readonly excerpt: string
}

/**
 * The dates in one language of an article, in the order of its text.
 *
 * @param root Holds the article's blocks.
 * @param map  Of the same elements.
 */
export function articleDates(root: HTMLElement, map: TextMap): readonly ArticleDate[] {
  const { text, article } = map
  const times = root.querySelectorAll<HTMLTimeElement>(`[data-block][lang="${article.lang}"] time`)
  return [...times].flatMap((time) => {
    const range = new Range()
    range.selectNodeContents(time)
    const passage = map.passageOf(range)
    const block = passage && map.blockAt(passage.start)
    if (!block) return []
    const own = text.slice(block.passage.start, block.passage.end)
    const at = passage.start - block.passage.start
    const { start, end } = sentenceSpan(own, at)
    const words = own.slice(start, end)
    const sentence = {
      block: block.id,
      lang: article.lang,
      start: start + words.length - words.trimStart().length,
      end: start + words.trimEnd().length,
    }
    return [{ on: time.dateTime, sentence, excerpt: sentenceAround(own, at) }]
  })
}

/**
 * Where a text speaks of a date: of that very one, else of its month or of a day in it; `null` where it doesn't. A year
 * alone says too little of a day in it.
 */
export function mentionOf(dates: readonly ArticleDate[], on: string): ArticleDate | null {
  const month = '2020-05'.length
  return (
    dates.find((date) => date.on === on) ??
    dates.find(
      (date) => date.on.length >= month && on.length >= month && date.on.slice(0, month) === on.slice(0, month),
    ) ??
    null
  )
}
