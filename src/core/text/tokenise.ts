/** From text to index terms, and from a query to what must match: the same rules, so they can't drift apart. */
import { encodeCjk, simplify, simplifyQuery } from './han.ts'
import { normaliseText } from './normalise.ts'
import { scan, type HanPiece, type WordPiece } from './scan.ts'

/** Raised whenever any token of any text changes; an index built by another number is refused and built again. */
export const TOKENISER = 'mailuo-1 nfkd bigram stem opencc-char quantity'

/** A longer term is cut: nobody searches for it, and it would only fill the index. Unit: UTF-16 units. */
const MAX_TERM = 64

/** The form that `scan` and literal comparison work on. */
export function canonical(text: string): string {
  return simplify(normaliseText(text))
}

/** A name without spaces, joints and quotes: what GPT-3.5, gpt 3.5 and GPT3.5 have in common. */
export function compactForm(canonicalText: string): string {
  return canonicalText.replace(/[\s\-_'"“”·:/,]+/g, '')
}

/**
 * Index terms of a text, with repeats, in order. CJK runs give bigrams and their last character (so that a prefix search
 * for one character finds it anywhere); words give their parts and themselves without joints; quantities one `=` term.
 */
export function tokenise(text: string): string[] {
  return scan(canonical(text)).flatMap((piece) => (piece.type === 'han' ? hanTerms(piece) : wordTerms(piece)))
}

function hanTerms(piece: HanPiece): string[] {
  const chars = Array.from(piece.text)
  return [...bigrams(chars), encodeCjk(chars.at(-1) ?? '')]
}

/** Encoded pairs of neighbours; empty for a single character. */
export function bigrams(chars: readonly string[]): string[] {
  return chars.slice(1).map((char, i) => encodeCjk((chars[i] ?? '') + char))
}

/** Letters, then a number glued to them: gpt4, v1.5. A single letter says too little to stand apart: o1, h100, t5. */
const GLUED = /^(v|\p{L}{2,})(\d.*)$/u

/** A part as terms, without itself: gpt4 gives gpt and 4; an unglued part gives nothing. */
export function unglued(part: string): string[] {
  const glued = GLUED.exec(part)
  return glued ? [fold(glued[1] ?? ''), fold(glued[2] ?? '')] : []
}

function wordTerms(piece: WordPiece): string[] {
  const terms: string[] = []
  for (const { text } of piece.parts) {
    if (text === '') continue
    terms.push(fold(text), ...unglued(text))
  }
  if (piece.parts.length > 1) terms.push(joined(piece))
  if (piece.quantity) terms.push(piece.quantity.token)
  return terms
}

/** A word without its joints as one term: gpt-3.5-turbo gives gpt3.5turbo. */
export function joined(piece: WordPiece): string {
  return fold(piece.parts.map((part) => part.text).join(''))
}

/**
 * One word as a term: plural and singular alike. Only endings that are safe without a dictionary; `y`, `ie` and `ies`
 * all end in `i`, so that what is typed half-way still begins like the term.
 */
export function fold(word: string): string {
  const cut = word.length > MAX_TERM ? word.slice(0, MAX_TERM).toWellFormed() : word
  if (cut.length < 4 || !/^[a-z]+$/.test(cut)) return cut
  if (/[^aeiou](?:ies|ie|y)$/.test(cut)) return cut.replace(/(?:ies|ie|y)$/, 'i')
  if (/(?:ss|x|ch|sh)es$/.test(cut)) return cut.slice(0, -2)
  return /[^su]s$/.test(cut) && !/is$/.test(cut) ? cut.slice(0, -1) : cut
}

/** One thing a query asks for. */
export interface QueryUnit {
  readonly type: 'han' | 'word' | 'quantity'
  /** Canonical text of it, for showing and for literal checks. */
  readonly text: string
  /** Number of characters, where one outside the basic plane counts once. */
  readonly chars: number
  /** Any of these ways will do; each needs all of its terms. The first is the closest to what was typed. */
  readonly ways: readonly (readonly string[])[]
}

/** A query part as the canonical text that `readUnits` reads: traditional words become those of the mainland. */
export function canonicalQuery(text: string): string {
  return simplifyQuery(normaliseText(text.toWellFormed()))
}

/** What a canonical query text asks for, in order. */
export function readUnits(text: string): QueryUnit[] {
  const units: QueryUnit[] = []
  /** Where a quantity took the unit after its number (1750亿参数): what is left begins there. */
  let taken = 0
  for (const piece of scan(text)) {
    if (piece.end <= taken) continue
    if (piece.type === 'han') {
      const rest = piece.text.slice(Math.max(0, taken - piece.start))
      units.push(hanUnit(rest))
    } else {
      const read = wordUnits(piece, text)
      units.push(...read)
      taken = read[0]?.type === 'quantity' ? (piece.quantity?.end ?? 0) : 0
    }
  }
  return units
}

function hanUnit(text: string): QueryUnit {
  const chars = Array.from(text)
  return {
    type: 'han',
    text,
    chars: chars.length,
    ways: [chars.length === 1 ? [encodeCjk(text)] : [...new Set(bigrams(chars))]],
  }
}

function wordUnits(piece: WordPiece, text: string): QueryUnit[] {
  const parts = piece.parts.filter((part) => part.text !== '')
  if (parts.length === 0) return []
  const { quantity } = piece
  if (quantity && parts.length === 1) {
    const shown = text.slice(quantity.start, quantity.end)
    return [{ type: 'quantity', text: shown, chars: shown.length, ways: [[quantity.token]] }]
  }
  const whole = joined(piece)
  const apart = parts.flatMap(({ text: part }) => {
    const terms = unglued(part)
    return terms.length > 0 ? terms : [fold(part)]
  })
  const ways = apart.length > 1 ? [[whole], apart] : [[whole]]
  return [{ type: 'word', text: piece.text, chars: piece.text.length, ways }]
}
