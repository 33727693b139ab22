/**
 * The compass: one entity in the middle, its neighbours around it by what they are to it. Left came before, right came
 * after, so that the picture reads like a sentence; two or three hops are small chips behind their neighbour.
 * Everything is placed by its real width: nothing overlaps, and the picture grows instead.
 */
import type { GraphEdge, GraphNode, RelationType } from '../corpus/model.ts'
import { neighbours, type GraphIndex } from './neighbourhood.ts'
import { byDate, roundTenth } from './lines.ts'
import { sectorOf, SECTORS, type Sector } from './sectors.ts'

export type Hops = 1 | 2 | 3

export interface EgoOptions {
  readonly hops: Hops
  /** Width in pixels that a node's label needs at its hop's size, without its padding. */
  readonly labelWidth: (node: GraphNode, hop: 0 | Hops) => number
  /** Least size of the picture; it is centred within. */
  readonly minWidth: number
  readonly minHeight: number
  readonly types?: ReadonlySet<RelationType>
  /** Whether a node may be shown; all may by default. The middle always is. */
  readonly shows?: (node: GraphNode) => boolean
  /**
   * Height the picture should keep to: fewer neighbours and chips are shown until it does, down to a least number. The
   * others are counted in `more`. Without it as many as make sense are shown.
   */
  readonly wishHeight?: number
}

/** A placed node; `x` and `y` are its middle. */
export interface EgoNode {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly hop: 0 | Hops
  /** `null` for the middle. */
  readonly sector: Sector | null
  /** The node one hop nearer to the middle, or `null` for the middle. */
  readonly parent: string | null
}

export interface EgoLine {
  readonly from: string
  readonly to: string
  /** Relations it stands for; the first one gives its look. */
  readonly edges: readonly GraphEdge[]
  readonly d: string
  /** Whether the line is drawn towards the middle (`true`) or away from it, for the arrow of a descent. */
  readonly inward: boolean
  readonly hop: Hops
}

export interface EgoBand {
  readonly sector: Sector
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Direct neighbours in this sector, shown and not shown. */
  readonly count: number
  /** How many of them have no place. */
  readonly more: number
  /** Relations that lead here, commonest first. */
  readonly types: readonly RelationType[]
}

export interface EgoLayout {
  readonly width: number
  readonly height: number
  readonly nodes: readonly EgoNode[]
  readonly lines: readonly EgoLine[]
  readonly bands: readonly EgoBand[]
  /** Direct neighbours without a place, over all sectors. */
  readonly more: number
}

/** Pixels: heights of the middle and of hops 1–3, and the padding of a label. */
const HEIGHTS = [46, 30, 22, 20] as const
const PADDINGS: Readonly<Record<'plain' | 'pointed', readonly [number, number, number, number]>> = {
  plain: [48, 28, 18, 14],
  pointed: [64, 42, 30, 24],
}
const GAP = 12
const CHIP_GAP = 5
const BAND_PADDING = 14
const BAND_TITLE = 24
/** Room for the lines between the middle and a sector; pixels. */
const CORRIDOR = 88
const WIDEST_CORRIDOR = 190
const VERTICAL_CORRIDOR = 56
/** How much is shown, from plenty to little: neighbours of a sector, and chips behind each at two and at three hops. */
const ROOMS = [
  { neighbours: 12, chips: 3 },
  { neighbours: 10, chips: 3 },
  { neighbours: 10, chips: 2 },
  { neighbours: 8, chips: 2 },
  { neighbours: 7, chips: 2 },
  { neighbours: 6, chips: 2 },
  { neighbours: 6, chips: 1 },
  { neighbours: 5, chips: 1 },
  { neighbours: 4, chips: 1 },
] as const
type Room = (typeof ROOMS)[number]

interface Item {
  readonly node: GraphNode
  readonly edges: GraphEdge[]
  readonly width: number
  readonly chips: readonly Chip[]
}
interface Chip {
  readonly node: GraphNode
  readonly edges: GraphEdge[]
  readonly hop: 2 | 3
  readonly parent: string
  readonly width: number
}

