/** Other names of what a query asks for: in the other language, as abbreviations, and as often misspelt. */
import type { CatalogEntry, GlossaryTerm } from '../corpus/model.ts'
import { canonical, compactForm } from '../text/index.ts'

/** What a term of the glossary or the name of an entity stands for. */
export interface Concept {
  /** Names as written, each of which may be searched instead of another. */
  readonly names: readonly string[]
  /** Entities that are this concept. */
  readonly entities: readonly string[]
}

export interface Equivalents {
  /** Concepts of which a compact form (`compactForm`) is a name, an alias or a common misspelling. */
  of(compact: string): readonly Concept[]
  /** Longest name in a run of Han characters that begins at `at`: its length, or 0. Unit: UTF-16 units. */
  longestIn(run: string, at: number): number
}

/** Shorter Latin names mean too many things to be searched unasked. Unit: letters. */
const SHORTEST_LATIN = 3
/** Longest Han name that is looked for inside a run. Unit: characters. */
const LONGEST_HAN = 12

/** Reads the glossary, and the names of the entities as if they were part of it. */
export function openEquivalents(terms: readonly GlossaryTerm[], entities: readonly CatalogEntry[]): Equivalents {
  const byForm = new Map<string, Concept[]>()
  function add(concept: Concept, forms: readonly string[]): void {
    for (const form of new Set(forms.map((each) => compactForm(canonical(each))))) {
      if (form === '') continue
      const known = byForm.get(form)
      if (known) known.push(concept)
      else byForm.set(form, [concept])
    }
  }

  for (const term of terms) {
    const { also, abbr = [], misspelt } = term
    const names = [term.en, term.zh, ...abbr, ...(also?.en ?? []), ...(also?.zh ?? [])]
    const forms = [...names, term.hant, ...(also?.hant ?? []), ...(misspelt?.en ?? []), ...(misspelt?.zh ?? [])]
    add({ names: names.filter(isTelling), entities: term.entity === undefined ? [] : [term.entity] }, forms)
  }
  for (const { id, name, aliases } of entities)
    add({ names: [...new Set([name.zh, name.en])].filter(isTelling), entities: [id] }, [name.zh, name.en, ...aliases])

  return {
    of: (compact) => byForm.get(compact) ?? [],
    longestIn(run, at) {
      for (let length = Math.min(LONGEST_HAN, run.length - at); length >= 2; length--)
        if (byForm.has(run.slice(at, at + length))) return length
      return 0
    },
  }
}

function isTelling(name: string): boolean {
  return /\p{Script=Han}/u.test(name) ? name.length > 1 : name.length >= SHORTEST_LATIN
}
