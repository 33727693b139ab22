/**
 * Routes of the lineage's edges: straight along a track, else at right angles with rounded corners. Of a few places
 * where the line could turn, the one that crosses fewest nodes is taken.
 */
import type { GraphEdge } from '../corpus/model.ts'
import { compareIds, firstWhere, isLineage, LINEAGE_TYPES, roundTenth, type LineageType } from './lines.ts'

/** A line from an older node to a newer one. */
export interface RoutedEdge {
  /** The older end. */
  readonly from: string
  /** The newer end. */
  readonly to: string
  /** All lineage relations between the two, strongest first. */
  readonly types: readonly LineageType[]
  /** Between lanes. */
  readonly cross: boolean
  /** Path data of SVG, in the layout's pixels; it ends at the newer end's left edge. */
  readonly d: string
  /** Nodes the line runs under; 0 wherever a clear way was found. */
  readonly crossed: number
}

interface Box {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly lane: number
}

/** Half a node's height, radius of corners, and how far from a node's edge a line turns; pixels. */
const HALF = 11
const RADIUS = 8
const STUB = 13
/** Beyond this many edges one place to turn is tried instead of all: looks cede to time. */
const MANY_EDGES = 500

export function routeEdges(nodes: readonly Box[], edges: readonly GraphEdge[]): RoutedEdge[] {
  const boxes = new Map(nodes.map((node) => [node.id, node]))
  const rows = sortIntoRows(nodes)
  const pairs = new Map<string, { from: string; to: string; types: Set<LineageType> }>()
  for (const { from, to, type } of edges) {
    if (!isLineage(type)) continue
    const key = `${to} ${from}`
    const pair = pairs.get(key) ?? { from: to, to: from, types: new Set<LineageType>() }
    pair.types.add(type)
    pairs.set(key, pair)
  }
  const thorough = pairs.size <= MANY_EDGES
  const routed: RoutedEdge[] = []
  for (const { from, to, types } of pairs.values()) {
    const parent = boxes.get(from)
    const child = boxes.get(to)
    if (!parent || !child) continue
    const points = chooseRoute(parent, child, rows, thorough)
    routed.push({
      from,
      to,
      types: LINEAGE_TYPES.filter((type) => types.has(type)),
      cross: parent.lane !== child.lane,
      d: roundedPath(points),
      crossed: countCrossed(points, rows, from, to),
    })
  }
  return routed.sort((a, b) => compareIds(a.from, b.from) || compareIds(a.to, b.to))
}

/** The boxes of one height, sorted by x; no two overlap. */
interface Row {
  readonly y: number
  readonly boxes: Box[]
}

/** Rows from the uppermost down. */
function sortIntoRows(nodes: readonly Box[]): Row[] {
  const rows = new Map<number, Row>()
  for (const node of nodes) {
    const row = rows.get(node.y)
    if (row) row.boxes.push(node)
    else rows.set(node.y, { y: node.y, boxes: [node] })
  }
  for (const { boxes } of rows.values()) boxes.sort((a, b) => a.x - b.x)
  return [...rows.values()].sort((a, b) => a.y - b.y)
}

type XY = readonly [number, number]

function chooseRoute(parent: Box, child: Box, rows: readonly Row[], thorough: boolean): XY[] {
  const end: XY = [child.x, child.y]
  const right = parent.x + parent.width
  const candidates: XY[][] = []
  if (parent.y === child.y && child.x > right) {
    candidates.push([[right, parent.y], end])
  }
  const side = child.y >= parent.y ? 1 : -1
  /** Out of the parent's lower or upper edge, and along the child's track. */
  const drop = (x: number): XY[] => [[x, parent.y + side * HALF], [x, child.y], end]
  /** Out of the parent's right edge, then down or up at `x`. */
  const turn = (x: number): XY[] => [[right, parent.y], [x, parent.y], [x, child.y], end]

  if (parent.y !== child.y) {
    if (child.x >= parent.x + STUB + RADIUS) {
      const last = Math.min(right - RADIUS, child.x - RADIUS - 4)
      for (const x of [parent.x + STUB, (parent.x + last) / 2, last]) if (x > parent.x + 6) candidates.push(drop(x))
    }
    if (child.x >= right + 2 * RADIUS) {
      const from = right + STUB - 2
      const until = child.x - STUB
      for (const share of [1, 0, 0.5, 0.25, 0.75, 0.9, 0.1]) candidates.push(turn(from + (until - from) * share))
    }
  }
  if (candidates.length === 0 || (candidates[0] && countCrossed(candidates[0], rows, parent.id, child.id) > 0)) {
    candidates.push(...detours(parent, child))
  }
  if (!thorough) return candidates[0] ?? [[right, parent.y], end]
  let best = candidates[0] ?? [[right, parent.y], end]
  let least = Infinity
  for (const points of candidates) {
    const cost = countCrossed(points, rows, parent.id, child.id) * 100 + points.length
    if (cost < least) {
      least = cost
      best = points
    }
  }
  return best
}

