/**
 * Lineage: time runs right, one lane per organisation, forebears left of what came of them.
 *
 * Own lanes instead of a general layered layout: x is the date and nothing else, and 90 models take a millisecond
 * where dagre took 105 (graph lab, section 1). A child stays on its parent's track if it can; else it takes the nearest
 * track whose elbow crosses no other node.
 */
import type { GraphEdge, GraphNode, Kind, RelationType } from '../corpus/model.ts'
import { routeEdges, type RoutedEdge } from './lineage-routes.ts'
import {
  byDate,
  compareIds,
  firstWhere,
  isLineage,
  LINEAGE_TYPES,
  parentCompanies,
  roundTenth,
  topCompany,
} from './lines.ts'
import { dateValue, makeTimeScale, type Tick } from './time-scale.ts'

/** Kinds that have a descent worth a lane. */
export const LINEAGE_KINDS: readonly Kind[] = ['model', 'product']

export interface LineageOptions {
  /** Width in pixels that a node's label needs, without its padding. */
  readonly labelWidth: (node: GraphNode) => number
  /** The axis is stretched to at least this many pixels. */
  readonly minWidth: number
  /** Relations to draw, of the lineage types; all by default. */
  readonly types?: ReadonlySet<RelationType>
  /** Kinds to place; `LINEAGE_KINDS` by default. */
  readonly kinds?: ReadonlySet<Kind>
  /** Told now and then which share of the work is done, 0 to 1. */
  readonly onprogress?: (share: number) => void
}

/** A placed node; `x` and `y` are its left edge and its middle, in pixels. */
export interface LineageNode {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  /** Index into `lanes`. */
  readonly lane: number
  /** Line within the lane, from 0 above. */
  readonly track: number
  /** Without a date of its own: it stands where its relatives suggest. */
  readonly undated: boolean
}

export interface Lane {
  /** Organisation, or `null` for the lane of all that have a single entry or no maker. */
  readonly company: string | null
  readonly y: number
  readonly height: number
  readonly count: number
}

export interface LineageLayout {
  readonly width: number
  readonly height: number
  readonly lanes: readonly Lane[]
  readonly nodes: readonly LineageNode[]
  readonly edges: readonly RoutedEdge[]
  readonly ticks: readonly Tick[]
}

/** Pixels. A node's height, the distance of two tracks, room above and below a lane's tracks, and a node's padding. */
export const LINEAGE_NODE_HEIGHT = 22
const TRACK = 28
const LANE_PADDING = 9
const NODE_PADDING = 18
/** Between nodes of a track, and between a parent's left edge and its child's: the elbow needs it. */
const GAP = 16
const ELBOW = 28
/** A year gets room for so many tracks of its busiest lane. */
const WANTED_TRACKS = 4
/** Lanes with fewer entries share one. */
const OWN_LANE = 2
const LEAST_HEIGHT = 46
/** So many nodes are placed between two reports of progress. */
const REPORT_EVERY = 64
/** Stands for the date of everything where nothing has a date. */
const UNKNOWN_YEAR = 2000

interface Placed {
  readonly node: GraphNode
  readonly width: number
  readonly time: number
  readonly undated: boolean
  /** Undated and without relatives: it takes what room is left. */
  readonly loose: boolean
}

