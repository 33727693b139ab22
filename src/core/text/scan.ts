/** Cuts a folded, simplified text into words, runs of CJK characters and quantities, each with its place. */
import { CJK } from './han.ts'

/** Offsets are UTF-16 units of the scanned text. */
export interface Place {
  readonly start: number
  readonly end: number
}

/** Characters of one CJK run; punctuation and spaces end a run. */
export interface HanPiece extends Place {
  readonly type: 'han'
  readonly text: string
}

/** A word with its inner dots, dashes and underscores, e.g. `gpt-3.5`; `parts` are gpt and 3.5. */
export interface WordPiece extends Place {
  readonly type: 'word'
  readonly text: string
  readonly parts: readonly (Place & { readonly text: string })[]
  /** Quantity that the last part makes, alone or with the unit after it: 175b, 175 billion, 1750亿. */
  readonly quantity: (Place & { readonly token: string }) | null
}

export type Piece = HanPiece | WordPiece

const LETTER = `[[\\p{L}\\p{N}\\p{M}]--[${CJK}]]`
const PIECES = new RegExp(
  `(?<han>[${CJK}]+)|(?<grouped>(?<!\\d)\\d{1,3}(?:,\\d{3})+(?!\\d))|${LETTER}+(?:[.\\-_'&]${LETTER}+)*`,
  'gv',
)
/** A dot between digits holds a number together; every other joint separates parts. */
const PART = /[^.\-_&]+(?:(?<=\d)\.(?=\d)[^.\-_&]+)*/gu
const NUMBER = /^\d+(?:\.\d+)?$/
const SHORT = /^(\d+(?:\.\d+)?)(k|m|mn|b|bn|t|tn)$/
const LONG_UNIT = /[ -]?(thousand|million|billion|trillion)s?(?![a-z])/y
const HAN_UNIT = / ?([十百千]?万亿|[十百千]?[万亿]|[百千])/y
const EXPONENTS: Readonly<Record<string, number>> = {
  k: 3,
  m: 6,
  mn: 6,
  b: 9,
  bn: 9,
  t: 12,
  tn: 12,
  thousand: 3,
  million: 6,
  billion: 9,
  trillion: 12,
  十: 1,
  百: 2,
  千: 3,
  万: 4,
  亿: 8,
}

/** All pieces of a text in order. The text must be folded and simplified. */
export function scan(text: string): Piece[] {
  const pieces: Piece[] = []
  for (const match of text.matchAll(PIECES)) {
    const start = match.index
    const found = match[0]
    const end = start + found.length
    if (match.groups?.['han'] !== undefined) pieces.push({ type: 'han', text: found, start, end })
    else if (match.groups?.['grouped'] !== undefined) {
      const number = found.replaceAll(',', '')
      const parts = [{ text: number, start, end }]
      pieces.push({ type: 'word', text: number, parts, start, end, quantity: quantityAt(text, parts) })
    } else {
      const parts = [...found.matchAll(PART)].map((part) => ({
        text: part[0].replace(/'s$/, '').replaceAll("'", ''),
        start: start + part.index,
        end: start + part.index + part[0].length,
      }))
      pieces.push({ type: 'word', text: found, parts, start, end, quantity: quantityAt(text, parts) })
    }
  }
  return pieces
}

function quantityAt(text: string, parts: WordPiece['parts']): WordPiece['quantity'] {
  const last = parts.at(-1)
  if (!last) return null
  const short = SHORT.exec(last.text)
  if (short) {
    const token = quantityToken(short[1] ?? '', EXPONENTS[short[2] ?? ''] ?? 0)
    return token === null ? null : { token, start: last.start, end: last.end }
  }
  if (!NUMBER.test(last.text)) return null
  for (const unit of [HAN_UNIT, LONG_UNIT]) {
    unit.lastIndex = last.end
    const match = unit.exec(text)
    if (!match) continue
    const name = match[1] ?? ''
    const exponent = EXPONENTS[name] ?? Array.from(name).reduce((sum, char) => sum + (EXPONENTS[char] ?? 0), 0)
    const token = quantityToken(last.text, exponent)
    if (token !== null) return { token, start: last.start, end: last.end + match[0].length }
  }
  // Written out in full: 175,000,000,000 is 175b as well.
  const token = last.text.endsWith('000') ? quantityToken(last.text, 0) : null
  return token === null ? null : { token, start: last.start, end: last.end }
}

/**
 * One spelling for one amount: `=` with the significant digits and a power of ten, so 1750亿, 175b and 175 billion are
 * all `=175e9`. Digits are moved as text: no rounding. `null` for zero.
 */
function quantityToken(number: string, exponent: number): string | null {
  const [whole = '', fraction = ''] = number.split('.')
  const all = (whole + fraction).replace(/^0+/, '')
  const digits = all.replace(/0+$/, '')
  if (digits === '') return null
  return `=${digits}e${exponent - fraction.length + all.length - digits.length}`
}
