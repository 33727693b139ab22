import { KINDS, RELATION_TYPES, type Kind, type RelationType } from '../../../core/corpus/model.ts'
import { LINEAGE_TYPES } from '../../../core/graph/index.ts'

/** Along which relations a path may go. */
export const PATH_MODES = ['lineage', 'ideas', 'all'] as const
export type PathMode = (typeof PATH_MODES)[number]

/** The relation types of each mode. */
export const PATH_TYPES: Readonly<Record<PathMode, ReadonlySet<RelationType>>> = {
  lineage: new Set(LINEAGE_TYPES),
  ideas: new Set<RelationType>([...LINEAGE_TYPES, 'uses-method', 'introduced-by']),
  all: new Set(RELATION_TYPES),
}

/** What the legend hides at first. Study order is advice and no history: hidden until it is asked for. */
export const HIDDEN_AT_FIRST: ReadonlySet<RelationType> = new Set(['prerequisite-of'])

/** The types, or kinds, that are not hidden. */
export function shownOf<T extends Kind | RelationType>(all: readonly T[], hidden: ReadonlySet<T>): ReadonlySet<T> {
  return setOf(all.filter((each) => !hidden.has(each)))
}

/** All of the legend's rows hidden, or none. */
export const ALL_TYPES: ReadonlySet<RelationType> = new Set(RELATION_TYPES)
export const ALL_KINDS: ReadonlySet<Kind> = new Set(KINDS)

/** A set of what is in a list; a new one each time, never changed afterwards. */
export function setOf<T>(items: Iterable<T>): ReadonlySet<T> {
  return new Set(items)
}

/** The set with one item in or out. */
export function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(item)) next.add(item)
  return next
}

/** How often each item occurs. */
export function tally<T>(items: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}

/** How many of the counted items are among some. */
export function sum<T>(counts: ReadonlyMap<T, number>, of: ReadonlySet<T>): number {
  return [...of].reduce((total, item) => total + (counts.get(item) ?? 0), 0)
}