export function layoutLineage(
  graph: { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] },
  options: LineageOptions,
): LineageLayout {
  const kinds = options.kinds ?? new Set(LINEAGE_KINDS)
  const types = options.types ?? new Set<RelationType>(LINEAGE_TYPES)
  const chosen = new Map(graph.nodes.filter((n) => kinds.has(n.kind)).map((n) => [n.id, n]))
  const edges = graph.edges.filter(
    (e) => isLineage(e.type) && types.has(e.type) && e.from !== e.to && chosen.has(e.from) && chosen.has(e.to),
  )
  // Tracks and estimated dates follow all lineage, so that a filter of relations never moves a node.
  const descent = graph.edges.filter(
    (e) => isLineage(e.type) && e.from !== e.to && chosen.has(e.from) && chosen.has(e.to),
  )
  const placed = giveTimes([...chosen.values()], descent, options.labelWidth)
  const lanes = sortIntoLanes(placed, graph)
  const scale = makeTimeScale(yearDemand(lanes), options.minWidth)

  const parents = new Map<string, string[]>()
  for (const edge of descent) addTo(parents, edge.from, edge.to)

  const nodes: LineageNode[] = []
  const laneBoxes: Lane[] = []
  let y = 0
  let right = scale.width
  const report = (member: number) => {
    const done = nodes.length + member
    if (done % REPORT_EVERY === 0) options.onprogress?.(done / placed.length)
  }
  for (const [i, lane] of lanes.entries()) {
    const tracked = assignTracks(lane.members, parents, scale.x, report)
    const tracks = Math.max(1, ...tracked.map((t) => t.track + 1))
    const needed = (tracks - 1) * TRACK + LINEAGE_NODE_HEIGHT + 2 * LANE_PADDING
    const height = Math.max(LEAST_HEIGHT, needed)
    const top = y + (height - needed) / 2 + LANE_PADDING + LINEAGE_NODE_HEIGHT / 2
    laneBoxes.push({ company: lane.company, y: roundTenth(y), height: roundTenth(height), count: lane.members.length })
    for (const { member, x, track } of tracked) {
      right = Math.max(right, x + member.width)
      nodes.push({
        id: member.node.id,
        x: roundTenth(x),
        y: roundTenth(top + track * TRACK),
        width: roundTenth(member.width),
        lane: i,
        track,
        undated: member.undated,
      })
    }
    y += height
  }
  return {
    width: roundTenth(right),
    height: roundTenth(y),
    lanes: laneBoxes,
    nodes,
    edges: routeEdges(nodes, edges),
    ticks: scale.ticks.map((tick) => ({ ...tick, x: roundTenth(tick.x) })),
  }
}

function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** Gives every node a time: its own, or one between its forebears and what came of it, or that of the oldest. */
function giveTimes(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  labelWidth: (node: GraphNode) => number,
): Placed[] {
  const own = new Map(nodes.map((node) => [node.id, node.date === null ? null : dateValue(node.date)]))
  const dated = [...own.values()].filter((value) => value !== null)
  const oldest = dated.length > 0 ? Math.min(...dated) : UNKNOWN_YEAR
  /** The oldest of each maker: where its undated ones without relatives stand. */
  const oldestOf = new Map<string | null, number>()
  for (const { id, lane } of nodes) {
    const value = own.get(id) ?? null
    if (value !== null) oldestOf.set(lane, Math.min(value, oldestOf.get(lane) ?? Infinity))
  }
  /** The newest of a node's forebears, and the oldest of what came of it. */
  const [newestBefore, oldestAfter] = [new Map<string, number>(), new Map<string, number>()]
  for (const edge of edges) {
    const [newer, older] = [own.get(edge.from) ?? null, own.get(edge.to) ?? null]
    if (older !== null) newestBefore.set(edge.from, Math.max(older, newestBefore.get(edge.from) ?? older))
    if (newer !== null) oldestAfter.set(edge.to, Math.min(newer, oldestAfter.get(edge.to) ?? newer))
  }
  return [...nodes].sort(byDate).map((node) => {
    const width = labelWidth(node) + NODE_PADDING
    const time = own.get(node.id) ?? null
    if (time !== null) return { node, width, time, undated: false, loose: false }
    const from = newestBefore.get(node.id) ?? null
    const until = oldestAfter.get(node.id) ?? null
    const guess =
      from !== null && until !== null ? (from + until) / 2 : (from ?? until ?? oldestOf.get(node.lane) ?? oldest)
    return { node, width, time: guess, undated: true, loose: from === null && until === null }
  })
}

interface LaneContent {
  readonly company: string | null
  readonly members: Placed[]
}

