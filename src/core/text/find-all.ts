/** Every place of a few words in a text, for the find bar of a page. */
import { simplify } from './han.ts'
import { foldText, normaliseText } from './normalise.ts'
import type { Place } from './scan.ts'

/**
 * Where a text holds what is typed: parts of words too, whatever the case, width, accents and kind of Han characters.
 *
 * @param source Text as the reader sees it.
 * @returns Places in UTF-16 units of `source`, in order, never overlapping; none for a query of spaces.
 */
export function findAll(source: string, query: string): Place[] {
  const wanted = simplify(normaliseText(query)).trim()
  if (wanted === '') return []
  const folded = foldText(source)
  const text = simplify(folded.text)
  const places: Place[] = []
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
    places.push({ start: folded.sourceStart(at), end: folded.sourceEnd(at + wanted.length) })
  return places
}
