/** What matching needs of an index, whatever keeps it. */
import type MiniSearch from 'minisearch'
import type { SearchOptions } from 'minisearch'

/** A document that has the asked terms. */
export interface TermHit<Id> {
  readonly id: Id
  /** BM25+, summed over fields and terms. */
  readonly score: number
  /** For each asked term the fields that have it: bit i stands for field i. */
  readonly fields: readonly number[]
  /** Every asked term is there as it is, not only as a beginning. */
  readonly whole: boolean
}

/** What can be asked for terms. */
export interface TermSearch<Id> {
  /**
   * Documents that have all terms (or any, with `any`), in no order: most searches need none.
   * @param open The last term may be the beginning of a longer one.
   */
  search(terms: readonly string[], open: boolean, any?: boolean): TermHit<Id>[]
}

/** An index of finished terms, which knows its terms. */
export interface TermIndex<Id> extends TermSearch<Id> {
  has(term: string): boolean
  /** Words within an edit distance, with how much speaks for each. */
  similar(word: string, distance: number): Map<string, number>
}

const AS_IS: SearchOptions = { tokenize: (text) => [text], processTerm: (term) => term }

/**
 * MiniSearch as a term index.
 * @param fields Their order gives the bits of `TermHit.fields`.
 */
export function miniSearchTerms<Id>(index: MiniSearch, fields: readonly string[]): TermIndex<Id> {
  return {
    search(terms, open, any = false) {
      const found = index.search(
        {
          combineWith: any ? 'OR' : 'AND',
          queries: terms.map((term, i) => ({ queries: [term], prefix: open && i === terms.length - 1 })),
        },
        AS_IS,
      )
      return found.map(({ id, score, match }) => {
        const matches = Object.entries(match)
        const bits = terms.map((term, i) => {
          const isOpen = open && i === terms.length - 1
          const names = matches.flatMap(([key, where]) => ((isOpen ? key.startsWith(term) : key === term) ? where : []))
          return fields.reduce((sum, field, bit) => (names.includes(field) ? sum | (1 << bit) : sum), 0)
        })
        return { id: id as Id, score, fields: bits, whole: terms.every((term) => Object.hasOwn(match, term)) }
      })
    },
    has: (term) => index.search(term, AS_IS).length > 0,
    similar(word, distance) {
      const scores = new Map<string, number>()
      for (const { terms, score } of index.search(word, { ...AS_IS, fuzzy: distance, maxFuzzy: distance }))
        for (const term of terms) scores.set(term, (scores.get(term) ?? 0) + score)
      return scores
    },
  }
}
