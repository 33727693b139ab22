import type { CompiledGraph, GraphEdge, GraphNode, PartialDate, RelationType } from '../corpus/model.ts'
import { compareIds, LINEAGE_TYPES } from './lines.ts'
import { monthsBetween } from './time-scale.ts'

/** A graph made ready for questions. Build it once per graph: `indexGraph` is linear, the questions are cheap. */
export interface GraphIndex {
  readonly nodes: ReadonlyMap<string, GraphNode>
  readonly edges: readonly GraphEdge[]
  /** Relations that start or end at a node, a self-loop once; empty for an unknown id. */
  readonly at: (id: string) => readonly GraphEdge[]
}

/** Relations whose ends are not both nodes are left out: there is nothing to draw or to open. */
export function indexGraph(graph: CompiledGraph): GraphIndex {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const edges = graph.edges.filter((edge) => nodes.has(edge.from) && nodes.has(edge.to))
  const at = new Map<string, GraphEdge[]>()
  for (const edge of edges) {
    for (const id of new Set([edge.from, edge.to])) {
      const list = at.get(id)
      if (list) list.push(edge)
      else at.set(id, [edge])
    }
  }
  return { nodes, edges, at: (id) => at.get(id) ?? [] }
}

/** A relation as its one end sees it. */
export interface Neighbour {
  readonly id: string
  readonly edge: GraphEdge
  /** `out`: the relation is read from here, "here TYPE there". */
  readonly direction: 'out' | 'in'
}

/** Everything one step away, along the chosen types (all by default), self-loops left out; in the graph's order. */
export function neighbours(index: GraphIndex, id: string, types?: ReadonlySet<RelationType>): Neighbour[] {
  const out: Neighbour[] = []
  for (const edge of index.at(id)) {
    if (edge.from === edge.to || (types && !types.has(edge.type))) continue
    out.push(edge.from === id ? { id: edge.to, edge, direction: 'out' } : { id: edge.from, edge, direction: 'in' })
  }
  return out
}

/**
 * Ids of the neighbours that a node can stand for when it is folded, along the chosen types (all by default): those
 * with no more neighbours than it has. What is better connected is a hub of its own, and stays.
 */
export function foldable(index: GraphIndex, id: string, types?: ReadonlySet<RelationType>): readonly string[] {
  const around = (of: string) => new Set(neighbours(index, of, types).map((each) => each.id))
  const own = around(id)
  return [...own].filter((other) => around(other).size <= own.size)
}

/** One step of a path: where it leads and by which relations (at least one), strongest first. */
export interface PathStep {
  readonly from: string
  readonly to: string
  readonly edges: readonly GraphEdge[]
}

/** More equally short paths than this are not listed: nobody reads them. */
const MOST_PATHS = 12

/**
 * All shortest paths between two nodes along the chosen types, whichever way the relations are read.
 *
 * @returns At most twelve paths, in a fixed order; paths that follow lineage most come first. Empty when there is
 *          none, when an end is unknown, or when both ends are the same.
 */
export function shortestPaths(
  index: GraphIndex,
  from: string,
  to: string,
  types?: ReadonlySet<RelationType>,
): readonly (readonly PathStep[])[] {
  if (from === to || !index.nodes.has(from) || !index.nodes.has(to)) return []
  const before = findShortest(index, from, to, types)
  if (!before.has(to)) return []
  const paths: PathStep[][] = []
  const walk = (id: string, tail: readonly PathStep[]) => {
    if (paths.length >= MOST_PATHS) return
    if (id === from) {
      paths.push([...tail])
      return
    }
    const steps = new Map<string, GraphEdge[]>()
    for (const { id: previous, edge } of before.get(id) ?? []) {
      const edges = steps.get(previous)
      if (edges) edges.push(edge)
      else steps.set(previous, [edge])
    }
    const ordered = [...steps].map(([previous, edges]) => ({
      from: previous,
      to: id,
      edges: edges.sort(strongestFirst),
    }))
    ordered.sort((a, b) => strength(a.edges[0]) - strength(b.edges[0]) || compareIds(a.from, b.from))
    for (const step of ordered) walk(step.from, [step, ...tail])
  }
  walk(to, [])
  const weight = (path: readonly PathStep[]) => path.reduce((sum, step) => sum + strength(step.edges[0]), 0)
  return paths.sort((a, b) => weight(a) - weight(b))
}

/** The first of `shortestPaths`, or `null`. */
export function shortestPath(
  index: GraphIndex,
  from: string,
  to: string,
  types?: ReadonlySet<RelationType>,
): readonly PathStep[] | null {
  return shortestPaths(index, from, to, types)[0] ?? null
}

