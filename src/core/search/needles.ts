/** What to mark for a query. */
import type { Needles } from '../text/index.ts'
import { STOP_WORDS, type Need, type Way } from './needs.ts'

const isCjk = (term: string) => term.startsWith('~~~')

/** Runs and phrases as they stand; words by their terms, but not the numbers and small words inside longer names. */
export function needlesOf(needs: readonly Need[]): Needles {
  const literals = new Set<string>()
  const terms = new Set<string>()
  const prefixes = new Set<string>()
  for (const need of needs) {
    if (need.units.length > 1) literals.add(need.text)
    for (const way of need.ways) {
      way.literals.forEach((literal) => literals.add(literal))
      const [only] = way.terms
      if (way.prefix && way.terms.length === 1 && only !== undefined && isCjk(only)) literals.add(need.text)
      else if (way.literals.length === 0 || need.units.length > 1) addTerms(way, terms, prefixes)
    }
  }
  return { literals: [...literals], terms, prefixes: [...prefixes] }
}

function addTerms(way: Way, terms: Set<string>, prefixes: Set<string>): void {
  const alone = way.terms.length === 1
  way.terms.forEach((term, i) => {
    if (isCjk(term) || alone || (term.length > 1 && !/^\d/.test(term) && !STOP_WORDS.has(term))) terms.add(term)
    if (way.prefix && i === way.terms.length - 1 && !isCjk(term) && term.length > 1) prefixes.add(term)
  })
  // Parts of a compound side by side, however they are joined: gpt 3.5 for gpt-3.5.
}
