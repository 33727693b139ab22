/** Where the needles of a query lie in a canonical text. */
import { CJK } from './han.ts'
import { scan, type HanPiece, type Place, type WordPiece } from './scan.ts'
import { bigrams, fold, joined, unglued } from './tokenise.ts'

/** What to look for. All of it in canonical form. */
export interface Needles {
  /** Texts to find as they stand: runs of CJK characters and quoted phrases. */
  readonly literals: readonly string[]
  /** Index terms: a word or a pair of characters with one of them is found. */
  readonly terms: ReadonlySet<string>
  /** Beginnings of words. */
  readonly prefixes: readonly string[]
}

/** A found needle; `needle` names it, so that distinct ones can be counted. */
export interface Found extends Place {
  readonly needle: string
}

/** More finds of one literal in one text than this help nobody. */
const MAX_FOUND = 400
const CJK_CHAR = new RegExp(`[${CJK}]`, 'u')

/**
 * A pattern that finds a canonical text as it stands, except for spaces: there may be more or fewer where a CJK character
 * is beside them (writers differ: GPT 模型, GPT模型), and more or a hyphen between words. Latin letters and digits at either end must
 * be ends of words there too.
 */
export function literalPattern(literal: string): RegExp {
  const chars = Array.from(literal.trim().replace(/\s+/g, ' '))
  const isCjk = (char: string | undefined) => char !== undefined && CJK_CHAR.test(char)
  const source = chars
    .map((char, i) => {
      const [before, after] = [chars[i - 1], chars[i + 1]]
      if (char === ' ') return isCjk(before) || isCjk(after) ? '\\s*' : '[\\s\\-]+'
      const turns = before !== undefined && before !== ' ' && isCjk(before) !== isCjk(char)
      return (turns ? '\\s*' : '') + char.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
    })
    .join('')
  const from = /^[a-z0-9]/.test(chars[0] ?? '') ? '(?<![a-z0-9])' : ''
  const to = /[a-z0-9]$/.test(chars.at(-1) ?? '') ? '(?![a-z0-9])' : ''
  return new RegExp(from + source + to, 'gu')
}

/** Prepares needles once, to find them in many texts. The finds are in order of start, longest first. */
export function createFinder({ literals, terms, prefixes }: Needles): (canonicalText: string) => Found[] {
  const patterns = literals.filter((each) => each.trim() !== '').map((each) => [each, literalPattern(each)] as const)
  const wantsPairs = [...terms].some((term) => term.startsWith('~~~'))
  const wantsWords = prefixes.length > 0 || [...terms].some((term) => !term.startsWith('~~~'))
  const wanted = (term: string) => (terms.has(term) ? term : prefixes.find((prefix) => term.startsWith(prefix)))

  function inHan(piece: HanPiece): Found[] {
    const chars = Array.from(piece.text)
    let at = piece.start
    return bigrams(chars).flatMap((needle, i) => {
      const start = at
      at += chars[i]?.length ?? 0
      return terms.has(needle) ? [{ needle, start, end: at + (chars[i + 1]?.length ?? 0) }] : []
    })
  }

  function inWord(piece: WordPiece): Found[] {
    const { quantity, parts } = piece
    const found: Found[] = []
    if (quantity && terms.has(quantity.token))
      found.push({ needle: quantity.token, start: quantity.start, end: quantity.end })
    const whole = parts.length > 1 ? joined(piece) : ''
    if (terms.has(whole)) found.push({ needle: whole, start: piece.start, end: piece.end })
    for (const { text, start, end } of parts) {
      if (text === '') continue
      for (const term of [fold(text), ...unglued(text)]) {
        const needle = wanted(term)
        if (needle !== undefined) found.push({ needle, start, end })
      }
    }
    return found
  }

  return (text) => {
    const found: Found[] = []
    for (const [needle, pattern] of patterns) {
      let count = 0
      for (const { 0: match, index } of text.matchAll(pattern)) {
        if (++count > MAX_FOUND) break
        found.push({ needle, start: index, end: index + match.length })
      }
    }
    if (wantsPairs || wantsWords)
      for (const piece of scan(text)) {
        if (piece.type === 'word') {
          if (wantsWords) found.push(...inWord(piece))
        } else if (wantsPairs) found.push(...inHan(piece))
      }
    return found.sort((a, b) => a.start - b.start || b.end - a.end)
  }
}
