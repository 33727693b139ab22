/** What the map holds, apart from how it is drawn: its elements by id, and which of them a window needs. */
import type { ElementDefinition } from 'cytoscape'

export interface MapCanvasNode {
  readonly id: string
  readonly kind: string
  /** Asked for when the node comes into sight: to shorten a name takes time. */
  readonly label: () => string
  /** Its middle, and its size. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface MapCanvasEdge {
  readonly id: string
  readonly from: string
  readonly to: string
  /** Name of a colour token. */
  readonly token: string
  readonly dashed: boolean
  readonly dotted: boolean
  readonly arrow: boolean
}

/** A part of the plane. */
export interface MapWindow {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

type Box = Pick<MapCanvasNode, 'x' | 'y' | 'width' | 'height'>

function touches({ x, y, width, height }: Box, window: MapWindow): boolean {
  return (
    x + width / 2 >= window.left &&
    x - width / 2 <= window.right &&
    y + height / 2 >= window.top &&
    y - height / 2 <= window.bottom
  )
}

export class MapElements {
  readonly #nodes: ReadonlyMap<string, MapCanvasNode>
  readonly #edgesAt = new Map<string, MapCanvasEdge[]>()
  /** Without a selection only descent is hinted at: other relations need no place on the ground. */
  readonly #hints: readonly MapCanvasEdge[]

  constructor(nodes: readonly MapCanvasNode[], edges: readonly MapCanvasEdge[]) {
    this.#nodes = new Map(nodes.map((node) => [node.id, node]))
    this.#hints = edges.filter((edge) => edge.arrow)
    for (const edge of edges)
      for (const id of [edge.from, edge.to]) this.#edgesAt.set(id, [...(this.#edgesAt.get(id) ?? []), edge])
  }

  node(id: string): MapCanvasNode | undefined {
    return this.#nodes.get(id)
  }

  edgesAt(id: string): readonly MapCanvasEdge[] {
    return this.#edgesAt.get(id) ?? []
  }

  /** What a window needs and `has` does not know: nodes, and after its ends each line that may cross the window. */
  missing(window: MapWindow, has: ReadonlySet<string>): readonly (MapCanvasNode | MapCanvasEdge)[] {
    const edges = this.#hints.filter((edge) => !has.has(edge.id) && this.#mayCross(edge, window))
    const ends = new Set(edges.flatMap((edge) => [edge.from, edge.to]))
    const nodes = [...this.#nodes.values()].filter(
      (node) => !has.has(node.id) && (ends.has(node.id) || touches(node, window)),
    )
    return [...nodes, ...edges]
  }

  #mayCross(edge: MapCanvasEdge, window: MapWindow): boolean {
    const [a, b] = [this.#nodes.get(edge.from), this.#nodes.get(edge.to)]
    if (!a || !b) return false
    const box = {
      ...{ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
      ...{ width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) },
    }
    return touches(box, window)
  }
}

/** An element for Cytoscape. @param classes More classes, each after a space. */
export function toElement(element: MapCanvasNode | MapCanvasEdge, classes = ''): ElementDefinition {
  if ('from' in element) {
    const { id, from, to, token, dashed, dotted, arrow } = element
    const looks = [token.slice(2), dashed && 'dashed', dotted && 'dotted', arrow && 'arrow'].filter(Boolean)
    return { group: 'edges', data: { id, source: from, target: to }, classes: looks.join(' ') + classes }
  }
  const { id, x, y, width, height, kind, label } = element
  return {
    group: 'nodes',
    data: { id, label: label(), w: width, h: height },
    classes: kind + classes,
    position: { x, y },
  }
}
