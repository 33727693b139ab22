import type { GraphEdge, RelationType } from '../corpus/model.ts'

/** How one thing comes from another: what the lineage draws, strongest first. Each is read "newer TYPE older". */
export const LINEAGE_TYPES = ['derived-from', 'successor-of', 'variant-of', 'inspired-by'] as const
export type LineageType = (typeof LINEAGE_TYPES)[number]

export function isLineage(type: RelationType): type is LineageType {
  return (LINEAGE_TYPES as readonly RelationType[]).includes(type)
}

/** The organisations an organisation belongs to, by `part-of` and `acquired-by`; each stands for itself otherwise. */
export function parentCompanies(edges: readonly GraphEdge[], isCompany: (id: string) => boolean): Map<string, string> {
  const parent = new Map<string, string>()
  for (const { from, to, type } of edges) {
    if ((type === 'part-of' || type === 'acquired-by') && from !== to && isCompany(from) && isCompany(to)) {
      // Of two owners the first by id, so that the order of relations does not matter.
      const known = parent.get(from)
      if (known === undefined || to < known) parent.set(from, to)
    }
  }
  return parent
}

/** The topmost organisation above `id`. A cycle of owners ends where it began. */
export function topCompany(id: string, parents: ReadonlyMap<string, string>): string {
  const seen = new Set<string>()
  let at = id
  while (!seen.has(at)) {
    seen.add(at)
    const above = parents.get(at)
    if (above === undefined) return at
    at = above
  }
  return id
}

/** Order of code units: the same on every machine, unlike a locale's. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Oldest first, undated last, then by id. */
export function byDate(
  a: { readonly id: string; readonly date: string | null },
  b: { readonly id: string; readonly date: string | null },
): number {
  if (a.date === b.date) return compareIds(a.id, b.id)
  if (a.date === null) return 1
  if (b.date === null) return -1
  return compareIds(a.date, b.date)
}

/** To a tenth of a pixel: stable text, and finer than anybody sees. */
export function roundTenth(value: number): number {
  return Math.round(value * 10) / 10
}

/** Place of the first of `sorted` for which `holds`, which holds for all after it as well. */
export function firstWhere<T>(sorted: readonly T[], holds: (each: T) => boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const each = sorted[middle]
    if (each === undefined || holds(each)) high = middle
    else low = middle + 1
  }
  return low
}
