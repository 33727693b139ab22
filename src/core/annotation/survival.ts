import { anchorAll, selectorOf, type AnchorOptions } from './anchor.ts'
import { canonicalText, describeSelection, type TextBlock } from './canonical-text.ts'
import type { AnchoredAnnotation, AnchorState, Annotation } from './model.ts'

/** An article as far as marks need it. */
export interface MarkedArticle {
  readonly textHash: string
  readonly sections: readonly { readonly id: string; readonly blocks: readonly TextBlock[] }[]
}

/** How many marks are in which state. */
export type StateCounts = Readonly<Record<AnchorState, number>>

/** The state of a mark without a passage: a bookmark whose section is gone has lost its place. */
export function stateOfPlace({ target }: Annotation, { sections }: Pick<MarkedArticle, 'sections'>): AnchorState {
  const isThere =
    target.type !== 'section' || target.section === 'lead' || sections.some(({ id }) => id === target.section)
  return isThere ? 'exact' : 'orphan'
}

/**
 * Where the marks of one article and language would be in another edition of it. Nothing is changed.
 * @param article The edition to look in; `null` where it has no such article: then nothing has a place.
 */
export function placeIn(
  notes: readonly Annotation[],
  article: MarkedArticle | null,
  options: AnchorOptions,
): readonly AnchoredAnnotation[] {
  if (!article) return notes.map((annotation) => ({ annotation, state: 'orphan', at: null }))
  return anchorAll(notes, canonicalText(article.sections), article.textHash, options).map((row) =>
    selectorOf(row.annotation) ? row : { ...row, state: stateOfPlace(row.annotation, article) },
  )
}

/**
 * A mark described anew in the edition it was placed in; `null` where its description stays: it is in that text
 * already, or its words changed and only the reader can say that this is still what they marked.
 */
export function carriedOver({ annotation, state, at }: AnchoredAnnotation, article: MarkedArticle): Annotation | null {
  if (!at || (state !== 'exact' && state !== 'moved')) return null
  if (selectorOf(annotation)?.textHash === article.textHash) return null
  const blocks = article.sections.flatMap((section) => section.blocks)
  return { ...annotation, current: describeSelection({ blocks, textHash: article.textHash }, at.start, at.end) }
}

export const NO_MARKS: StateCounts = { exact: 0, edited: 0, moved: 0, unsure: 0, orphan: 0 }

export function countStates(rows: readonly Pick<AnchoredAnnotation, 'state'>[]): StateCounts {
  const counts = { ...NO_MARKS }
  for (const { state } of rows) counts[state]++
  return counts
}

export function addCounts(a: StateCounts, b: StateCounts): StateCounts {
  return {
    exact: a.exact + b.exact,
    edited: a.edited + b.edited,
    moved: a.moved + b.moved,
    unsure: a.unsure + b.unsure,
    orphan: a.orphan + b.orphan,
  }
}
