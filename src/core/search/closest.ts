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
  let known: KnownPairs | undefined
  return (typed) => {
    known ??= readPairs(entities)
    const wanted = pairsOf(typed)
    const shared = new Map<number, number>()
    for (const pair of wanted)
      for (const name of known.holders.get(pair) ?? []) shared.set(name, (shared.get(name) ?? 0) + 1)
    const alike = new Map<number, number>()
    for (const [name, count] of shared) {
      const { entity, size } = known.names[name] ?? { entity: -1, size: 0 }
      const share = (2 * count) / (wanted.size + size)
      if (share >= LEAST_ALIKE && share > (alike.get(entity) ?? 0)) alike.set(entity, share)
    }
    return [...alike]
      .map(([place, share]) => ({ id: entities[place]?.id ?? '', share }))
      .sort((a, b) => b.share - a.share || (a.id < b.id ? -1 : 1))
      .slice(0, MOST)
      .map(({ id }) => id)
  }
}

/** Names with how many pairs each has, and the names that have a pair. */
interface KnownPairs {
  readonly names: readonly { readonly entity: number; readonly size: number }[]
  readonly holders: ReadonlyMap<string, readonly number[]>
}

function readPairs(entities: readonly CatalogEntry[]): KnownPairs {
  const names: { entity: number; size: number }[] = []
  const holders = new Map<string, number[]>()
  for (const [entity, { name, aliases }] of entities.entries())
    for (const each of new Set([name.zh, name.en, ...aliases])) {
      const pairs = pairsOf(each)
      for (const pair of pairs) {
        const holding = holders.get(pair)
        if (holding) holding.push(names.length)
        else holders.set(pair, [names.length])
      }
      names.push({ entity, size: pairs.size })
    }
  return { names, holders }
}

/** Neighbouring characters, with the ends marked so that single characters count too. */
function pairsOf(text: string): ReadonlySet<string> {
  const form = ` ${compactForm(canonical(text.slice(0, 80)))} `
  return new Set(Array.from({ length: form.length - 1 }, (_, i) => form.slice(i, i + 2)))
}