/** @returns `null` when there is no such node. */
export function layoutEgo(index: GraphIndex, id: string, options: EgoOptions): EgoLayout | null {
  const middle = index.nodes.get(id)
  if (!middle) return null
  const wish = options.wishHeight ?? Infinity
  let layout: EgoLayout | null = null
  for (const room of ROOMS) {
    layout = arrange(index, middle, options, room)
    if (layout.height <= wish) break
  }
  return layout
}

function arrange(index: GraphIndex, middle: GraphNode, options: EgoOptions, room: Room): EgoLayout {
  const id = middle.id
  const widthOf = (node: GraphNode, hop: 0 | Hops) => {
    const padding = PADDINGS[node.kind === 'method' || node.kind === 'concept' ? 'pointed' : 'plain'][hop]
    return Math.ceil(options.labelWidth(node, hop) + padding)
  }
  const sectors = gather(index, middle, options, room, widthOf)
  const size = (sector: Sector) => sectors[sector].items
  const middleWidth = widthOf(middle, 0)

  const left = measureSide(size('past'))
  const right = measureSide(size('future'))
  const sides = Math.max(left.width, right.width)
  const wish = 2 * sides + middleWidth + 2 * CORRIDOR
  const width = Math.max(options.minWidth, wish)
  const corridor = Math.min(WIDEST_CORRIDOR, (width - 2 * sides - middleWidth) / 2)
  const inner = width - 2 * BAND_PADDING
  const above = flowRows(size('methods'), inner)
  const below = flowRows(size('ground'), inner)
  const core = Math.max(left.height, right.height, HEIGHTS[0] + 2 * GAP)
  const bandHeight = (flow: Flow) => (flow.rows.length > 0 ? flow.height + BAND_TITLE + 2 * BAND_PADDING : 0)
  const topBand = bandHeight(above)
  const bottomBand = bandHeight(below)
  const corridorAbove = topBand > 0 ? VERTICAL_CORRIDOR : BAND_PADDING
  const corridorBelow = bottomBand > 0 ? VERTICAL_CORRIDOR : BAND_PADDING
  // The title lies below the neighbours, who stand level with the middle.
  const sideBand = core + BAND_TITLE + 2 * BAND_PADDING
  const wishHeight = topBand + bottomBand + sideBand + corridorAbove + corridorBelow
  const height = Math.max(options.minHeight, wishHeight)
  const slack = (height - wishHeight) / 2
  const cx = width / 2
  const cy = topBand + corridorAbove + BAND_PADDING + core / 2 + slack
  const sideTop = cy - core / 2 - BAND_PADDING
  const sideBottom = sideTop + sideBand

  const nodes: EgoNode[] = []
  const lines: EgoLine[] = []
  const place = (
    node: GraphNode,
    x: number,
    y: number,
    w: number,
    hop: 0 | Hops,
    at: Sector | null,
    by: string | null,
  ) => {
    const placed: EgoNode = {
      id: node.id,
      x: roundTenth(x),
      y: roundTenth(y),
      width: w,
      height: HEIGHTS[hop],
      hop,
      sector: at,
      parent: by,
    }
    nodes.push(placed)
    return placed
  }
  const centre = place(middle, cx, cy, middleWidth, 0, null, null)

  for (const [sector, side, direction] of [
    ['past', left, -1],
    ['future', right, 1],
  ] as const) {
    const items = size(sector)
    let y = cy - side.height / 2
    for (const [i, item] of items.entries()) {
      const rowHeight = side.rows[i] ?? HEIGHTS[1]
      const mid = y + rowHeight / 2
      const x = cx + direction * (middleWidth / 2 + corridor + side.first / 2)
      const placed = place(item.node, x, mid, item.width, 1, sector, id)
      lines.push(sideLine(centre, placed, item.edges, direction, i, items.length))
      const chipX = cx + direction * (middleWidth / 2 + corridor + side.first + GAP + 10)
      let chipY = mid - chipsHeight(item.chips) / 2
      for (const chip of item.chips) {
        const indent = chip.hop === 3 ? 14 : 0
        const h = HEIGHTS[chip.hop]
        const at = place(
          chip.node,
          chipX + direction * (chip.width / 2 + indent),
          chipY + h / 2,
          chip.width,
          chip.hop,
          sector,
          chip.parent,
        )
        chipY += h + CHIP_GAP
        const parent = nodes.findLast((n) => n.id === chip.parent && n.sector === sector) ?? placed
        lines.push(chipLine(parent, at, chip, direction))
      }
      y += rowHeight + GAP
    }
  }
  for (const [sector, flow, direction, edge] of [
    ['methods', above, -1, sideTop - corridorAbove],
    ['ground', below, 1, sideBottom + corridorBelow],
  ] as const) {
    const all = flow.rows.flat()
    let y = edge + direction * BAND_PADDING
    for (const row of flow.rows) {
      const rowWidth = row.reduce((sum, cell) => sum + cell.width, 0) + GAP * (row.length - 1)
      let x = cx - rowWidth / 2
      for (const cell of row) {
        const mid = x + cell.width / 2
        const placed = place(cell.item.node, mid, y + (direction * HEIGHTS[1]) / 2, cell.item.width, 1, sector, id)
        lines.push(bandLine(centre, placed, cell.item.edges, direction, all.indexOf(cell), all.length))
        let chipY = y + direction * (HEIGHTS[1] + CHIP_GAP + 4)
        for (const chip of cell.item.chips) {
          const h = HEIGHTS[chip.hop]
          const at = place(chip.node, mid, chipY + (direction * h) / 2, chip.width, chip.hop, sector, chip.parent)
          chipY += direction * (h + CHIP_GAP)
          const parent = nodes.findLast((n) => n.id === chip.parent && n.sector === sector) ?? placed
          lines.push(stackLine(parent, at, chip, direction))
        }
        x += cell.width + GAP
      }
      y += direction * ((flow.heights[flow.rows.indexOf(row)] ?? 0) + GAP)
    }
  }

  const bands: EgoBand[] = SECTORS.flatMap((sector) => {
    const { items, more, types } = sectors[sector]
    if (items.length === 0) return []
    const side = sector === 'past' ? left : right
    const box =
      sector === 'methods'
        ? { x: 0, y: sideTop - corridorAbove - topBand, width, height: topBand }
        : sector === 'ground'
          ? { x: 0, y: sideBottom + corridorBelow, width, height: bottomBand }
          : {
              x:
                sector === 'past'
                  ? cx - middleWidth / 2 - corridor - side.width + BAND_PADDING
                  : cx + middleWidth / 2 + corridor - BAND_PADDING,
              y: sideTop,
              width: side.width,
              height: sideBand,
            }
    return [
      {
        sector,
        x: roundTenth(box.x),
        y: roundTenth(box.y),
        width: roundTenth(box.width),
        height: roundTenth(box.height),
        count: items.length + more,
        more,
        types,
      },
    ]
  })
  return {
    width: roundTenth(width),
    height: roundTenth(height),
    nodes,
    lines,
    bands,
    more: SECTORS.reduce((sum, sector) => sum + sectors[sector].more, 0),
  }
}

