/**
 * The map: every organisation a box with its works inside by date, methods and concepts as a band between the boxes,
 * data, papers and people below. A fixed arrangement rather than a force layout: on this hub-heavy graph forces give a
 * hairball, another one each time, and take seconds (measured in the graph lab); shelves take a millisecond and are
 * the same for everybody.
 */
import type { Bilingual, Kind, RelationType } from '../corpus/model.ts'
import { byDate, compareIds, roundTenth } from './lines.ts'

/** What the map needs of a node; `GraphNode` fits. */
export interface MapNode {
  readonly id: string
  readonly kind: Kind
  readonly date: string | null
  readonly lane: string | null
  readonly degree: number
  /** Decides how much room the node gets; without it the id does. */
  readonly name?: Bilingual
}

/** What the layouts need of a relation; `GraphEdge` fits. */
export interface MapEdge {
  readonly from: string
  readonly to: string
  readonly type: RelationType
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** What a box of the under-layer holds: one organisation's works, or everything of a sort. */
export type MapBoxKind = 'company' | 'companies' | 'methods' | 'concepts' | 'data' | 'papers' | 'people' | 'others'

/** A box of the under-layer, in pixels of the map's plane; `x` and `y` are its upper left corner. */
export interface MapBox {
  readonly kind: MapBoxKind
  /** The organisation of a `company` box. */
  readonly company: string | null
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Ids inside, in reading order; the organisation itself stands in the box's head and is not among them. */
  readonly members: readonly string[]
}

export interface MapArrangement {
  readonly positions: ReadonlyMap<string, Point>
  readonly boxes: readonly MapBox[]
  readonly width: number
  readonly height: number
}

/** Pixels between a box's border and its content, between boxes, between nodes; heights of head line and node. */
const PADDING = 12
const BOX_GAP = 14
const NODE_GAP = 7
const HEAD = 34
export const MAP_NODE_HEIGHT = 26
/** Width over height the plane aims at: a window beside a panel. */
const ASPECT = 1.55
/** Widths at the label's size: a Latin letter, a Han character, and the range of a node's width with its padding. */
const LATIN = 6.9
const HAN = 12
const LABEL_PADDING = 24
const POINTED_PADDING = 36
const NARROWEST = 58
const WIDEST = 156

/**
 * Room the map keeps for a node, in pixels: that of its longer name at 12 px, so that the map is the same in every
 * language. Estimated, because nothing can be measured at build time; a label that is longer is shortened when drawn.
 */
export function mapNodeWidth(node: Pick<MapNode, 'id' | 'kind' | 'name'>): number {
  const padding = node.kind === 'method' || node.kind === 'concept' ? POINTED_PADDING : LABEL_PADDING
  const labels = node.name ? [node.name.zh, node.name.en] : [node.id]
  const widths = labels.map((label) => [...label].reduce((sum, c) => sum + (c > '\u2E7F' ? HAN : LATIN), 0))
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, Math.max(...widths) + padding)))
}

/**
 * Positions of all nodes on the map's plane: centres, in pixels, rounded to 0.1. The same nodes give the same
 * positions in whatever order they come. Needs no dates, lanes or edges to be there; an empty graph gives an empty map.
 */
export function layoutMap(nodes: readonly MapNode[], edges: readonly MapEdge[]): ReadonlyMap<string, Point> {
  return arrangeMap(nodes, edges).positions
}

/** The boxes below the nodes of `layoutMap`, for the same nodes and edges. */
export function mapBoxes(nodes: readonly MapNode[], edges: readonly MapEdge[]): readonly MapBox[] {
  return arrangeMap(nodes, edges).boxes
}

type WidthOf = (id: string) => number

interface Content {
  readonly kind: MapBoxKind
  readonly company: string | null
  readonly members: readonly string[]
}

