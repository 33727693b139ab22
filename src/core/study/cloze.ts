/** A gap in the reader's own text: a sentence of an article that asks for the words that were marked. */
import type { Lang } from '../corpus/model.ts'
import { sentenceSpan } from '../text/index.ts'

/** What stands for the words that are asked. */
export const GAP: Readonly<Record<Lang, string>> = { zh: '［……］', en: '[…]' }

/** Words shorter than this are hidden only where they were marked: a single letter stands everywhere. UTF-16 units. */
const HIDDEN_EVERYWHERE = 2

/** A question and its answer, as plain text. */
export interface CardSides {
  readonly front: string
  readonly back: string
}

/**
 * Asks for marked words by the sentence around them. The same words elsewhere in it are hidden too.
 *
 * @param text  Canonical text; its blocks end in line feeds.
 * @param start UTF-16 unit where the marked words begin; `end` is the unit after them.
 * @returns `null` when nothing would be left to ask by: whole sentences were marked.
 */
export function clozeOf(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  lang: Lang,
): CardSides | null {
  const back = text.slice(start, end).trim()
  if (back === '') return null
  const block = { start: text.lastIndexOf('\n', start) + 1, end: lineEnd(text, end) }
  const inside = text.slice(block.start, block.end)
  const from = block.start + sentenceSpan(inside, start - block.start).start
  const to = block.start + sentenceSpan(inside, Math.max(start, end - 1) - block.start).end
  const [before, after] = [text.slice(from, start), text.slice(end, Math.max(end, to))]
  if (!/[\p{L}\p{N}]/u.test(before + after)) return null
  const hide = (part: string) => (back.length < HIDDEN_EVERYWHERE ? part : part.replaceAll(back, GAP[lang]))
  return { front: `${hide(before)}${GAP[lang]}${hide(after)}`.trim(), back }
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at < 0 ? text.length : at
}