/** Ways between the tracks, for nodes of one track with others between, or a child that is no younger. */
function detours(parent: Box, child: Box): XY[][] {
  const ways: XY[][] = []
  for (const side of [1, -1]) {
    const lane = parent.y + side * (HALF + 3)
    const childLane = child.y - Math.sign(child.y - parent.y || -side) * (HALF + 3)
    if (child.x > parent.x + parent.width) {
      // Along the gap beside the parent's track, then down in front of the child.
      const out = parent.x + parent.width - STUB
      ways.push([
        [out, parent.y + side * HALF],
        [out, lane],
        [child.x - STUB, lane],
        [child.x - STUB, child.y],
        [child.x, child.y],
      ])
      ways.push([
        [out, parent.y + side * HALF],
        [out, childLane],
        [child.x - STUB, childLane],
        [child.x - STUB, child.y],
        [child.x, child.y],
      ])
    } else {
      // Round to the left of both: the child stands at the parent's date or before it.
      const left = Math.min(parent.x, child.x) - STUB
      ways.push([
        [parent.x, parent.y],
        [left, parent.y],
        [left, child.y],
        [child.x, child.y],
      ])
    }
  }
  return ways
}

/** How many nodes lie on a way of horizontal and vertical pieces. */
function countCrossed(points: readonly XY[], rows: readonly Row[], from: string, to: string): number {
  let count = 0
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1]
    const b = points[i]
    if (!a || !b) continue
    const left = Math.min(a[0], b[0]) - 2
    const right = Math.max(a[0], b[0]) + 2
    const top = Math.min(a[1], b[1])
    const bottom = Math.max(a[1], b[1])
    for (let r = firstWhere(rows, ({ y }) => y + HALF > top); r < rows.length; r++) {
      const { y, boxes } = rows[r] ?? { y: Infinity, boxes: [] }
      if (y - HALF >= bottom) break
      for (let at = firstWhere(boxes, (box) => box.x + box.width > left); at < boxes.length; at++) {
        const box = boxes[at]
        if (!box || box.x >= right) break
        if (box.id !== from && box.id !== to) count++
      }
    }
  }
  return count
}

/** SVG path data through points that lie at right angles, with rounded corners. */
export function roundedPath(points: readonly XY[]): string {
  const first = points[0]
  if (!first) return ''
  let d = `M${pair(first)}`
  for (let i = 1; i < points.length; i++) {
    const before = points[i - 1]
    const at = points[i]
    const after = points[i + 1]
    if (!before || !at) continue
    if (!after) {
      d += `L${pair(at)}`
      continue
    }
    const radius = Math.min(RADIUS, distance(before, at) / 2, distance(at, after) / 2)
    d += `L${pair(towards(at, before, radius))}Q${pair(at)} ${pair(towards(at, after, radius))}`
  }
  return d
}

const pair = ([x, y]: XY) => `${roundTenth(x)} ${roundTenth(y)}`
const distance = (a: XY, b: XY) => Math.hypot(a[0] - b[0], a[1] - b[1])

function towards(from: XY, to: XY, by: number): XY {
  const length = distance(from, to) || 1
  return [from[0] + ((to[0] - from[0]) * by) / length, from[1] + ((to[1] - from[1]) * by) / length]
}
