/**
 * BM25+ as MiniSearch has it (k1 1.2, b 0.7, d 0.5), so that every index weighs alike whatever keeps its postings.
 * Lv and Zhai, "Lower-bounding term frequency normalization", CIKM 2011.
 */
import type { TermHit } from './term-index.ts'

const [K, B, D] = [1.2, 0.7, 0.5]
/** What a term counts that was only typed in part, as in MiniSearch. */
const PREFIX_WEIGHT = 0.375

/** How much a term tells that so many documents have. */
export function idfOf(holders: number, documents: number): number {
  return Math.log(1 + (documents - holders + 0.5) / (holders + 0.5))
}

/** What the length of a field does to a count in it. */
export function lengthNorm(length: number, average: number): number {
  return K * (1 - B + (B * length) / (average || 1))
}

/** Worth of a term that a field has `count` times, before idf and boost. */
export function fieldWorth(count: number, norm: number): number {
  return D + (count * (K + 1)) / (count + norm)
}

/** Share of its worth that a longer term keeps of which only the beginning was typed. */
export function prefixShare(typed: string, term: string): number {
  return (PREFIX_WEIGHT * term.length) / (term.length + 0.3 * (term.length - typed.length))
}

/** One document for one asked term. */
export interface TermFound {
  readonly score: number
  /** Bit i: field i has it. */
  readonly fields: number
  /** As it was asked, not only as a beginning. */
  readonly exact: boolean
}

/**
 * Documents that have all asked terms (or any of them).
 * @param each What was found for every term.
 */
export function combine<Id>(each: readonly ReadonlyMap<Id, TermFound>[], any: boolean): TermHit<Id>[] {
  const rarest = each.toSorted((a, b) => a.size - b.size)[0]
  const ids = any ? new Set(each.flatMap((hits) => [...hits.keys()])) : (rarest?.keys() ?? [])
  const found: TermHit<Id>[] = []
  for (const id of ids) {
    if (!any && !each.every((hits) => hits.has(id))) continue
    let score = 0
    let whole = true
    const fields = each.map((hits) => {
      const hit = hits.get(id)
      score += hit?.score ?? 0
      if (!hit?.exact) whole = false
      return hit?.fields ?? 0
    })
    found.push({ id, score, fields, whole })
  }
  return found
}