/** Breadth first; for every node reached, the relations by which a shortest path enters it. */
function findShortest(
  index: GraphIndex,
  from: string,
  to: string,
  types: ReadonlySet<RelationType> | undefined,
): Map<string, Neighbour[]> {
  const distance = new Map([[from, 0]])
  const before = new Map<string, Neighbour[]>()
  let border = [from]
  while (border.length > 0 && !distance.has(to)) {
    const next: string[] = []
    for (const id of border) {
      const here = distance.get(id) ?? 0
      for (const { id: other, edge, direction } of neighbours(index, id, types)) {
        const known = distance.get(other)
        if (known === undefined) {
          distance.set(other, here + 1)
          next.push(other)
        }
        if (known === undefined || known === here + 1) {
          const list = before.get(other) ?? []
          list.push({ id, edge, direction })
          before.set(other, list)
        }
      }
    }
    border = next
  }
  return before
}

const STRENGTH: readonly RelationType[] = [...LINEAGE_TYPES, 'introduced-by', 'uses-method', 'part-of', 'trained-on']

function strength(edge: GraphEdge | undefined): number {
  const place = edge ? STRENGTH.indexOf(edge.type) : -1
  return place < 0 ? STRENGTH.length : place
}

function strongestFirst(a: GraphEdge, b: GraphEdge): number {
  return strength(a) - strength(b) || compareIds(a.type, b.type) || compareIds(a.from, b.from)
}

/** A path in data, ready to be put into words. */
export interface PathDescription {
  readonly stops: readonly { readonly id: string; readonly date: PartialDate | null }[]
  /** One per step; `forward` when the relation is read in the walking direction. */
  readonly steps: readonly { readonly edge: GraphEdge; readonly forward: boolean }[]
  /** Whole months between the first and the last stop's dates, or `null` where they do not tell. */
  readonly months: number | null
}

export function describePath(index: GraphIndex, path: readonly PathStep[]): PathDescription {
  const first = path[0]
  const ids = first ? [first.from, ...path.map((step) => step.to)] : []
  const stops = ids.map((id) => ({ id, date: index.nodes.get(id)?.date ?? null }))
  return {
    stops,
    steps: path.flatMap((step) => {
      const edge = step.edges[0]
      return edge ? [{ edge, forward: edge.from === step.from }] : []
    }),
    months: monthsBetween(stops[0]?.date ?? null, stops.at(-1)?.date ?? null),
  }
}

/**
 * The line an entity came down: from it to its nearest forebear, to that one's, and so on, oldest first, as steps of a
 * path. Follows the strongest relation, among equals the youngest forebear. A cycle ends the line where it closes.
 */
export function trunk(index: GraphIndex, id: string): readonly PathStep[] {
  const path: PathStep[] = []
  const seen = new Set([id])
  for (let at = id; ;) {
    const parents = neighbours(index, at, new Set(LINEAGE_TYPES))
      .filter((n) => n.direction === 'out' && !seen.has(n.id) && sameSort(index, at, n.id))
      .sort(
        (a, b) =>
          strength(a.edge) - strength(b.edge) ||
          compareIds(index.nodes.get(b.id)?.date ?? '', index.nodes.get(a.id)?.date ?? '') ||
          compareIds(a.id, b.id),
      )
    const parent = parents[0]
    if (!parent) return path
    path.unshift({
      from: parent.id,
      to: at,
      edges: parents.filter((n) => n.id === parent.id).map((n) => n.edge),
    })
    seen.add(parent.id)
    at = parent.id
  }
}

/** A model comes from models and products; that it is also a kind of neural network is true, but no descent. */
function sameSort(index: GraphIndex, a: string, b: string): boolean {
  const sort = (id: string) => {
    const kind = index.nodes.get(id)?.kind
    return kind === 'product' ? 'model' : kind === 'concept' ? 'method' : kind
  }
  return sort(a) === sort(b)
}

/** All ids from which `id` comes, or which come from it, along lineage; without itself. */
export function descent(index: GraphIndex, id: string, towards: 'ancestors' | 'descendants'): Set<string> {
  const wanted = towards === 'ancestors' ? 'out' : 'in'
  const types = new Set<RelationType>(LINEAGE_TYPES)
  const seen = new Set([id])
  const waiting = [id]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const next of neighbours(index, at, types)) {
      if (next.direction !== wanted || seen.has(next.id)) continue
      seen.add(next.id)
      waiting.push(next.id)
    }
  }
  seen.delete(id)
  return seen
}
