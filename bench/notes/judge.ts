/** Compares where marks are shown with where their characters really went. */
import type { AnchoredAnnotation, TextSelector } from '../../src/core/annotation/index.ts'
import type { EditedText } from './edited-text.ts'

/**
 * `right`: at its characters (overlap ≥ 0.95); `near`: ≥ 0.4; `wrong`: somewhere else; `ghost`: deleted, and shown
 * somewhere all the same; `lost`: survives (≥ 60 % of it), and isn't found; `gone`: deleted and reported as such;
 * `torn`: 30 to 60 % survive, and any of its places will do. Wrong and ghost that say *unsure* ask the reader and so
 * mislead nobody; they count as `asked`.
 */
export const VERDICTS = ['right', 'near', 'wrong', 'ghost', 'lost', 'gone', 'torn', 'asked'] as const
export type Verdict = (typeof VERDICTS)[number]

/** Judges one mark that was made at `selector`. `places` gives per old offset the new one, or -1. */
export function judge(selector: TextSelector, { at, state }: AnchoredAnnotation, places: Int32Array): Verdict {
  const length = selector.end - selector.start
  const kept = places.subarray(selector.start, selector.end).filter((place) => place >= 0)
  const inside = at ? kept.filter((place) => place >= at.start && place < at.end).length : 0
  const overlap = at ? inside / (kept.length + at.end - at.start - inside) : 0
  const survived = kept.length / length
  const bad = (verdict: 'wrong' | 'ghost'): Verdict => (state === 'unsure' ? 'asked' : verdict)
  if (survived >= 0.6) {
    if (!at) return 'lost'
    if (overlap >= 0.95) return 'right'
    return overlap >= 0.4 ? 'near' : bad('wrong')
  }
  if (survived >= 0.3) return !at || overlap >= 0.25 ? 'torn' : bad('wrong')
  if (!at) return 'gone'
  return overlap >= 0.3 ? 'torn' : bad('ghost')
}

/** Per unit of the old text its place in the new one, -1 where it is gone. */
export function placesOf(oldLength: number, { origins }: EditedText): Int32Array {
  const places = new Int32Array(oldLength).fill(-1)
  for (const [place, origin] of origins.entries()) if (origin >= 0) places[origin] = place
  return places
}
