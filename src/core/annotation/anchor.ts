import { splitsPair } from './canonical-text.ts'
import type { AnchoredAnnotation, AnchorState, Annotation, TextSelector } from './model.ts'
import { findQuotes, type FoundQuote, type Pin } from './quote-search.ts'
import { carryPassage, mapVersions } from './version-map.ts'

/** What helps to anchor. */
export interface AnchorOptions {
  /** Earlier texts of the article by their SHA-256: with them a mark follows the edits instead of being searched. */
  readonly oldTexts?: ReadonlyMap<string, string>
}

interface Place {
  readonly state: AnchorState
  readonly start: number
  readonly end: number
}

const STATES: Readonly<Record<FoundQuote['how'], AnchorState>> = {
  intact: 'exact',
  moved: 'moved',
  edited: 'edited',
  unsure: 'unsure',
}

/** The selector a mark is found by today: where it was last confirmed, else as made; `null` without a passage. */
export function selectorOf(annotation: Annotation): TextSelector | null {
  if (annotation.current) return annotation.current
  return annotation.target.type === 'text' ? annotation.target.selector : null
}

/** Places one mark; see `anchorAll`, which sees more when it gets all marks of a text at once. */
export function anchor(
  annotation: Annotation,
  text: string,
  textHash: string,
  options: AnchorOptions = {},
): AnchoredAnnotation {
  return anchorAll([annotation], text, textHash, options)[0] ?? { annotation, state: 'orphan', at: null }
}

/**
 * Places marks in today's text of their article and language.
 *
 * Positions hold as they are while the text is the same. Otherwise each mark follows the edits from the text it was
 * made in, where that is known; then its quote is searched, verbatim with its neighbourhood first, with errors last.
 * A mark that is found nowhere becomes an orphan: it is reported, never dropped and never put somewhere by guess.
 *
 * @param text     Canonical text of the article, see `canonicalText`.
 * @param textHash Its SHA-256 (hex).
 * @returns One row per mark, in the given order. Sections and whole articles are `exact` without a passage.
 */
export function anchorAll(
  annotations: readonly Annotation[],
  text: string,
  textHash: string,
  { oldTexts = new Map() }: AnchorOptions = {},
): readonly AnchoredAnnotation[] {
  const places = new Map<Annotation, Place>()
  const pins: Pin[] = []
  const searched = new Map<string, { annotation: Annotation; selector: TextSelector }[]>()

  for (const annotation of annotations) {
    const selector = selectorOf(annotation)
    if (!selector) continue
    const { start, end, exact } = selector
    if (selector.textHash === textHash && text.slice(start, end) === exact) {
      places.set(annotation, { state: 'exact', start, end })
      pins.push({ from: start, to: start })
    } else {
      const group = searched.get(selector.textHash) ?? []
      searched.set(selector.textHash, group)
      group.push({ annotation, selector })
    }
  }

  for (const [hash, group] of searched) {
    const oldText = oldTexts.get(hash)
    const former = oldText === undefined ? null : { text: oldText, origins: carryGroup(oldText, group) }
    const missing = group.filter(({ annotation }) => !places.has(annotation))
    const found = findQuotes(
      text,
      missing.map(({ selector }) => selector),
      pins,
      former,
    )
    missing.forEach(({ annotation }, i) => {
      const place = found[i]
      if (place) places.set(annotation, { state: STATES[place.how], start: place.start, end: place.end })
    })
  }

  /** Follows the edits; gives for each unit of today's text where it was. */
  function carryGroup(
    oldText: string,
    group: readonly { annotation: Annotation; selector: TextSelector }[],
  ): Int32Array {
    const map = mapVersions(oldText, text)
    for (const { annotation, selector } of group) {
      const carried = carryPassage(map, selector.start, selector.end)
      if (!carried) continue
      const { start, end, how } = carried
      places.set(annotation, { state: how, start, end })
      pins.push({ from: selector.start, to: start })
    }
    const origins = new Int32Array(text.length).fill(-1)
    map.places.forEach((to, from) => {
      if (to >= 0 && to < origins.length) origins[to] = from
    })
    return origins
  }

  return annotations.map((annotation) => {
    if (!selectorOf(annotation)) return { annotation, state: 'exact', at: null }
    const place = places.get(annotation)
    if (!place) return { annotation, state: 'orphan', at: null }
    const start = splitsPair(text, place.start) ? place.start - 1 : place.start
    const end = splitsPair(text, place.end) ? place.end + 1 : place.end
    return { annotation, state: place.state, at: { start, end } }
  })
}
