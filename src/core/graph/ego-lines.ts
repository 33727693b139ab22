/** The lines of the compass, as path data. */
import type { GraphEdge } from '../corpus/model.ts'
import type { Chip } from './ego-content.ts'
import type { EgoLine, EgoNode } from './ego-model.ts'
import { roundTenth } from './lines.ts'

/** A line of the middle leaves it a little above or below the others, so that arrows do not pile up. */
function spread(i: number, count: number, reach: number): number {
  return count < 2 ? 0 : ((i / (count - 1)) * 2 - 1) * reach
}

/** From the middle to a neighbour left (−1) or right (1) of it, the `i`th of `count`. */
export function sideLine(
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

/** From the middle to a neighbour above (−1) or below (1) it, the `i`th of `count`. */
export function bandLine(
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

/** From a neighbour or chip to a chip beside it. */
export function chipLine(parent: EgoNode, chip: EgoNode, { edges, hop }: Chip, direction: -1 | 1): EgoLine {
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

/** From a neighbour or chip to a chip above (−1) or below (1) it. */
export function stackLine(parent: EgoNode, chip: EgoNode, { edges, hop }: Chip, direction: -1 | 1): EgoLine {
  const start = xy(parent.x, parent.y + (direction * parent.height) / 2)
  const end = xy(chip.x, chip.y - (direction * chip.height) / 2)
  return { from: parent.id, to: chip.id, edges, d: `M${start}L${end}`, inward: false, hop }
}

const xy = (x: number, y: number) => `${roundTenth(x)} ${roundTenth(y)}`
