/** Names that look like what was typed: what to offer when nothing was found. */
import type { CatalogEntry } from '../corpus/model.ts'
import { canonical, compactForm } from '../text/index.ts'

/** Less alike than this is no help. Share of pairs of characters, 0 to 1 (Dice's coefficient). */
const LEAST_ALIKE = 0.28

/** More would be a list to read. */
const MOST = 5

/** @returns Finds the entities with names most like a text: their ids, best first, at most five. */
export function openClosest(entities: readonly CatalogEntry[]): (typed: string) => readonly string[] {
  // Made when first needed: most searches find something.
  let known: readonly { readonly id: string; readonly names: readonly ReadonlySet<string>[] }[] | undefined
  return (typed) => {
    known ??= entities.map(({ id, name, aliases }) => ({ id, names: [name.zh, name.en, ...aliases].map(pairsOf) }))
    const wanted = pairsOf(typed)
    return known
      .map(({ id, names }) => ({ id, alike: Math.max(...names.map((each) => dice(wanted, each))) }))
      .filter(({ alike }) => alike >= LEAST_ALIKE)
      .sort((a, b) => b.alike - a.alike || (a.id < b.id ? -1 : 1))
      .slice(0, MOST)
      .map(({ id }) => id)
  }
}

/** Neighbouring characters, with the ends marked so that single characters count too. */
function pairsOf(text: string): ReadonlySet<string> {
  const form = ` ${compactForm(canonical(text.slice(0, 80)))} `
  return new Set(Array.from({ length: form.length - 1 }, (_, i) => form.slice(i, i + 2)))
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return (2 * [...a].filter((each) => b.has(each)).length) / (a.size + b.size)
}
