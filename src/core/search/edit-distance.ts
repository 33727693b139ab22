/** Words that differ in a few letters. */

/** Share of letters that may differ. 0.25 found 6 of 6 measured typos where 0.2 found 4. */
const SLIPS = 0.25
/** More would let the search into the spelt-out CJK terms, whose marker is three characters long. */
const MAX_SLIPS = 2

/** How many letters of a word may be wrong. */
export function slipsIn(word: string): number {
  return Math.min(MAX_SLIPS, Math.round(word.length * SLIPS))
}

/** What a misspelt term counts, as in MiniSearch. */
const FUZZY_WEIGHT = 0.45

/**
 * @param terms Sorted by code units.
 * @returns Finds the terms within an edit distance of a word, but not the word itself: their places, with 0.45 at most
 * for how near they are. Spelt-out CJK characters and numbers are no words.
 */
export function alikeTerms(
  terms: readonly string[],
): (word: string, distance: number) => { readonly place: number; readonly weight: number }[] {
  // Made with the first slip: most sessions have none before others have paid for the start.
  let words: { readonly from: number; readonly letters: Uint32Array } | undefined
  return (word, distance) => {
    words ??= lettersOf(terms)
    const own = letterBits(word)
    const found: { place: number; weight: number }[] = []
    for (let i = 0; i < words.letters.length; i++) {
      // Every change touches two letters at most: the sets of letters tell most words apart without comparing them.
      if (ones(own ^ (words.letters[i] ?? 0)) > 2 * distance) continue
      const place = words.from + i
      const term = terms[place] ?? ''
      if (Math.abs(term.length - word.length) > distance) continue
      const apart = editDistance(word, term, distance)
      if (apart > 0 && apart <= distance)
        found.push({ place, weight: (FUZZY_WEIGHT * term.length) / (term.length + apart) })
    }
    return found
  }
}

/** Digits and quantities sort before the letters, spelt-out CJK characters after them. */
function lettersOf(terms: readonly string[]): { from: number; letters: Uint32Array } {
  const before = (limit: string) => {
    let [low, high] = [0, terms.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((terms[middle] ?? '') < limit) low = middle + 1
      else high = middle
    }
    return low
  }
  const [from, to] = [before('a'), before('{')]
  return { from, letters: Uint32Array.from({ length: to - from }, (_, i) => letterBits(terms[from + i] ?? '')) }
}

/** Which letters a word has, as bits. */
function letterBits(word: string): number {
  let bits = 0
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31)
  return bits >>> 0
}

/** How many bits are set (Hacker's Delight, 5-1). */
function ones(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

let before = new Uint8Array(80)
let row = new Uint8Array(80)

/** Levenshtein's distance, or more than `most` as soon as it can't be less. */
export function editDistance(a: string, b: string, most: number): number {
  if (b.length >= before.length) [before, row] = [new Uint8Array(2 * b.length), new Uint8Array(2 * b.length)]
  for (let j = 0; j <= b.length; j++) before[j] = Math.min(j, 255)
  for (let i = 1; i <= a.length; i++) {
    row[0] = Math.min(i, 255)
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const change = (before[j - 1] ?? 0) + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1)
      const cost = Math.min(change, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      row[j] = cost
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    ;[before, row] = [row, before]
  }
  return before[b.length] ?? most + 1
}
