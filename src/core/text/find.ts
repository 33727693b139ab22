/** Where the needles of a query lie in a canonical text. */
import { CJK, decodeCjk } from './han.ts'
import { scan, type Place, type WordPiece } from './scan.ts'
import { fold, joined, unglued } from './tokenise.ts'

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

/** Characters of a word that may stand before or after a piece of it. */
const IN_WORD = new RegExp(`[^\\s\\u3001\\u3002${CJK}]`, 'u')
/** Farthest that a unit ends after its number: 1750 thousand billion. Unit: UTF-16 units. */
const UNIT_REACH = 20

/**
 * Prepares needles once, to find them in many texts. The finds are in order of start, longest first. Only the
 * surroundings of what may be a word are cut into words: cutting whole texts took most of the time of a search.
 */
export function createFinder({ literals, terms, prefixes }: Needles): (canonicalText: string) => Found[] {
  const patterns = literals.filter((each) => each.trim() !== '').map((each) => [each, literalPattern(each)] as const)
  const pairs = [...terms].filter((term) => term.startsWith('~~~')).map((term) => [term, decodeCjk(term)] as const)
  const words = [...terms].filter((term) => !term.startsWith('~~~'))
  const probes = [...new Set([...words, ...prefixes].map(probeOf))].filter((each) => each !== '')
  const wantsNumbers = words.some((term) => /^[^\p{L}\p{N}]/u.test(term))
  const wanted = (term: string) => (terms.has(term) ? term : prefixes.find((prefix) => term.startsWith(prefix)))

  function inWord(piece: WordPiece, from: number): Found[] {
    const { quantity, parts } = piece
    const found: Found[] = []
    const add = (needle: string, { start, end }: Place) => found.push({ needle, start: from + start, end: from + end })
    if (quantity && terms.has(quantity.token)) add(quantity.token, quantity)
    const whole = parts.length > 1 ? joined(piece) : ''
    if (terms.has(whole)) add(whole, piece)
    for (const part of parts) {
      if (part.text === '') continue
      for (const term of [fold(part.text), ...unglued(part.text)]) {
        const needle = wanted(term)
        if (needle !== undefined) add(needle, part)
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
    for (const [needle, pair] of pairs)
      for (const start of placesOf(text, pair)) found.push({ needle, start, end: start + pair.length })
    for (const { start, end } of wordsAround(text, probes, wantsNumbers))
      for (const piece of scan(text.slice(start, end))) if (piece.type === 'word') found.push(...inWord(piece, start))
    return found.sort((a, b) => a.start - b.start || b.end - a.end)
  }
}

/** What any word with this term begins some part with: letters or digits, without an ending that folding changed. */
function probeOf(term: string): string {
  const run = /^(?:\p{L}+|\p{N}+)/u.exec(term)?.[0] ?? ''
  return run === term && run.endsWith('i') ? run.slice(0, -1) : run
}

function placesOf(text: string, wanted: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(wanted); at >= 0 && places.length < MAX_FOUND; at = text.indexOf(wanted, at + 1))
    places.push(at)
  return places
}

/** Stretches of a text that hold every word with one of the probes, in order and apart. */
function wordsAround(text: string, probes: readonly string[], wantsNumbers: boolean): Place[] {
  const starts = probes.flatMap((probe) => placesOf(text, probe))
  if (wantsNumbers) for (const { index } of text.matchAll(/\d+/g)) starts.push(index)
  starts.sort((a, b) => a - b)
  const stretches: { start: number; end: number }[] = []
  for (const at of starts) {
    const last = stretches.at(-1)
    if (last && at < last.end) continue
    let start = at
    while (start > (last?.end ?? 0) && IN_WORD.test(text.charAt(start - 1))) start--
    let end = at
    while (end < text.length && IN_WORD.test(text.charAt(end))) end++
    stretches.push({ start, end: wantsNumbers ? Math.min(text.length, end + UNIT_REACH) : end })
  }
  return stretches
}
