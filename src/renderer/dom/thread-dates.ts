import { sentenceAround } from '../../core/text/index.ts'

/** A date in the text of a thread. */
export interface ThreadDate {
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly on: string
  /** Entity of the stop whose text speaks of it; `null` in the closing words. */
  readonly about: string | null
  /** Where in the thread that is: the entity of the stop, or `CLOSING`. */
  readonly place: string
  /** The sentence around it as an excerpt of one line. */
  readonly excerpt: string
}

/** The place of a thread's closing words. */
export const CLOSING = 'closing'

function placeOf(element: Element): string {
  return element.closest('[data-stop]')?.getAttribute('data-stop') ?? CLOSING
}

/** Entity of the stop that an element of a thread belongs to; `null` for the closing words. */
export function stopOf(element: Element): string | null {
  const place = placeOf(element)
  return place === CLOSING ? null : place
}

/** The dates in a thread's texts as they are shown, in their order. @param root Holds the thread. */
export function threadDates(root: HTMLElement): readonly ThreadDate[] {
  return [...root.querySelectorAll('.prose')].flatMap((prose) =>
    [...prose.querySelectorAll('time')].map((time) => {
      const before = new Range()
      before.setStart(prose, 0)
      before.setEndBefore(time)
      const excerpt = sentenceAround(prose.textContent, String(before).length)
      return { on: time.dateTime, about: stopOf(time), place: placeOf(time), excerpt }
    }),
  )
}
