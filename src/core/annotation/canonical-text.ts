import type { TextSelector } from './model.ts'

/** How much of the neighbourhood a quote keeps on each side. Unit: UTF-16 units; as in Hypothesis and the W3C examples. */
export const CONTEXT_LENGTH = 32

/** A block as far as its text goes. */
export interface TextBlock {
  readonly id: string
  readonly text: string
}

/** Where a block lies in the canonical text, [start, end) in UTF-16 units. */
export interface BlockSpan {
  readonly id: string
  readonly start: number
  readonly end: number
}

/** The plain text of an article that marks are anchored to: its blocks in order, joined by a line feed. */
export function canonicalText(sections: readonly { readonly blocks: readonly TextBlock[] }[]): string {
  return sections.flatMap((section) => section.blocks.map((block) => block.text)).join('\n')
}

/** The place of every block in the canonical text, in order. The line feeds between blocks belong to none. */
export function blockSpans(blocks: readonly TextBlock[]): readonly BlockSpan[] {
  let start = 0
  return blocks.map(({ id, text }) => {
    const span = { id, start, end: start + text.length }
    start = span.end + 1
    return span
  })
}

/** The block that holds an offset of the canonical text (a line feed counts to the block before it), or `null`. */
export function blockAt(spans: readonly BlockSpan[], offset: number): BlockSpan | null {
  return spans.find((span) => offset <= span.end) ?? null
}

/**
 * Describes a passage so that it can be found again when the text has changed.
 *
 * @param article Blocks of all sections in order, and the SHA-256 of their canonical text.
 * @param start   First UTF-16 unit of the passage in the canonical text.
 * @param end     The unit after the last. A border inside a surrogate pair is moved outwards.
 * @throws RangeError when the passage is empty or not inside the text.
 * @see W3C Web Annotation Data Model, 4.2.4 Text Quote Selector and 4.2.5 Text Position Selector
 */
export function describeSelection(
  article: { readonly blocks: readonly TextBlock[]; readonly textHash: string },
  start: number,
  end: number,
): TextSelector {
  const text = article.blocks.map((block) => block.text).join('\n')
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || start >= end || end > text.length) {
    throw new RangeError(`A passage must lie inside the text: [${start}, ${end}) of ${text.length}.`)
  }
  const from = splitsPair(text, start) ? start - 1 : start
  const to = splitsPair(text, end) ? end + 1 : end
  const before = Math.max(0, from - CONTEXT_LENGTH)
  const after = Math.min(text.length, to + CONTEXT_LENGTH)
  return {
    exact: text.slice(from, to),
    // A lone half of a character would be stored as U+FFFD and never match again, so the context gives it up.
    prefix: text.slice(splitsPair(text, before) ? before + 1 : before, from),
    suffix: text.slice(to, splitsPair(text, after) ? after - 1 : after),
    start: from,
    end: to,
    block: blockAt(blockSpans(article.blocks), from)?.id ?? '',
    textHash: article.textHash,
  }
}

/** Whether an offset lies between the two halves of a surrogate pair. */
export function splitsPair(text: string, offset: number): boolean {
  const low = text.charCodeAt(offset)
  const high = text.charCodeAt(offset - 1)
  return low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff
}
