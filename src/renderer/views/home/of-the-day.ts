/** What the home page picks from the catalog: the entry of the day, and an entry's neighbours in time. */
import type { CatalogEntry } from '../../../core/corpus/model.ts'

const MS_A_DAY = 86_400_000
/** Steps through the list by the golden section: days that follow each other show entries far apart. */
const STRIDE = 0.618

/** The number of a calendar day where the reader is. */
export function dayNumber(date: Date): number {
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / MS_A_DAY)
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b)
}

/** The entry of a day: the same for everybody, and none twice before all longer articles have had their turn. */
export function entryOfTheDay(entries: readonly CatalogEntry[], day: number): CatalogEntry | undefined {
  const written = entries
    .filter(({ langs, level }) => langs.length > 0 && level !== 'short')
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const count = written.length
  let stride = Math.max(1, Math.round(count * STRIDE))
  while (gcd(stride, count) > 1) stride++
  return written[(day * stride) % count]
}

const IN_TIME = new Set(['model', 'method', 'dataset', 'product', 'paper'])

/**
 * The entries that came just before and after one, in order of time, with itself among them.
 * @param side How many on each side.
 */
export function aroundInTime(entries: readonly CatalogEntry[], centre: CatalogEntry, side: number): CatalogEntry[] {
  const dated = entries
    .filter((each) => each.id === centre.id || (each.date !== null && IN_TIME.has(each.kind) && each.level !== 'short'))
    .toSorted((a, b) => (a.date ?? '').localeCompare(b.date ?? '') || a.id.localeCompare(b.id))
  const at = dated.findIndex(({ id }) => id === centre.id)
  const from = Math.max(0, Math.min(at - side, dated.length - 2 * side - 1))
  return dated.slice(from, from + 2 * side + 1)
}
