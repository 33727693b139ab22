import searchApproximately from 'approx-string-match'
import { CONTEXT_LENGTH } from './canonical-text.ts'
import { foldText } from './folded-text.ts'
import { isRepeated } from './version-map.ts'

/*
 * The tuned numbers come from 2,000 marks in changed Chinese and English texts (5 to 50 % of the paragraphs edited,
 * deleted, split or moved) and were then judged on seeds that were not used while tuning.
 */

/** Below this score (0–1) a passage counts as gone. */
const MIN_SCORE = 0.62
/** Two places whose scores differ by less are not told apart. */
const UNSURE_MARGIN = 0.04
/** From this length on a quote speaks for itself; a shorter one needs its neighbourhood. Unit: folded units. */
const LONG_QUOTE = 12
/** What a short quote's neighbourhood must at least look like (0–1, the better of both sides). */
const MIN_SHORT_CONTEXT = 0.55
/** Shorter quotes are not searched with errors: two letters resemble everything. Unit: folded units. */
const MIN_FUZZY_LENGTH = 6
/** Share of a quote that may differ, and the most errors ever: the search costs time in proportion. */
const MAX_ERROR_SHARE = 0.45
const MAX_ERRORS = 200
/** How far around the expected place is searched first. Unit: folded units. */
const WINDOW = 1500
/** Distance at which closeness to the expected place counts a third. Unit: folded units. */
const NEAR_SCALE = 400
/** A frequent word is scored only at its most promising places. */
const MAX_CANDIDATES = 24
/** A place of which more than this share belongs to another surviving passage is refused. */
const MAX_FOREIGN_SHARE = 0.3
/**
 * Where the edits are known and a quote shorter than this was deleted by them, the same words elsewhere are its own
 * only if both sides look this alike (0–1); else the reader is asked. So they are of words that stood more than once.
 * Unit: folded units.
 */
const WORDY_QUOTE = 24
const MIN_BOTH_SIDES = 0.8
/** How many neighbours on each side tell how far the text has shifted. */
const DRIFT_NEIGHBOURS = 3

/** Weight of quote, prefix, suffix and closeness in a score. */
const LONG_WEIGHTS = [0.6, 0.17, 0.17, 0.06] as const
const SHORT_WEIGHTS = [0.34, 0.28, 0.28, 0.1] as const

/** What is searched: a quote with its neighbourhood, and where it was [start, end) in its own text. */
export interface Quote {
  readonly exact: string
  readonly prefix: string
  readonly suffix: string
  readonly start: number
  readonly end: number
}

/**
 * A passage found, [start, end) in UTF-16 units. `intact`: the words and their neighbourhood are as they were;
 * `moved`: the words are, the neighbourhood isn't; `edited`: the words changed; `unsure`: another place fits as well.
 */
export interface FoundQuote {
  readonly start: number
  readonly end: number
  readonly how: 'intact' | 'moved' | 'edited' | 'unsure'
}

/** A passage that is known to have gone from one offset to another: tells how far the text around it has shifted. */
export interface Pin {
  readonly from: number
  readonly to: number
}

/** The text that quotes were made in. */
export interface FormerText {
  readonly text: string
  /** For each unit of today's text its offset in this one, -1 where it is new. */
  readonly origins: Int32Array
}

interface Candidate {
  /** Likeness (0–1) of the worse side of the neighbourhood. */
  readonly bothSides: number
  readonly start: number
  readonly end: number
  readonly score: number
  readonly context: number
  readonly isVerbatim: boolean
}

/**
 * Finds quotes in a text that has changed since they were made: verbatim with their neighbourhood, then by the best
 * place for the words, then with errors. Gives `null` for each that is no longer there.
 *
 * @param pins    Passages already placed.
 * @param former  The text the quotes were made in, `null` where it isn't known. A place that belongs to another passage
 *                of it is refused.
 */
