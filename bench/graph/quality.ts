/** How good the lineage's layout is: overlaps, direction and crossings, counted. */
import type { CompiledGraph } from '../../src/core/corpus/model.ts'
import { LINEAGE_NODE_HEIGHT, layoutLineage } from '../../src/core/graph/index.ts'

export interface Quality {
  readonly nodes: number
  readonly edges: number
  readonly overlaps: number
  /** Derived-from edges whose child stands left of its parent although both are dated. */
  readonly backward: number
  readonly crossings: number
  /** Share of edge pairs that cross, 0 to 1. */
  readonly crossingShare: number
}

type Segment = readonly [number, number, number, number]

/** Six pixels a letter: close enough to the page's own measure for counting. */
const LETTER = 6.6

export function lineageQuality(graph: CompiledGraph): Quality {
  const layout = layoutLineage(graph, { labelWidth: (n) => Math.min(150, n.name.en.length * LETTER), minWidth: 1100 })
  const nodes = [...layout.nodes].sort((a, b) => a.x - b.x)
  let overlaps = 0
  for (const [i, a] of nodes.entries())
    for (let j = i + 1; j < nodes.length; j++) {
      const b = nodes[j]
      if (!b || b.x >= a.x + a.width) break
      if (Math.abs(a.y - b.y) < LINEAGE_NODE_HEIGHT) overlaps++
    }
  const at = new Map(layout.nodes.map((n) => [n.id, n]))
  const dates = new Map(graph.nodes.map((n) => [n.id, n.date]))
  const backward = layout.edges.filter(({ from, to, types }) => {
    const [a, b] = [at.get(from), at.get(to)]
    return types.includes('derived-from') && a && b && dates.get(from) && dates.get(to) && b.x < a.x
  }).length
  const lines = layout.edges.map((edge) => segments(edge.d))
  let crossings = 0
  for (const [i, a] of lines.entries())
    for (let j = i + 1; j < lines.length; j++) if (cross(a, lines[j] ?? [])) crossings++
  const pairs = (lines.length * (lines.length - 1)) / 2
  return {
    nodes: nodes.length,
    edges: lines.length,
    overlaps,
    backward,
    crossings,
    crossingShare: pairs > 0 ? crossings / pairs : 0,
  }
}

/** A path's points joined by straight lines: its curves are short. */
function segments(d: string): Segment[] {
  let [x, y] = [0, 0]
  const out: Segment[] = []
  for (const [, command = '', rest = ''] of d.matchAll(/([MLHVQC])([^MLHVQC]*)/g)) {
    const n = (rest.match(/-?[\d.]+/g) ?? []).map(Number)
    const to = command === 'H' ? [n[0] ?? x, y] : command === 'V' ? [x, n[0] ?? y] : [n.at(-2) ?? x, n.at(-1) ?? y]
    if (command !== 'M') out.push([x, y, to[0] ?? x, to[1] ?? y])
    ;[x, y] = [to[0] ?? x, to[1] ?? y]
  }
  return out
}

function cross(a: readonly Segment[], b: readonly Segment[]): boolean {
  return a.some((s) => b.some((t) => meet(s, t)))
}

/** Whether two segments cross within both; touching or lying on each other is none. */
function meet([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment): boolean {
  const side = (px: number, py: number, qx: number, qy: number, rx: number, ry: number) =>
    Math.sign((qx - px) * (ry - py) - (qy - py) * (rx - px))
  return (
    side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) < 0 &&
    side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0
  )
}
