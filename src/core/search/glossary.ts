/** Terms and their equivalents in the other language, as abbreviations, and as often misspelt. */
import type { GlossaryTerm } from '../corpus/model.ts'
import { normaliseText } from '../text/index.ts'

export interface Equivalents {
  /** What is searched as well when a normalised text is asked for; empty for most. */
  of(text: string): readonly string[]
}

/** Longest English term that is looked for among the words of a query. */
const MAX_WORDS = 5

/** @returns Equivalents by normalised text, never the text itself. */
export function openGlossary(
  terms: readonly GlossaryTerm[],
): Equivalents & { groups(terms: readonly string[]): string[][] } {
  const byText = new Map<string, Set<string>>()
  for (const term of terms) {
    const good = [term.en, term.zh, ...(term.abbr ?? []), ...(term.also?.en ?? []), ...(term.also?.zh ?? [])].map(
      normaliseText,
    )
    const asked = [...good, ...(term.misspelt?.en ?? []), ...(term.misspelt?.zh ?? [])].map(normaliseText)
    for (const text of asked) {
      const set = byText.get(text) ?? new Set<string>()
      for (const each of good) if (each !== text) set.add(each)
      byText.set(text, set)
    }
  }
  const of = (text: string): readonly string[] => [...(byText.get(text) ?? [])]
  return {
    of,
    /** Joins words that together are a term of the glossary: `chain of thought prompting` → [chain of thought] [prompting]. */
    groups(words) {
      const groups: string[][] = []
      for (let i = 0; i < words.length;) {
        let size = Math.min(MAX_WORDS, words.length - i)
        while (size > 1 && !byText.has(words.slice(i, i + size).join(' '))) size--
        groups.push(words.slice(i, i + size))
        i += size
      }
      return groups
    },
  }
}
