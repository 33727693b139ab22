/** Questions to the graph beyond shortest paths: longer ways, common forebears, consequences, what a period brought. */
import type { GraphEdge, GraphNode, Kind, RelationType } from '../corpus/model.ts'
import { byDate, compareIds, LINEAGE_TYPES } from './lines.ts'
import { neighbours, shortestPaths, type GraphIndex, type PathStep } from './neighbourhood.ts'
import { dateSpan } from './time-scale.ts'

/** A way may be so many steps longer than the shortest; nobody follows a longer detour. */
const DETOUR = 2
/** So many ways are listed, and so many steps tried for them: a hub must not make the page wait. */
const MOST_WAYS = 24
const MOST_TRIES = 60_000

/**
 * All sensible ways between two nodes along the chosen types: the shortest (see `shortestPaths`), then ways up to two
 * steps longer. A longer way is sensible when it has no shortcut: no two of its stops that are not neighbours in it
 * are related. At most twenty-four, shorter first, always in the same order; the search gives up after a fixed number
 * of steps, and then lists what it has found.
 */
export function sensiblePaths(
  index: GraphIndex,
  from: string,
  to: string,
  types?: ReadonlySet<RelationType>,
): readonly (readonly PathStep[])[] {
  const shortest = shortestPaths(index, from, to, types)
  const least = shortest[0]?.length
  if (least === undefined) return []
  const near = new Map<string, ReadonlyMap<string, readonly GraphEdge[]>>()
  const around = (id: string) => {
    const known = near.get(id)
    if (known) return known
    const found = new Map<string, GraphEdge[]>()
    for (const { id: other, edge } of neighbours(index, id, types))
      found.set(other, [...(found.get(other) ?? []), edge])
    near.set(id, found)
    return found
  }
  const left = distances(to, (id) => around(id).keys(), least + DETOUR)
  const longer: PathStep[][] = []
  let tries = 0
  const walk = (path: readonly string[]) => {
    const at = path.at(-1) ?? from
    for (const next of [...around(at).keys()].sort(compareIds)) {
      if (++tries > MOST_TRIES || longer.length >= MOST_WAYS) return
      const rest = left.get(next)
      if (rest === undefined || path.length + rest > least + DETOUR) continue
      // A stop that an earlier one is related to is a way around something shorter.
      if (path.some((stop) => stop === next || (stop !== at && around(stop).has(next)))) continue
      if (next !== to) walk([...path, next])
      else if (path.length > least) longer.push(stepsOf([...path, next], around))
    }
  }
  walk([from])
  longer.sort((a, b) => a.length - b.length)
  return [...shortest, ...longer].slice(0, MOST_WAYS)
}

/** Steps to a node from all that are at most `most` away. */
function distances(to: string, around: (id: string) => Iterable<string>, most: number): ReadonlyMap<string, number> {
  const distance = new Map([[to, 0]])
  let border = [to]
  for (let steps = 1; steps <= most && border.length > 0; steps++) {
    const next: string[] = []
    for (const id of border)
      for (const other of around(id))
        if (!distance.has(other)) {
          distance.set(other, steps)
          next.push(other)
        }
    border = next
  }
  return distance
}

function stepsOf(
  ids: readonly string[],
  around: (id: string) => ReadonlyMap<string, readonly GraphEdge[]>,
): PathStep[] {
  return ids.slice(1).map((to, i) => {
    const from = ids[i] ?? to
    return { from, to, edges: around(from).get(to) ?? [] }
  })
}

/** An entity from which two others come, with the steps of descent to each. */
export interface CommonAncestor {
  readonly id: string
  readonly steps: readonly [number, number]
  /** Whether no other common forebear comes from it: where the two lines part. */
  readonly nearest: boolean
}

/**
 * From what two entities both come, along lineage and, if wished, methods; an entity counts as its own forebear, so
 * that a parent and its child have the parent. Nearest first, then fewest steps in all, then by id.
 */
