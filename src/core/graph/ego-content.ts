/** Which entities the compass shows: the weightiest neighbours of each sector, and what lies behind them. */
import type { GraphEdge, GraphNode, RelationType } from '../corpus/model.ts'
import type { EgoOptions, Hops } from './ego-model.ts'
import { byDate } from './lines.ts'
import { neighbours, type GraphIndex } from './neighbourhood.ts'
import { sectorOf, type Sector } from './sectors.ts'

/** Room for neighbours in a sector, and for chips behind each at two and at three hops. */
export interface Room {
  readonly neighbours: number
  readonly chips: number
}

/** A direct neighbour with what is shown behind it. */
export interface Item {
  readonly node: GraphNode
  readonly edges: GraphEdge[]
  readonly width: number
  readonly chips: readonly Chip[]
}

/** An entity behind a neighbour, or behind another chip. */
export interface Chip {
  readonly node: GraphNode
  readonly edges: GraphEdge[]
  readonly hop: 2 | 3
  readonly parent: string
  readonly width: number
}

/** What a sector shows, and how many of its neighbours have no place. */
export interface SectorContent {
  readonly items: readonly Item[]
  readonly more: number
  readonly types: readonly RelationType[]
}

/** Sorts the neighbourhood into the sectors; every entity has one place, the first that a relation gives it. */
export function gather(
  index: GraphIndex,
  middle: GraphNode,
  options: EgoOptions,
  room: Room,
  widthOf: (node: GraphNode, hop: Hops) => number,
): Record<Sector, SectorContent> {
  const { types, shows, hops } = options
  const limit = room.neighbours
  const found: Record<Sector, Map<string, GraphEdge[]>> = {
    past: new Map(),
    future: new Map(),
    methods: new Map(),
    ground: new Map(),
  }
  const sectorById = new Map<string, Sector>()
  const counts = new Map<Sector, Map<RelationType, number>>()
  const around = neighbours(index, middle.id, types)
  // Descent decides before anything else where a neighbour stands.
  const lines = [...around].sort((a, b) => rank(a.edge.type) - rank(b.edge.type))
  for (const { id, edge, direction } of lines) {
    const node = index.nodes.get(id)
    if (!node || (shows && !shows(node))) continue
    const sector = sectorById.get(id) ?? sectorOf(edge.type, direction, middle.kind, node.kind)
    sectorById.set(id, sector)
    found[sector].set(id, [...(found[sector].get(id) ?? []), edge])
    const count = counts.get(sector) ?? new Map<RelationType, number>()
    count.set(edge.type, (count.get(edge.type) ?? 0) + 1)
    counts.set(sector, count)
  }
  const taken = new Set([middle.id, ...sectorById.keys()])
  const build = (sector: Sector): SectorContent => {
    const all = [...found[sector]].flatMap(([id, edges]) => {
      const node = index.nodes.get(id)
      return node ? [{ node, edges }] : []
    })
    // The weightiest stay when there are too many; shown are they by date.
    const kept = [...all]
      .sort(
        (a, b) =>
          rank(a.edges[0]?.type) - rank(b.edges[0]?.type) || b.node.degree - a.node.degree || byDate(a.node, b.node),
      )
      .slice(0, limit)
      .sort((a, b) => byDate(a.node, b.node))
    const items = kept.map(({ node, edges }) => ({
      node,
      edges,
      width: widthOf(node, 1),
      chips: hops === 1 ? [] : findChips(index, node, options, room, taken, widthOf),
    }))
    const byCount = [...(counts.get(sector) ?? [])].sort((a, b) => b[1] - a[1])
    return { items, more: all.length - kept.length, types: byCount.map(([type]) => type) }
  }
  // Forebears and offspring choose their chips first.
  return { past: build('past'), future: build('future'), methods: build('methods'), ground: build('ground') }
}

/** Which relations get a place first when there are too many: descent, then who and of what, then the rest. */
const RANKS: Readonly<Partial<Record<RelationType, number>>> = {
  'derived-from': 0,
  'successor-of': 0,
  'variant-of': 0,
  'inspired-by': 0,
  'developed-by': 1,
  'founded-by': 1,
  'author-of': 1,
  'introduced-by': 1,
  'uses-method': 1,
  'trained-on': 1,
  'competes-with': 3,
  'prerequisite-of': 4,
}

function rank(type: RelationType | undefined): number {
  return (type && RANKS[type]) ?? 2
}

/** What lies behind a neighbour, weightiest first; each entity once in the whole picture. */
function findChips(
  index: GraphIndex,
  node: GraphNode,
  { types, shows, hops }: EgoOptions,
  room: Room,
  taken: Set<string>,
  widthOf: (node: GraphNode, hop: Hops) => number,
): Chip[] {
  const chips: Chip[] = []
  const from = (parent: GraphNode, hop: 2 | 3, most: number): Chip[] => {
    const edges = new Map<string, GraphEdge[]>()
    for (const next of neighbours(index, parent.id, types)) {
      if (taken.has(next.id)) continue
      edges.set(next.id, [...(edges.get(next.id) ?? []), next.edge])
    }
    const found = [...edges]
      .flatMap(([id, list]) => {
        const other = index.nodes.get(id)
        return other && (!shows || shows(other)) ? [{ node: other, list }] : []
      })
      .sort(
        (a, b) =>
          rank(a.list[0]?.type) - rank(b.list[0]?.type) || b.node.degree - a.node.degree || byDate(a.node, b.node),
      )
      .slice(0, most)
    for (const { node: other } of found) taken.add(other.id)
    return found.map(({ node: other, list }) => ({
      node: other,
      edges: list,
      hop,
      parent: parent.id,
      width: widthOf(other, hop),
    }))
  }
  const second = from(node, 2, room.chips)
  for (const chip of second) {
    chips.push(chip)
    if (hops === 3) chips.push(...from(chip.node, 3, 1))
  }
  return chips
}
