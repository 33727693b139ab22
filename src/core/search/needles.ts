/** What to mark for a query. */
import { createFinder, type Found, type Needles } from '../text/index.ts'
import { STOP_WORDS, type Need } from './needs.ts'

const isCjk = (term: string) => term.startsWith('~~~')

/**
 * Finds what to mark. For each need: what it names as it stands, where that is in the text, else the words it is made
 * of, so that a text on reward models isn't spotted with every single "model".
 */
export function needFinder(needs: readonly Need[]): (canonicalText: string) => Found[] {
  const finders = needs.map((need) => [wholeNeedles(need), partNeedles(need)].map(createFinder))
  return (text) =>
    finders
      .flatMap((either) => {
        for (const find of either) {
          const found = find(text)
          if (found.length > 0) return found
        }
        return []
      })
      .sort((a, b) => a.start - b.start || b.end - a.end)
}

function wholeNeedles({ text, units, ways }: Need): Needles {
  const literals = new Set(ways.flatMap((way) => way.literals))
  const terms = new Set<string>()
  const prefixes: string[] = []
  if (units.length > 1) literals.add(text)
  for (const { terms: all, prefix, literals: checked } of ways) {
    const [only] = all
    if (only === undefined || all.length > 1 || checked.length > 0) continue
    if (!prefix) terms.add(only)
    // A single character: the index finds it as the beginning of pairs.
    else if (isCjk(only)) literals.add(text)
    else prefixes.push(only)
  }
  return { literals: [...literals], terms, prefixes }
}

/** Words of longer names, but neither their numbers nor the small words inside. */
function partNeedles({ ways }: Need): Needles {
  const terms = ways.filter((way) => way.terms.length > 1 && way.origin !== 'glossary').flatMap((way) => way.terms)
  const telling = terms.filter((term) => isCjk(term) || (term.length > 1 && !/^\d/.test(term) && !STOP_WORDS.has(term)))
  return { literals: [], terms: new Set(telling), prefixes: [] }
}