export function findQuotes(
  text: string,
  quotes: readonly Quote[],
  pins: readonly Pin[] = [],
  former: FormerText | null = null,
): readonly (FoundQuote | null)[] {
  const folded = foldText(text)
  const page = folded.text
  const known = new Map<string, readonly number[]>()
  const shifts = pins.map(({ from, to }) => ({ from, to: foldedOffset(folded.origin, to) }))

  function occurrences(words: string): readonly number[] {
    const before = known.get(words)
    if (before) return before
    const found: number[] = []
    for (let at = page.indexOf(words); at >= 0; at = page.indexOf(words, at + 1)) found.push(at)
    known.set(words, found)
    return found
  }

  function unfold(start: number, end: number): { readonly start: number; readonly end: number } {
    return { start: folded.origin[start] ?? text.length, end: (folded.origin[end - 1] ?? text.length - 1) + 1 }
  }

  const prepared = quotes.map((quote) => ({
    quote,
    words: foldText(quote.exact).text,
    prefix: foldText(quote.prefix).text,
    suffix: foldText(quote.suffix).text,
  }))

  // Quotes that occur once with their whole neighbourhood need no judgement, and show how far the rest has shifted.
  const certain = prepared.map(({ quote, words, prefix, suffix }) => {
    if (!words || former) return null
    const places = occurrences(prefix + words + suffix)
    const place = places[0]
    if (places.length !== 1 || place === undefined) return null
    const at = place + prefix.length
    shifts.push({ from: quote.start, to: at })
    return { ...unfold(at, at + words.length), how: 'intact' as const }
  })
  shifts.sort((a, b) => a.from - b.from)

  function expectedPlace(offset: number): number {
    if (shifts.length === 0) return foldedOffset(folded.origin, Math.min(offset, text.length))
    let low = 0
    let high = shifts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((shifts[middle]?.from ?? 0) < offset) low = middle + 1
      else high = middle
    }
    // The median, so that one neighbour that moved far away does not mislead.
    const near = shifts.slice(Math.max(0, low - DRIFT_NEIGHBOURS), low + DRIFT_NEIGHBOURS)
    const drift = near.map(({ from, to }) => to - from).sort((a, b) => a - b)
    return offset + (drift[drift.length >> 1] ?? 0)
  }

  function isForeign(start: number, end: number, quote: Quote): boolean {
    if (!former || end <= start) return false
    const place = unfold(start, end)
    let foreign = 0
    for (const origin of former.origins.subarray(place.start, place.end)) {
      if (origin >= 0 && (origin < quote.start || origin >= quote.end)) foreign++
    }
    return foreign > MAX_FOREIGN_SHARE * (place.end - place.start)
  }

  function findBest({ quote, words, prefix, suffix }: (typeof prepared)[number]): FoundQuote | null {
    if (!words) return null
    const expected = expectedPlace(quote.start)
    const weights = words.length >= LONG_QUOTE ? LONG_WEIGHTS : SHORT_WEIGHTS
    const candidates: Candidate[] = []

    function consider(start: number, end: number, likeness: number): void {
      if (end <= start || isForeign(start, end, quote)) return
      const before = similarity(page.slice(Math.max(0, start - prefix.length), start), prefix)
      const after = similarity(page.slice(end, end + suffix.length), suffix)
      const near = Math.exp(-Math.abs(start - expected) / NEAR_SCALE)
      const score = weights[0] * likeness + weights[1] * before + weights[2] * after + weights[3] * near
      candidates.push({
        start,
        end,
        score,
        context: Math.max(before, after),
        bothSides: Math.min(before, after),
        isVerbatim: likeness === 1,
      })
    }
    function considerLike(from: number, to: number): void {
      const limit = Math.floor(Math.min(MAX_ERRORS, words.length * MAX_ERROR_SHARE))
      for (const match of searchApproximately(page.slice(from, to), words, limit)) {
        consider(from + match.start, from + match.end, 1 - match.errors / words.length)
      }
    }
    function best(): Candidate | null {
      const top = bestOf(candidates)
      if (!top || top.score < MIN_SCORE) return null
      return words.length >= LONG_QUOTE || top.context >= MIN_SHORT_CONTEXT ? top : null
    }

    const verbatim = occurrences(words).filter((at) => !isForeign(at, at + words.length, quote))
    for (const at of promising(verbatim, { page, words, prefix, suffix, expected })) consider(at, at + words.length, 1)
    if (!best() && words.length >= MIN_FUZZY_LENGTH) {
      considerLike(Math.max(0, expected - WINDOW), Math.min(page.length, expected + words.length + WINDOW))
      if (!best()) considerLike(0, page.length)
    }
    const top = best()
    // The words stand here still, yet nothing tells which of their places was meant: the reader is asked.
    const stray = top ? null : bestOf(candidates.filter(({ isVerbatim }) => isVerbatim))
    if (stray) return { ...unfold(stray.start, stray.end), how: 'unsure' }
    if (!top) return null
    const rival = candidates
      .filter((other) => other.end <= top.start || other.start >= top.end)
      .reduce((most, other) => Math.max(most, other.score), 0)
    const isCommonplace =
      former !== null &&
      (isRepeated(former.text, quote.exact) || (words.length < WORDY_QUOTE && top.bothSides < MIN_BOTH_SIDES))
    const isRivalled = rival > MIN_SCORE && top.score - rival < UNSURE_MARGIN
    return {
      ...unfold(top.start, top.end),
      how: isRivalled || isCommonplace ? 'unsure' : top.isVerbatim ? 'moved' : 'edited',
    }
  }

  return prepared.map((each, i) => certain[i] ?? findBest(each))
}

function bestOf(candidates: readonly Candidate[]): Candidate | null {
  return candidates.reduce<Candidate | null>((a, b) => (a && a.score >= b.score ? a : b), null)
}

/** The places of a frequent word worth a closer look: neighbourhood first, then closeness. */
function promising(
  places: readonly number[],
  look: {
    readonly page: string
    readonly words: string
    readonly prefix: string
    readonly suffix: string
    readonly expected: number
  },
): readonly number[] {
  if (places.length <= MAX_CANDIDATES) return places
  const { page, words, prefix, suffix, expected } = look
  return places
    .map((at) => {
      const before = commonSuffixLength(page.slice(Math.max(0, at - CONTEXT_LENGTH), at), prefix)
      const end = at + words.length
      const after = commonPrefixLength(page.slice(end, end + CONTEXT_LENGTH), suffix)
      return { at, worth: before + after - Math.abs(at - expected) / 2000 }
    })
    .sort((a, b) => b.worth - a.worth)
    .slice(0, MAX_CANDIDATES)
    .map(({ at }) => at)
}

/** First folded unit that lies at or after an offset of the original. */
function foldedOffset(origin: readonly number[], offset: number): number {
  let low = 0
  let high = origin.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((origin[middle] ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** How much of `wanted` is in `text`, 0–1; nothing wanted is all of it. */
function similarity(text: string, wanted: string): number {
  if (!wanted || text === wanted) return 1
  if (!text) return 0
  const matches = searchApproximately(text, wanted, Math.ceil(wanted.length * 0.7))
  const errors = matches.reduce((least, match) => Math.min(least, match.errors), wanted.length)
  return 1 - errors / wanted.length
}

function commonPrefixLength(a: string, b: string): number {
  let n = 0
  while (n < a.length && n < b.length && a[n] === b[n]) n++
  return n
}

function commonSuffixLength(a: string, b: string): number {
  let n = 0
  while (n < a.length && n < b.length && a[a.length - 1 - n] === b[b.length - 1 - n]) n++
  return n
}