export function commonAncestors(
  index: GraphIndex,
  a: string,
  b: string,
  types: ReadonlySet<RelationType> = new Set<RelationType>(LINEAGE_TYPES),
): readonly CommonAncestor[] {
  if (a === b || !index.nodes.has(a) || !index.nodes.has(b)) return []
  const up = (id: string) => forebears(index, id, types)
  const [ofA, ofB] = [up(a), up(b)]
  const common = [...ofA].flatMap(([id, first]) => {
    const second = ofB.get(id)
    return second === undefined ? [] : [{ id, steps: [first, second] as const }]
  })
  const above = new Set(common.flatMap(({ id }) => [...up(id).keys()].filter((other) => other !== id)))
  return common
    .map((each) => ({ ...each, nearest: !above.has(each.id) }))
    .sort(
      (x, y) =>
        Number(y.nearest) - Number(x.nearest) ||
        x.steps[0] + x.steps[1] - y.steps[0] - y.steps[1] ||
        compareIds(x.id, y.id),
    )
}

/** Everything an entity comes from, with the fewest steps to it; itself at 0. */
function forebears(index: GraphIndex, id: string, types: ReadonlySet<RelationType>): Map<string, number> {
  const steps = new Map([[id, 0]])
  const waiting = [id]
  for (const at of waiting) {
    for (const next of neighbours(index, at, types)) {
      if (next.direction !== 'out' || steps.has(next.id)) continue
      steps.set(next.id, (steps.get(at) ?? 0) + 1)
      waiting.push(next.id)
    }
  }
  return steps
}

/** By what an entity is taken up directly: "newer TYPE this". */
const TAKEN_UP_BY: readonly RelationType[] = [...LINEAGE_TYPES, 'uses-method', 'introduced-by', 'trained-on']

/** Something an entity led to. */
export interface Consequence {
  readonly node: GraphNode
  /** 1 for what takes it up itself, more for what descends from that. */
  readonly steps: number
  /** By what it is reached: the relation of its last step. */
  readonly edge: GraphEdge
}

/**
 * What an entity led to: everything that uses it, was trained on it, or comes from it, and all that descends from
 * those, each once by the fewest steps. By steps, then oldest first.
 */
export function consequences(index: GraphIndex, id: string): readonly Consequence[] {
  const direct = new Set(TAKEN_UP_BY)
  const later = new Set<RelationType>(LINEAGE_TYPES)
  const found = new Map<string, Consequence>()
  const waiting: (readonly [string, number])[] = [[id, 0]]
  for (const [at, steps] of waiting) {
    for (const next of neighbours(index, at, steps === 0 ? direct : later)) {
      const node = index.nodes.get(next.id)
      if (next.direction !== 'in' || !node || next.id === id || found.has(next.id)) continue
      found.set(next.id, { node, steps: steps + 1, edge: next.edge })
      waiting.push([next.id, steps + 1])
    }
  }
  return [...found.values()].sort((a, b) => a.steps - b.steps || byDate(a.node, b.node))
}

/** What a period brought. */
export interface Changes {
  /** Entities whose date may lie in it, oldest first. */
  readonly nodes: readonly GraphNode[]
  readonly byKind: ReadonlyMap<Kind, number>
  /** Relations that began in it: by their own date, else that of the entity they are read from. */
  readonly edges: readonly GraphEdge[]
  readonly byType: ReadonlyMap<RelationType, number>
  /** Organisations with most new models and products, most first. */
  readonly makers: readonly { readonly id: string; readonly count: number }[]
  /** The new entities that most relations of today run to, most first. */
  readonly weightiest: readonly GraphNode[]
}

/** @param from Years as numbers, `[from, to)`; 2020.5 is July 2020. */
export function changesBetween(index: GraphIndex, from: number, to: number): Changes {
  const isWithin = (date: string | null) => {
    const span = date === null ? null : dateSpan(date)
    return span !== null && span[0] < to && span[1] > from
  }
  const nodes = [...index.nodes.values()].filter((node) => isWithin(node.date)).sort(byDate)
  const edges = index.edges.filter((edge) => isWithin(edge.since ?? index.nodes.get(edge.from)?.date ?? null))
  const makers = count(
    nodes.flatMap((node) => (node.kind === 'model' || node.kind === 'product' ? (node.lane ?? []) : [])),
  )
  return {
    nodes,
    byKind: count(nodes.map((node) => node.kind)),
    edges,
    byType: count(edges.map((edge) => edge.type)),
    makers: [...makers]
      .map(([id, number]) => ({ id, count: number }))
      .sort((a, b) => b.count - a.count || compareIds(a.id, b.id)),
    weightiest: [...nodes].sort((a, b) => b.degree - a.degree || byDate(a, b)),
  }
}

function count<T>(items: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}
