/**
 * A read-only index that is opened, not parsed: sorted terms, and postings as text whose numbers are read when a query
 * needs them. For the article texts it opens in a tenth of the time and memory of MiniSearch.
 */
import { combine, fieldWorth, idfOf, lengthNorm, prefixShare, type TermFound } from './bm25.ts'
import { alikeTerms } from './edit-distance.ts'
import type { TermHit, TermIndex } from './term-index.ts'

/** As stored; all of it JSON values. */
export interface PackedIndex {
  /** Sorted by code units and joined by line breaks. */
  readonly terms: string
  /** Length of each term's postings, as numbers. */
  readonly sizes: string
  /** For each term its documents: distance from the one before, then the count in every field. */
  readonly postings: string
  /** Terms per document and field, document by document. */
  readonly lengths: string
  readonly documents: number
  readonly fields: number
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES = new Uint8Array(128)
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i

/** A number as five bits a letter, lowest first; the sixth bit says that more follow. */
function spell(number: number): string {
  let out = ''
  for (let rest = number; ; rest >>>= 5) {
    if (rest < 32) return out + ALPHABET.charAt(rest)
    out += ALPHABET.charAt((rest & 31) | 32)
  }
}

/** Reads numbers one after the other. */
function reader(text: string, start = 0) {
  let at = start
  return {
    next(): number {
      let value = 0
      for (let shift = 0; ; shift += 5) {
        const digit = VALUES[text.charCodeAt(at++)] ?? 0
        value |= (digit & 31) << shift
        if (digit < 32) return value
      }
    },
    at: () => at,
  }
}

/** Packs documents, each given as the terms of every field. */
export function packIndex(documents: readonly (readonly (readonly string[])[])[], fields: number): PackedIndex {
  const postings = new Map<string, Map<number, number[]>>()
  documents.forEach((document, id) => {
    document.forEach((terms, field) => {
      for (const term of terms) {
        let holders = postings.get(term)
        if (!holders) postings.set(term, (holders = new Map<number, number[]>()))
        let counts = holders.get(id)
        if (!counts) holders.set(id, (counts = Array<number>(fields).fill(0)))
        counts[field] = (counts[field] ?? 0) + 1
      }
    })
  })
  // Plain comparison by code units: `sort()` without a function does exactly that.
  const terms = [...postings.keys()].sort()
  const spelt = terms.map((term) => {
    let before = 0
    return [...(postings.get(term) ?? [])]
      .map(([id, counts]) => {
        const distance = id - before
        before = id
        return spell(distance) + counts.map(spell).join('')
      })
      .join('')
  })
  return {
    terms: terms.join('\n'),
    sizes: spelt.map((each) => spell(each.length)).join(''),
    postings: spelt.join(''),
    lengths: documents.flatMap((document) => document.map((each) => spell(each.length))).join(''),
    documents: documents.length,
    fields,
  }
}

/**
 * Opens packed documents; their ids are their places.
 * @throws RangeError When the parts don't fit each other: the file is damaged.
 */
export function openPacked(packed: PackedIndex, boosts: readonly number[]): TermIndex<number> {
  const { postings, documents, fields } = packed
  const terms = packed.terms === '' ? [] : packed.terms.split('\n')
  const starts = new Uint32Array(terms.length + 1)
  const sizes = reader(packed.sizes)
  for (let i = 0; i < terms.length; i++) starts[i + 1] = (starts[i] ?? 0) + sizes.next()
  if (starts[terms.length] !== postings.length || sizes.at() !== packed.sizes.length)
    throw new RangeError('the postings are cut off')
  const lengths = new Float64Array(documents * fields)
  const read = reader(packed.lengths)
  for (let i = 0; i < lengths.length; i++) lengths[i] = read.next()
  if (read.at() !== packed.lengths.length) throw new RangeError('the lengths are cut off')
  const averages = Array.from({ length: fields }, (_, field) => {
    let sum = 0
    for (let id = 0; id < documents; id++) sum += lengths[id * fields + field] ?? 0
    return sum / Math.max(1, documents)
  })
  /** What length does to a count, per document and field. */
  const norms = lengths.map((length, i) => lengthNorm(length, averages[i % fields] ?? 0))

  /** First term that isn't before the given one. */
  function placeOf(term: string): number {
    let [low, high] = [0, terms.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((terms[middle] ?? '') < term) low = middle + 1
      else high = middle
    }
    return low
  }

  // Filled anew by every search: one entry per document.
  const scores = new Float64Array(documents)
  const bits = new Uint8Array(documents)
  const exact = new Uint8Array(documents)

  /** Per term and field how much the term tells, once it was asked for. */
  const idfs = new Float64Array(terms.length * fields).fill(NaN)

  function weigh(place: number): void {
    const holders = new Int32Array(fields)
    const counting = reader(postings, starts[place])
    while (counting.at() < (starts[place + 1] ?? 0)) {
      counting.next()
      for (let field = 0; field < fields; field++) if (counting.next() > 0) holders[field] = (holders[field] ?? 0) + 1
    }
    for (let field = 0; field < fields; field++) idfs[place * fields + field] = idfOf(holders[field] ?? 0, documents)
  }

  /** Adds one term of the index to the arrays above; documents that weren't there go into `found`. */
  function add(place: number, weight: number, isExact: boolean, found: number[]): void {
    if (Number.isNaN(idfs[place * fields])) weigh(place)
    const [from, to] = [starts[place] ?? 0, starts[place + 1] ?? 0]
    const posting = reader(postings, from)
    for (let id = 0; posting.at() < to;) {
      id += posting.next()
      let score = 0
      let mask = 0
      for (let field = 0; field < fields; field++) {
        const count = posting.next()
        if (count === 0) continue
        mask |= 1 << field
        const norm = norms[id * fields + field] ?? 1
        score += (boosts[field] ?? 1) * (idfs[place * fields + field] ?? 0) * fieldWorth(count, norm)
      }
      if (bits[id] === 0) found.push(id)
      bits[id] = (bits[id] ?? 0) | mask
      scores[id] = (scores[id] ?? 0) + weight * score
      if (isExact) exact[id] = 1
    }
  }

  /** Documents with one asked term: their places, while the arrays above hold what was found of them. */
  function collect(term: string, open: boolean): number[] {
    const found: number[] = []
    for (let place = placeOf(term); place < terms.length; place++) {
      const candidate = terms[place] ?? ''
      if (candidate === term) add(place, 1, true, found)
      else if (open && candidate.startsWith(term)) add(place, prefixShare(term, candidate), false, found)
      else break
      if (!open) break
    }
    return found
  }

  /** Reads what was found of a document, and clears it for the next search. */
  function take(id: number): TermFound {
    const hit = { score: scores[id] ?? 0, fields: bits[id] ?? 0, exact: exact[id] === 1 }
    scores[id] = bits[id] = exact[id] = 0
    return hit
  }

  function lookUp(term: string, open: boolean): Map<number, TermFound> {
    return new Map(collect(term, open).map((id) => [id, take(id)]))
  }

  /** One term alone, which is most of what is asked, needs no combining. */
  function searchOne(term: string, open: boolean): TermHit<number>[] {
    return collect(term, open).map((id) => {
      const { score, fields: inFields, exact: whole } = take(id)
      return { id, score, fields: [inFields], whole }
    })
  }

  const alike = alikeTerms(terms)
  return {
    search(asked, open, any = false) {
      const [only] = asked
      if (only !== undefined && asked.length === 1) return searchOne(only, open)
      return combine(
        asked.map((term, i) => lookUp(term, open && i === asked.length - 1)),
        any,
      )
    },
    has: (term) => terms[placeOf(term)] === term,
    similar(word, distance) {
      const scored = new Map<string, number>()
      for (const { place, weight } of alike(word, distance))
        scored.set(terms[place] ?? '', weight * ((starts[place + 1] ?? 0) - (starts[place] ?? 0)))
      return scored
    },
  }
}