/** Positions and boxes together. */
export function arrangeMap(nodes: readonly MapNode[], edges: readonly MapEdge[]): MapArrangement {
  const { companies, above, below } = sortIntoBoxes(nodes)
  const widthById = new Map(nodes.map((node) => [node.id, mapNodeWidth(node)]))
  const widthOf: WidthOf = (id) => widthById.get(id) ?? NARROWEST
  const planeWidth = choosePlaneWidth([...companies, ...above, ...below], widthOf)
  const ties = countTies(companies, edges)

  const rows: (readonly Content[])[] = fillShelves(companies, planeWidth, widthOf).map((shelf) =>
    chainByTies(shelf, ties),
  )
  // The band of methods stands in the middle of the shelves: no tie to it crosses more than half of the map.
  rows.splice(Math.ceil(rows.length / 2), 0, ...above.map((box) => [box]))
  rows.push(...below.map((box) => [box]))

  const boxes: MapBox[] = []
  const positions = new Map<string, Point>()
  let y = 0
  for (const row of rows) {
    const widths = justify(row, planeWidth, widthOf)
    const flows = row.map((box, i) => flow(box.members, (widths[i] ?? planeWidth) - 2 * PADDING, widthOf))
    const height = HEAD + Math.max(...flows.map((f) => f.height)) + PADDING
    let x = 0
    for (const [i, content] of row.entries()) {
      const width = widths[i] ?? planeWidth
      boxes.push({
        ...content,
        x: roundTenth(x),
        y: roundTenth(y),
        width: roundTenth(width),
        height: roundTenth(height),
      })
      if (content.company !== null) {
        positions.set(content.company, { x: roundTenth(x + width / 2), y: roundTenth(y + HEAD / 2) })
      }
      for (const [id, place] of flows[i]?.places ?? []) {
        positions.set(id, { x: roundTenth(x + PADDING + place.x), y: roundTenth(y + HEAD + place.y) })
      }
      x += width + BOX_GAP
    }
    y += height + BOX_GAP
  }
  return { positions, boxes, width: rows.length ? planeWidth : 0, height: roundTenth(Math.max(0, y - BOX_GAP)) }
}

/** Which kinds share a band, in the order of the bands. */
const BANDS: readonly { readonly kind: MapBoxKind; readonly of: readonly Kind[]; readonly middle: boolean }[] = [
  { kind: 'methods', of: ['method'], middle: true },
  { kind: 'concepts', of: ['concept'], middle: true },
  { kind: 'data', of: ['dataset'], middle: false },
  { kind: 'papers', of: ['paper'], middle: false },
  { kind: 'people', of: ['person'], middle: false },
]

function sortIntoBoxes(nodes: readonly MapNode[]): {
  companies: Content[]
  above: Content[]
  below: Content[]
} {
  const unique = [...new Map(nodes.map((node) => [node.id, node])).values()].sort(byDate)
  const isCompany = new Set(unique.filter((node) => node.kind === 'company').map((node) => node.id))
  const works = new Map<string, string[]>()
  const loose: string[] = []
  const banded = new Map<MapBoxKind, string[]>()
  for (const node of unique) {
    const band = BANDS.find((b) => b.of.includes(node.kind))
    if (band) put(banded, band.kind, node.id)
    else if (node.kind !== 'company') {
      if (node.lane !== null && isCompany.has(node.lane)) put(works, node.lane, node.id)
      else loose.push(node.id)
    }
  }
  const companies: Content[] = [...works]
    .map(([company, members]) => ({ kind: 'company' as const, company, members }))
    .sort((a, b) => b.members.length - a.members.length || compareIds(a.company, b.company))
  const idle = [...isCompany].filter((id) => !works.has(id)).sort(compareIds)
  const band = (kind: MapBoxKind): Content[] => {
    const members = banded.get(kind) ?? []
    return members.length ? [{ kind, company: null, members }] : []
  }
  return {
    companies,
    above: BANDS.filter((b) => b.middle).flatMap((b) => band(b.kind)),
    below: [
      ...(loose.length ? [{ kind: 'others' as const, company: null, members: loose }] : []),
      ...(idle.length ? [{ kind: 'companies' as const, company: null, members: idle }] : []),
      ...BANDS.filter((b) => !b.middle).flatMap((b) => band(b.kind)),
    ],
  }
}

function choosePlaneWidth(boxes: readonly Content[], widthOf: WidthOf): number {
  let area = 0
  let widest = 600
  for (const box of boxes) {
    const inner = box.members.reduce((sum, id) => sum + widthOf(id) + NODE_GAP, 0)
    area += inner * (MAP_NODE_HEIGHT + NODE_GAP) * 1.25 + (HEAD + PADDING + BOX_GAP) * 260
    widest = Math.max(widest, WIDEST + 2 * PADDING)
  }
  return Math.ceil(Math.max(widest, Math.sqrt(area * ASPECT)) / 20) * 20
}

