/**
 * Folding: the one form in which texts and queries are compared. Unicode compatibility forms (full width, ligatures),
 * case, Latin accents, variants of dash and apostrophe and invisible characters all fold away; line breaks stay.
 */

/** A folded text that still knows where each of its units came from. Offsets are UTF-16 units. */
export interface FoldedText {
  readonly text: string
  /** Start in the source of the piece that unit `at` of the folded text came from. */
  readonly sourceStart: (at: number) => number
  /** End in the source of the piece that holds unit `at - 1`: the end of a span [start, at). */
  readonly sourceEnd: (at: number) => number
}

/**
 * Whatever folding may change beyond ASCII case: characters outside ASCII, plain CJK punctuation and the Han block, and
 * characters followed by combining marks. Each piece folds alone, so that offsets can be kept piece by piece.
 */
const PIECE = /(?:[^\p{ASCII}\u3001\u3002\u3008-\u3011\u4e00-\u9fff]|[^](?=\p{M}))\p{M}*/gu

/** Accents of Latin, Greek and Cyrillic letters, and the selectors that choose a glyph. */
const ACCENTS = /[\u0300-\u036f\ufe00-\ufe0f]/g
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g
const DASHES = /[\u2010-\u2015\u2212]/g
const APOSTROPHES = /[\u2018\u2019\u02bc\u2032]/g
/** Letters that Unicode doesn't decompose but that people type without their stroke. */
const LETTERS: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' }

function foldPiece(piece: string): string {
  const folded = piece
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(INVISIBLE, '')
    .replace(DASHES, '-')
    .replace(APOSTROPHES, "'")
  return LETTERS[folded] ?? folded
}

/** The folded form of a text. Never throws; lone surrogates pass through. */
export function normaliseText(text: string): string {
  return text.replace(PIECE, foldPiece).toLowerCase()
}

/** Like `normaliseText`, and keeps the way back to the source for every unit. */
export function foldText(source: string): FoldedText {
  const shifts: { from: number; to: number; start: number; end: number }[] = []
  let grown = 0
  const folded = source.replace(PIECE, (piece: string, start: number) => {
    const text = foldPiece(piece)
    if (text.length !== piece.length || piece.length > 1) {
      const from = start + grown
      shifts.push({ from, to: from + text.length, start, end: start + piece.length })
      grown += text.length - piece.length
    }
    return text
  })
  const text = folded.toLowerCase()
  // ASCII is all that is left to lower, one unit to one unit.
  if (shifts.length === 0) return { text, sourceStart: same, sourceEnd: same }

  /** The last piece that begins at or before a folded offset. */
  function pieceAt(at: number): (typeof shifts)[0] | undefined {
    let low = 0
    let high = shifts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((shifts[middle]?.from ?? Infinity) <= at) low = middle + 1
      else high = middle
    }
    return shifts[low - 1]
  }
  return {
    text,
    sourceStart(at) {
      const piece = pieceAt(at)
      if (!piece) return at
      return at < piece.to ? piece.start : piece.end + (at - piece.to)
    },
    sourceEnd(at) {
      if (at === 0) return 0
      const piece = pieceAt(at - 1)
      if (!piece) return at
      return at <= piece.to ? piece.end : piece.end + (at - piece.to)
    },
  }
}

function same(at: number): number {
  return at
}
