/** Ranking of what the palette knows by name, without asking the host. */

/** How well a text answers what was typed: 0 is best; `null` when it doesn't. Both are folded texts. */
export function nameRank(name: string, wanted: string): number | null {
  const at = name.indexOf(wanted)
  if (at < 0) return words(wanted).every((word) => name.includes(word)) ? 4 : null
  if (name === wanted) return 0
  if (at === 0) return 1
  return /[\s\-:：(（/]/.test(name.charAt(at - 1)) ? 2 : 3
}

function words(text: string): string[] {
  return text.split(/\s+/)
}

/**
 * The best of many things by their names.
 * @param names Folded names of a thing; the best one counts.
 * @param weight Breaks ties: more comes first.
 */
export function bestByName<T>(
  things: readonly T[],
  wanted: string,
  limit: number,
  names: (thing: T) => readonly string[],
  weight: (thing: T) => number,
): T[] {
  return things
    .flatMap((thing) => {
      const ranks = names(thing).flatMap((name) => nameRank(name, wanted) ?? [])
      return ranks.length === 0 ? [] : [{ thing, rank: Math.min(...ranks) }]
    })
    .sort((a, b) => a.rank - b.rank || weight(b.thing) - weight(a.thing))
    .slice(0, limit)
    .map(({ thing }) => thing)
}
