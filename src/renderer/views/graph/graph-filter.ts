import { KINDS, RELATION_TYPES, type GraphNode, type Kind, type RelationType } from '../../../core/corpus/model.ts'
import { dateSpan, LINEAGE_TYPES } from '../../../core/graph/index.ts'

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

/** Years [from, to) as numbers: 2020.5 is the first of July. */
export interface Period {
  readonly from: number
  readonly to: number
}

/** All that is hidden, and why: one value, so that a step back is the value before. */
export interface GraphFilter {
  readonly hiddenTypes: ReadonlySet<RelationType>
  readonly hiddenKinds: ReadonlySet<Kind>
  /** Entities hidden one by one. */
  readonly hiddenIds: ReadonlySet<string>
  /** Entities that stay in sight whatever else is hidden. */
  readonly pinned: ReadonlySet<string>
  /** Entities whose neighbours are folded into a count. */
  readonly folded: ReadonlySet<string>
  readonly period: Period | null
  /** Only this organisation and what it made. */
  readonly company: string | null
  /** Only the stops of this thread. */
  readonly thread: string | null
  readonly read: 'all' | 'read' | 'unread'
  /** Only entities with notes. */
  readonly noted: boolean
}

const NONE: ReadonlySet<never> = new Set()
export const NO_FILTER: GraphFilter = {
  hiddenTypes: HIDDEN_AT_FIRST,
  hiddenKinds: NONE,
  hiddenIds: NONE,
  pinned: NONE,
  folded: NONE,
  period: null,
  company: null,
  thread: null,
  read: 'all',
  noted: false,
}

/** What a filter has to know about entities beyond the graph. */
export interface Known {
  readonly isRead: (id: string) => boolean
  readonly isNoted: (id: string) => boolean
  /** Ids of a thread's stops. */
  readonly stops: (thread: string) => readonly string[]
  /** Ids of what this entity stands for when it is folded. */
  readonly folds: (id: string) => readonly string[]
}

/** Whether any part of a date lies in a period; never without a date. */
export function isWithin(date: string | null, period: Period): boolean {
  const span = date === null ? null : dateSpan(date)
  return span !== null && span[0] < period.to && span[1] > period.from
}

/** A test of nodes against all parts of a filter. */
export function nodeTest(filter: GraphFilter, known: Known): (node: GraphNode) => boolean {
  const { period, company, thread, read } = filter
  const stops = thread === null ? null : new Set(known.stops(thread))
  const away = new Set([...filter.folded].flatMap((id) => known.folds(id)))
  return (node) =>
    filter.pinned.has(node.id) ||
    // Two neighbours may both be folded: then both stay.
    ((!away.has(node.id) || filter.folded.has(node.id)) &&
      !filter.hiddenKinds.has(node.kind) &&
      !filter.hiddenIds.has(node.id) &&
      (period === null || isWithin(node.date, period)) &&
      (company === null || node.id === company || node.lane === company) &&
      (stops === null || stops.has(node.id)) &&
      (read === 'all' || known.isRead(node.id) === (read === 'read')) &&
      (!filter.noted || known.isNoted(node.id)))
}

const LISTS = [
  ['types', 'hiddenTypes'],
  ['kinds', 'hiddenKinds'],
  ['hide', 'hiddenIds'],
  ['pin', 'pinned'],
  ['fold', 'folded'],
] as const

/** A filter as a part of an address, `hide=a,b&from=2020&…`; empty for `NO_FILTER`. */
export function writeFilter(filter: GraphFilter): string {
  const parts: string[] = []
  for (const [name, key] of LISTS) {
    const list = [...filter[key]].sort()
    if (list.join() !== [...NO_FILTER[key]].sort().join()) parts.push(`${name}=${list.join(',')}`)
  }
  if (filter.period) parts.push(`from=${written(filter.period.from)}`, `to=${written(filter.period.to)}`)
  if (filter.company !== null) parts.push(`company=${filter.company}`)
  if (filter.thread !== null) parts.push(`thread=${filter.thread}`)
  if (filter.read !== 'all') parts.push(`read=${filter.read}`)
  if (filter.noted) parts.push('noted=1')
  return parts.join('&')
}

function written(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}

/** The filter in an address; what it does not understand is as in `NO_FILTER`. */
export function readFilter(address: string): GraphFilter {
  const params = new URLSearchParams(address)
  const list = (name: string) => params.get(name)?.split(',').filter(Boolean)
  const among = <T extends string>(name: string, all: readonly T[], otherwise: ReadonlySet<T>): ReadonlySet<T> => {
    const names = list(name)
    return names ? new Set(all.filter((each) => names.includes(each))) : otherwise
  }
  const [from, to] = ['from', 'to'].map((name) => Number(params.get(name) || NaN))
  const read = params.get('read')
  return {
    hiddenTypes: among('types', RELATION_TYPES, NO_FILTER.hiddenTypes),
    hiddenKinds: among('kinds', KINDS, NO_FILTER.hiddenKinds),
    hiddenIds: new Set(list('hide')),
    pinned: new Set(list('pin')),
    folded: new Set(list('fold')),
    period: from !== undefined && to !== undefined && from < to ? { from, to } : null,
    company: params.get('company'),
    thread: params.get('thread'),
    read: read === 'read' || read === 'unread' ? read : 'all',
    noted: params.get('noted') === '1',
  }
}

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

/** A map of what is in a list; a new one each time, never changed afterwards. */
export function mapOf<K, V>(items: Iterable<readonly [K, V]>): ReadonlyMap<K, V> {
  return new Map(items)
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
