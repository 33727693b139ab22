/** Most an excerpt holds. Unit: UTF-16 units. */
const LONGEST = 160
const END = /[.!?][”’"')\]]*(?=\s)|[。！？][”’」』）]*|\n\n/g

/** Where the sentence around a place of a text lies, [start, end) in UTF-16 units. */
export function sentenceSpan(text: string, at: number): { readonly start: number; readonly end: number } {
  let start = 0
  for (const match of text.matchAll(END)) {
    const after = match.index + match[0].length
    if (after > at) return { start, end: after }
    start = after
  }
  return { start, end: text.length }
}

/**
 * The sentence around a place of a text, as an excerpt of one line; a long one is cut at words, with an ellipsis.
 *
 * @param at UTF-16 unit that the excerpt has to hold.
 */
export function sentenceAround(text: string, at: number): string {
  const { start, end } = sentenceSpan(text, at)
  if (end - start <= LONGEST) return oneLine(text.slice(start, end))
  const from = at - start <= LONGEST / 2 ? start : border(text, at - LONGEST / 2)
  const to = Math.min(end, border(text, from + LONGEST))
  return `${from > start ? '…' : ''}${oneLine(text.slice(from, to))}${to < end ? '…' : ''}`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** The place at or shortly after `at` that is not inside a word or a character. */
function border(text: string, at: number): number {
  let i = Math.max(0, Math.floor(at))
  while (
    i < text.length &&
    i < at + 20 &&
    /[\p{Script=Latin}\d]/u.test(text.charAt(i - 1)) &&
    /[\p{Script=Latin}\d]/u.test(text.charAt(i))
  )
    i++
  const code = text.charCodeAt(i)
  return code >= 0xdc00 && code <= 0xdfff ? i + 1 : i
}