/** Lanes with most entries first; subsidiaries share their owner's; what stands alone shares the last. */
function sortIntoLanes(
  placed: readonly Placed[],
  graph: { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] },
): LaneContent[] {
  const companies = new Set(graph.nodes.filter((n) => n.kind === 'company').map((n) => n.id))
  const owners = parentCompanies(graph.edges, (id) => companies.has(id))
  const byCompany = new Map<string | null, Placed[]>()
  for (const item of placed) {
    const company = item.node.lane === null ? null : topCompany(item.node.lane, owners)
    addTo(byCompany, company, item)
  }
  const lanes: LaneContent[] = []
  const rest: Placed[] = []
  for (const [company, members] of byCompany) {
    if (company === null || members.length < OWN_LANE) rest.push(...members)
    else lanes.push({ company, members })
  }
  lanes.sort((a, b) => b.members.length - a.members.length || compareIds(a.company ?? '', b.company ?? ''))
  if (rest.length > 0) lanes.push({ company: null, members: rest })
  for (const lane of lanes) lane.members.sort(inOrder)
  return lanes
}

function inOrder(a: Placed, b: Placed): number {
  return Number(a.loose) - Number(b.loose) || a.time - b.time || compareIds(a.node.id, b.node.id)
}

/** Pixels that each year asks for: what its busiest lane needs on a few tracks. */
function yearDemand(lanes: readonly LaneContent[]): Map<number, number> {
  const demand = new Map<number, number>()
  for (const { members } of lanes) {
    const years = new Map<number, number>()
    for (const { time, width } of members) {
      const year = Math.floor(time)
      years.set(year, (years.get(year) ?? 0) + width + GAP)
    }
    for (const [year, sum] of years) demand.set(year, Math.max(demand.get(year) ?? 0, sum / WANTED_TRACKS))
  }
  return demand
}

interface Tracked {
  readonly member: Placed
  readonly x: number
  readonly track: number
}

function assignTracks(
  members: readonly Placed[],
  parents: ReadonlyMap<string, readonly string[]>,
  scaleX: (time: number) => number,
  report: (done: number) => void,
): Tracked[] {
  const done = new Map<string, Tracked>()
  const tracks: Tracked[][] = []
  for (const [i, member] of members.entries()) {
    report(i)
    const known = (parents.get(member.node.id) ?? []).flatMap((id) => done.get(id) ?? [])
    const parent = known.toSorted((a, b) => b.x - a.x || compareIds(a.member.node.id, b.member.node.id))[0]
    const x = Math.max(scaleX(member.time), parent ? parent.x + ELBOW : 0)
    const isFree = (line: readonly Tracked[]) => {
      const next = line[firstEndingAfter(line, x - GAP)]
      return next === undefined || next.x >= x + member.width + GAP
    }
    const track = parent ? trackNear(tracks, parent, x, isFree) : tracks.findIndex(isFree)
    const tracked = { member, x, track: track < 0 ? tracks.length : track }
    const line = (tracks[tracked.track] ??= [])
    line.splice(firstEndingAfter(line, x), 0, tracked)
    done.set(member.node.id, tracked)
  }
  return [...done.values()]
}

/**
 * The free track nearest to the parent; below before above, so that lines branch downwards. One that the line down from
 * the parent reaches without crossing a node goes before those that it does not; −1 where none is free.
 */
function trackNear(
  tracks: readonly (readonly Tracked[])[],
  parent: Tracked,
  x: number,
  isFree: (line: readonly Tracked[]) => boolean,
): number {
  // A child further right is reached by a line that turns in front of it.
  const turnsAtParent = x < parent.x + parent.member.width + GAP
  const at = parent.x + ELBOW / 2
  const isInTheWay = (line: readonly Tracked[]) => {
    const next = line[firstEndingAfter(line, at - 4)]
    return next !== undefined && next.x - 4 < at
  }
  const isBlocked = { below: false, above: false }
  let free = -1
  for (let away = 0; away < tracks.length; away++) {
    for (const side of ['below', 'above'] as const) {
      const track = parent.track + (side === 'below' ? away : -away)
      const line = tracks[track]
      if (!line || (away === 0 && side === 'above')) continue
      if (isFree(line)) {
        if (!isBlocked[side]) return track
        if (free < 0) free = track
      }
      isBlocked[side] ||= away > 0 && turnsAtParent && isInTheWay(line)
    }
    if (free >= 0 && isBlocked.below && isBlocked.above) return free
  }
  return free
}

/** Place of the first entry that ends right of `x`, on a track sorted by x on which no two overlap. */
function firstEndingAfter(line: readonly Tracked[], x: number): number {
  return firstWhere(line, (entry) => entry.x + entry.member.width > x)
}
