/** Compares where marks are shown with where their characters really went. */
import type { AnchoredAnnotation, TextSelector } from '../../src/core/annotation/index.ts'
import type { EditedText } from './edited-text.ts'

/**
 * `right`: at its characters (overlap ≥ 0.95); `near`: ≥ 0.4; `wrong`: somewhere else; `ghost`: deleted, and shown
 * somewhere all the same; `lost`: survives (≥ 60 % of it), and isn't found; `gone`: deleted and reported as such;
 * `torn`: 30 to 60 % survive, and any of its places will do. Wrong and ghost that say *unsure* ask the reader and so
 * mislead nobody; they count as `asked`.
 *
 * New words between the characters of a passage are no fault of the place: no range could leave them out. Strange
 * words there are, and so is everything before its first character or behind its last.
 */
export const VERDICTS = ['right', 'near', 'wrong', 'ghost', 'lost', 'gone', 'torn', 'asked'] as const
export type Verdict = (typeof VERDICTS)[number]

/** Judges one mark that was made at `selector`, in the text it is shown in. */
export function judge(
  selector: TextSelector,
  { at, state }: AnchoredAnnotation,
  { text, origins }: EditedText,
  places: Int32Array,
): Verdict {
  const { start, end, exact } = selector
  const kept = places.subarray(start, end).filter((place) => place >= 0).length
  const overlap = at ? overlapOf(origins.slice(at.start, at.end)) : 0
  const survived = kept / (end - start)
  const bad = (verdict: 'wrong' | 'ghost'): Verdict => (state === 'unsure' ? 'asked' : verdict)
  if (survived >= 0.6) {
    if (!at) return 'lost'
    // Word for word and touching its own characters: which of “看上上” is the new 上, no text tells.
    if (overlap >= 0.95 || (overlap > 0 && text.slice(at.start, at.end) === exact)) return 'right'
    return overlap >= 0.4 ? 'near' : bad('wrong')
  }
  if (survived >= 0.3) return !at || overlap >= 0.25 ? 'torn' : bad('wrong')
  if (!at) return 'gone'
  return overlap >= 0.3 ? 'torn' : bad('ghost')

  /** Share of the passage's characters that are shown, less for what is shown and doesn't belong to it. */
  function overlapOf(shown: readonly number[]): number {
    const isOwn = (origin: number) => origin >= start && origin < end
    const inside = shown.filter(isOwn).length
    const between = shown.slice(shown.findIndex(isOwn), shown.findLastIndex(isOwn) + 1)
    const added = inside > 0 ? between.filter((origin) => origin < 0).length : 0
    return inside / (kept + shown.length - inside - added)
  }
}

/** Per unit of the old text its place in the new one, -1 where it is gone. */
export function placesOf(oldLength: number, { origins }: EditedText): Int32Array {
  const places = new Int32Array(oldLength).fill(-1)
  for (const [place, origin] of origins.entries()) if (origin >= 0) places[origin] = place
  return places
}