interface SectorContent {
  readonly items: readonly Item[]
  readonly more: number
  readonly types: readonly RelationType[]
}

/** Sorts the neighbourhood into the sectors; every entity has one place, the first that a relation gives it. */
function gather(
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

function chipsHeight(chips: readonly Chip[]): number {
  return chips.reduce((sum, chip) => sum + HEIGHTS[chip.hop] + CHIP_GAP, chips.length > 0 ? -CHIP_GAP : 0)
}

interface Side {
  /** Of the whole sector with its chips and padding, and of its column of neighbours. */
  readonly width: number
  readonly first: number
  readonly height: number
  readonly rows: readonly number[]
}

function measureSide(items: readonly Item[]): Side {
  const first = Math.max(0, ...items.map((item) => item.width))
  const chips = Math.max(0, ...items.flatMap((item) => item.chips.map((c) => c.width + (c.hop === 3 ? 14 : 0))))
  const rows = items.map((item) => Math.max(HEIGHTS[1], chipsHeight(item.chips)))
  const height = rows.reduce((a, b) => a + b, 0) + GAP * Math.max(0, rows.length - 1)
  const width = items.length > 0 ? first + (chips > 0 ? chips + GAP + 10 : 0) + 2 * BAND_PADDING : 0
  return { width, first, height, rows }
}

interface Cell {
  readonly item: Item
  readonly width: number
}
interface Flow {
  /** From the middle outwards. */
  readonly rows: readonly (readonly Cell[])[]
  readonly heights: readonly number[]
  readonly height: number
}

function flowRows(items: readonly Item[], width: number): Flow {
  const cells = items.map((item) => ({ item, width: Math.max(item.width, ...item.chips.map((c) => c.width)) }))
  const total = cells.reduce((sum, cell) => sum + cell.width + GAP, 0)
  // Rows of about equal length look calmer than a full one and a rest.
  const wanted = Math.max(1, Math.ceil(total / Math.max(1, width)))
  const rows: Cell[][] = []
  let used = Infinity
  for (const cell of cells) {
    if (used + cell.width > Math.min(width, total / wanted + cell.width / 2)) {
      rows.push([])
      used = 0
    }
    rows.at(-1)?.push(cell)
    used += cell.width + GAP
  }
  const heights = rows.map((row) =>
    Math.max(
      ...row.map(({ item }) => HEIGHTS[1] + (item.chips.length > 0 ? chipsHeight(item.chips) + CHIP_GAP + 4 : 0)),
    ),
  )
  return { rows, heights, height: heights.reduce((a, b) => a + b, 0) + GAP * Math.max(0, rows.length - 1) }
}

/** A line of the middle leaves it a little above or below the others, so that arrows do not pile up. */
function spread(i: number, count: number, reach: number): number {
  return count < 2 ? 0 : ((i / (count - 1)) * 2 - 1) * reach
}

function sideLine(
  middle: EgoNode,
  other: EgoNode,
  edges: readonly GraphEdge[],
  direction: -1 | 1,
  i: number,
  count: number,
): EgoLine {
  const a = { x: middle.x + (direction * middle.width) / 2, y: middle.y + spread(i, count, 13) }
  const b = { x: other.x - (direction * other.width) / 2, y: other.y }
  const bend = (a.x + b.x) / 2
  // Drawn from the older to the newer: in from the left, out to the right.
  const [s, e] = direction < 0 ? [b, a] : [a, b]
  return {
    from: direction < 0 ? other.id : middle.id,
    to: direction < 0 ? middle.id : other.id,
    edges,
    d: `M${xy(s.x, s.y)}C${xy(bend, s.y)} ${xy(bend, e.y)} ${xy(e.x, e.y)}`,
    inward: direction < 0,
    hop: 1,
  }
}

function bandLine(
  middle: EgoNode,
  other: EgoNode,
  edges: readonly GraphEdge[],
  direction: -1 | 1,
  i: number,
  count: number,
): EgoLine {
  const reach = Math.max(0, Math.min(middle.width / 2 - 26, 12 * count))
  const a = { x: middle.x + spread(i, count, reach), y: middle.y + (direction * middle.height) / 2 }
  const b = { x: other.x, y: other.y - (direction * other.height) / 2 }
  // The way sideways is made close to the band, clear of what stands left and right of the middle.
  const bend = a.y + (b.y - a.y) * 0.8
  return {
    from: middle.id,
    to: other.id,
    edges,
    d: `M${xy(a.x, a.y)}C${xy(a.x, bend)} ${xy(b.x, bend)} ${xy(b.x, b.y)}`,
    inward: false,
    hop: 1,
  }
}

function chipLine(parent: EgoNode, chip: EgoNode, { edges, hop }: Chip, direction: -1 | 1): EgoLine {
  const indented = parent.hop > 1
  const start = indented
    ? xy(parent.x - (direction * parent.width) / 2 + direction * 7, parent.y + parent.height / 2)
    : xy(parent.x + (direction * parent.width) / 2, parent.y)
  const end = xy(chip.x - (direction * chip.width) / 2, chip.y)
  const d = indented
    ? `M${start}V${roundTenth(chip.y)}H${roundTenth(chip.x - (direction * chip.width) / 2)}`
    : `M${start}L${end}`
  return { from: parent.id, to: chip.id, edges, d, inward: false, hop }
}

function stackLine(parent: EgoNode, chip: EgoNode, { edges, hop }: Chip, direction: -1 | 1): EgoLine {
  const start = xy(parent.x, parent.y + (direction * parent.height) / 2)
  const end = xy(chip.x, chip.y - (direction * chip.height) / 2)
  return { from: parent.id, to: chip.id, edges, d: `M${start}L${end}`, inward: false, hop }
}

const xy = (x: number, y: number) => `${roundTenth(x)} ${roundTenth(y)}`
