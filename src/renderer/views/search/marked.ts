/** Texts cut at what was found in them. */
import type { Excerpt, MarkedSpan } from '../../../core/search/model.ts'
import { findAll } from '../../../core/text/index.ts'

export interface Piece {
  readonly text: string
  readonly marked: boolean
}

/** The excerpt cut at its marks. */
export function piecesOf({ text, marks }: Excerpt): Piece[] {
  const out: Piece[] = []
  let at = 0
  for (const { start, end } of marks) {
    if (start > at) out.push({ text: text.slice(at, start), marked: false })
    out.push({ text: text.slice(start, end), marked: true })
    at = end
  }
  if (at < text.length) out.push({ text: text.slice(at), marked: false })
  return out
}

/** The words that an excerpt has marked, each once, as they stand there. */
export function foundWords({ text, marks }: Excerpt): string[] {
  return [...new Set(marks.map(({ start, end }) => text.slice(start, end)))]
}

/** A longer text with the same words marked, so that the rest of a passage looks like its excerpt. */
export function markWords(text: string, words: readonly string[]): Excerpt {
  const all = words.flatMap((word) => findAll(text, word)).sort((a, b) => a.start - b.start || b.end - a.end)
  const marks: MarkedSpan[] = []
  for (const { start, end } of all) {
    const last = marks.at(-1)
    if (!last || start >= last.end) marks.push({ start, end })
  }
  return { text, marks }
}
