/**
 * The compass: one entity in the middle, its neighbours around it by what they are to it. Left came before, right came
 * after, so that the picture reads like a sentence; two or three hops are small chips behind their neighbour.
 * Everything is placed by its real width: nothing overlaps, and the picture grows instead.
 */
import type { GraphNode } from '../corpus/model.ts'
import { gather, type Room } from './ego-content.ts'
import { bandLine, chipLine, sideLine, stackLine } from './ego-lines.ts'
import { BAND_PADDING, CHIP_GAP, chipsHeight, flowRows, GAP, HEIGHTS, measureSide, type Flow } from './ego-measure.ts'
import type { EgoBand, EgoLayout, EgoLine, EgoNode, EgoOptions, Hops } from './ego-model.ts'
import { roundTenth } from './lines.ts'
import type { GraphIndex } from './neighbourhood.ts'
import { SECTORS, type Sector } from './sectors.ts'

/** Padding of a label, of the middle and at hops 1–3. Unit: pixels. */
const PADDINGS: Readonly<Record<'plain' | 'pointed', readonly [number, number, number, number]>> = {
  plain: [48, 28, 18, 14],
  pointed: [64, 42, 30, 24],
}
const BAND_TITLE = 24
/** Room for the lines between the middle and a sector; pixels. */
const CORRIDOR = 88
const WIDEST_CORRIDOR = 190
const VERTICAL_CORRIDOR = 56
/** How much is shown, from plenty to little: neighbours of a sector, and chips behind each at two and at three hops. */
const ROOMS: readonly Room[] = [
  { neighbours: 12, chips: 3 },
  { neighbours: 10, chips: 3 },
  { neighbours: 10, chips: 2 },
  { neighbours: 8, chips: 2 },
  { neighbours: 7, chips: 2 },
  { neighbours: 6, chips: 2 },
  { neighbours: 6, chips: 1 },
  { neighbours: 5, chips: 1 },
  { neighbours: 4, chips: 1 },
]

/** Lays out what surrounds an entity. @returns `null` when there is no such node. */
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