/** Lays nodes out in lines of at most `width`. */
function flow(
  members: readonly string[],
  width: number,
  widthOf: WidthOf,
): { places: [string, Point][]; height: number } {
  const places: [string, Point][] = []
  let x = 0
  let line = 0
  for (const id of members) {
    const w = widthOf(id)
    if (x > 0 && x + w > width + 0.5) {
      x = 0
      line++
    }
    places.push([id, { x: x + w / 2, y: line * (MAP_NODE_HEIGHT + NODE_GAP) + MAP_NODE_HEIGHT / 2 }])
    x += w + NODE_GAP
  }
  return { places, height: (line + 1) * MAP_NODE_HEIGHT + line * NODE_GAP }
}

/** Narrowest box that holds its members in `lines` lines. */
function widthFor(box: Content, lines: number, widthOf: WidthOf): number {
  const widths = box.members.map(widthOf)
  const head = box.company === null ? 0 : widthOf(box.company) + 40
  let low = Math.max(...widths, head, NARROWEST)
  let high = Math.max(
    low,
    widths.reduce((sum, w) => sum + w + NODE_GAP, 0),
  )
  const fits = (w: number) => flow(box.members, w, widthOf).height <= lines * MAP_NODE_HEIGHT + (lines - 1) * NODE_GAP
  while (high - low > 4) {
    const middle = (low + high) / 2
    if (fits(middle)) high = middle
    else low = middle
  }
  return (fits(low) ? low : high) + 2 * PADDING
}

/** Shelves of boxes of about one height, largest first. A shelf has as many lines as keep its first box in bounds. */
function fillShelves(boxes: readonly Content[], width: number, widthOf: WidthOf): Content[][] {
  const shelves: Content[][] = []
  let at = 0
  while (at < boxes.length) {
    const first = boxes[at]
    if (!first) break
    const share = Math.max(WIDEST + 2 * PADDING, width * 0.4)
    let lines = 1
    while (widthFor(first, lines, widthOf) > share && lines < first.members.length) lines++
    const shelf = [first]
    let used = widthFor(first, lines, widthOf)
    for (at++; at < boxes.length; at++) {
      const next = boxes[at]
      if (!next) break
      const needed = widthFor(next, lines, widthOf) + BOX_GAP
      if (used + needed > width) break
      used += needed
      shelf.push(next)
    }
    shelves.push(shelf)
  }
  return shelves
}

/** Widths of the boxes of a shelf so that together they fill it. The rest goes by the length of the content. */
function justify(row: readonly Content[], width: number, widthOf: WidthOf): number[] {
  if (row.length === 1) return [width]
  const room = width - BOX_GAP * (row.length - 1)
  let best: number[] = []
  for (let lines = 1; lines <= 64; lines++) {
    best = row.map((box) => widthFor(box, lines, widthOf))
    if (best.reduce((a, b) => a + b, 0) <= room) break
  }
  const rest = room - best.reduce((a, b) => a + b, 0)
  const total = row.reduce((sum, box) => sum + Math.sqrt(box.members.length), 0)
  return best.map((w, i) => w + (rest * Math.sqrt(row[i]?.members.length ?? 0)) / total)
}

/** How many relations run between the works of two organisations; the key is both ids, smaller first. */
function countTies(companies: readonly Content[], edges: readonly MapEdge[]): Map<string, number> {
  const home = new Map<string, string>()
  for (const box of companies) {
    if (box.company === null) continue
    home.set(box.company, box.company)
    for (const id of box.members) home.set(id, box.company)
  }
  const ties = new Map<string, number>()
  for (const edge of edges) {
    const a = home.get(edge.from)
    const b = home.get(edge.to)
    if (a === undefined || b === undefined || a === b) continue
    const key = tieKey(a, b)
    ties.set(key, (ties.get(key) ?? 0) + 1)
  }
  return ties
}

/** The same boxes, reordered so that each stands beside the one it has most ties with. */
function chainByTies(shelf: readonly Content[], ties: ReadonlyMap<string, number>): Content[] {
  const rest = shelf.slice(1)
  const chain = shelf.slice(0, 1)
  while (rest.length > 0) {
    const last = chain.at(-1)?.company ?? ''
    let best = 0
    const tiesTo = (box: Content | undefined) => ties.get(tieKey(last, box?.company ?? '')) ?? 0
    for (let i = 1; i < rest.length; i++) if (tiesTo(rest[i]) > tiesTo(rest[best])) best = i
    chain.push(...rest.splice(best, 1))
  }
  return chain
}

const tieKey = (a: string, b: string) => (a < b ? `${a}|${b}` : `${b}|${a}`)

function put<K>(map: Map<K, string[]>, key: K, value: string): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
