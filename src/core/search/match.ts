/** Finds where needs are met: in names, and in sections. */
import { slipsIn } from './edit-distance.ts'
import { createLiteralCheck, type Need, type Way } from './needs.ts'
import type { TermIndex, TermSearch } from './term-index.ts'

/** Where and how well one document meets one need. */
export interface Met<Field extends string> {
  /** Strongest field that holds all terms of the way. */
  readonly field: Field
  /** BM25 over the best of all documents, 0 to 1, times how close the way is to what was typed. */
  readonly score: number
  readonly origin: Way['origin']
  /** Whole words as typed, not only their beginnings. */
  readonly whole: boolean
}

/** Documents that can be asked for terms. */
export interface Searchable<Field extends string, Id extends string | number = number> {
  readonly index: TermSearch<Id>
  /** Strongest first. */
  readonly fields: readonly Field[]
  /** Canonical text of a document, for literal checks. */
  readonly text: (id: Id) => string
}

/** Documents whose words are known, so that misspelt ones can be guessed. */
export type WellKnown<Field extends string> = Searchable<Field> & { readonly index: TermIndex<number> }

/** Worth of a way against one that was typed. */
export const ORIGIN_WORTH = { typed: 1, glossary: 0.85, typo: 0.6 }
/** Candidates that are checked literally, best first; beyond them the terms were too common to mean the literal. */
const MAX_CHECKED = 600

/** Documents that meet a need, with their best way. */
export function meet<Field extends string, Id extends string | number>(
  where: Searchable<Field, Id>,
  need: Need,
): Map<Id, Met<Field>> {
  const best = new Map<Id, Met<Field>>()
  const isLiteral = createLiteralCheck()
  for (const way of need.ways) {
    if (way.terms.length === 0) continue
    const found = where.index.search(way.terms, way.prefix, need.loose)
    let top = 0
    for (const { score } of found) if (score > top) top = score
    const isChecked = way.literals.length > 0
    if (isChecked && found.length > MAX_CHECKED) found.sort((a, b) => b.score - a.score).length = MAX_CHECKED
    for (const result of found) {
      const { id, whole } = result
      if (need.loose && countOf(result.fields) < way.terms.length / 2) continue
      if (isChecked && !isLiteral(where.text(id), way.literals)) continue
      const score = (result.score / (top || 1)) * ORIGIN_WORTH[way.origin] * (whole ? 1 : 0.7)
      const known = best.get(id)
      const field = fieldOf(result.fields, where.fields)
      if (!known || where.fields.indexOf(field) < where.fields.indexOf(known.field) || score > known.score)
        best.set(id, {
          field,
          score: Math.max(score, known?.score ?? 0),
          origin: nearest(known?.origin, way.origin),
          whole,
        })
    }
  }
  return best
}

function nearest(a: Way['origin'] | undefined, b: Way['origin']): Way['origin'] {
  return a === undefined || ORIGIN_WORTH[b] > ORIGIN_WORTH[a] ? b : a
}

/** How many of the terms were found. */
function countOf(bits: readonly number[]): number {
  return bits.reduce((count, each) => count + Number(each > 0), 0)
}

/** The strongest field in which every term of the way was found; else the weakest. */
function fieldOf<Field extends string>(bits: readonly number[], fields: readonly Field[]): Field {
  let inAll = -1
  for (const each of bits) inAll &= each
  for (const [i, field] of fields.entries()) if ((inAll & (1 << i)) !== 0) return field
  return fields.at(-1) as Field
}

const SHORTEST_SWAP = 3
const SHORTEST_FUZZY = 4
const MAX_SPELLINGS = 6

/** Words of the indexes that a misspelt word may have meant: neighbours swapped first, then other slips. */
export function spellings(word: string, indexes: readonly TermIndex<number>[]): string[] {
  if (!/^[a-z]+$/.test(word) || word.length < SHORTEST_SWAP) return []
  const swapped = Array.from({ length: word.length - 1 }, (_, i) => {
    return word.slice(0, i) + word.charAt(i + 1) + word.charAt(i) + word.slice(i + 2)
  })
  const known = swapped.filter((each) => each !== word && indexes.some((index) => index.has(each)))
  if (known.length > 0 || word.length < SHORTEST_FUZZY) return known.slice(0, MAX_SPELLINGS)
  const distance = slipsIn(word)
  const scores = new Map<string, number>()
  for (const index of indexes)
    for (const [term, score] of index.similar(word, distance)) scores.set(term, (scores.get(term) ?? 0) + score)
  return [...scores.entries()]
    .filter(([term]) => /^[a-z]/.test(term))
    .sort((a, b) => b[1] - a[1])
    .slice(0, MAX_SPELLINGS)
    .map(([term]) => term)
}
