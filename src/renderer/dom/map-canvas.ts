/**
 * The canvas of the map: Cytoscape with the settings that the graph lab measured. Preset positions, plain straight
 * edges, a texture while moving when the graph is large, no compound nodes, no WebGL.
 */
import type { Core, EdgeSingular, NodeSingular } from 'cytoscape'
import { colourToken, mapStyles } from './map-styles.ts'

export interface MapCanvasNode {
  readonly id: string
  readonly kind: string
  readonly label: string
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

export interface MapCanvasEvents {
  readonly onopen: (id: string) => void
  readonly onenter: (id: string) => void
  readonly onleave: () => void
  readonly onview: (view: { readonly k: number; readonly x: number; readonly y: number }) => void
}

export interface MapCanvas {
  /** Shows these nodes and edges; nothing moves. */
  show(nodes: readonly MapCanvasNode[], edges: readonly MapCanvasEdge[]): void
  /** Hides nodes (with their edges) and edges by their ids, and nothing else. */
  hide(ids: ReadonlySet<string>): void
  /** Lights a node and its neighbours, dims the rest; `null` ends it. */
  focus(id: string | null, path: ReadonlySet<string>): void
  /** Reads the colours of the page's theme again. */
  restyle(): void
  /** Shows a plane of this size whole, at least at the scale `least`, and then from its upper left. */
  fit(width: number, height: number, least?: number): void
  /** Puts a point of the plane into the middle. */
  centre(x: number, y: number): void
  zoom(factor: number): void
  pan(dx: number, dy: number): void
  reveal(id: string): void
  resize(): void
  destroy(): void
}

/** Cytoscape puts a style element into the page unless one with this id is there; the policy forbids style elements. */
const STYLESHEET_ID = '__________cytoscape_stylesheet'
/** Beyond so many nodes the picture is moved as a texture. */
const LARGE = 800
const SMALLEST_ZOOM = 0.15
const LARGEST_ZOOM = 3

/** Loads Cytoscape and draws into `container`, which needs a size and `position: relative`. */
export async function mountMapCanvas(
  container: HTMLElement,
  events: MapCanvasEvents,
  size: number,
): Promise<MapCanvas> {
  const { default: cytoscape } = await import('cytoscape')
  if (!document.getElementById(STYLESHEET_ID)) {
    const placeholder = document.createElement('i')
    placeholder.id = STYLESHEET_ID
    placeholder.hidden = true
    document.head.append(placeholder)
  }
  const cy = cytoscape({
    container,
    style: mapStyles(),
    layout: { name: 'preset' },
    minZoom: SMALLEST_ZOOM,
    maxZoom: LARGEST_ZOOM,
    textureOnViewport: size > LARGE,
    autoungrabify: true,
    autounselectify: true,
    boxSelectionEnabled: false,
  })
  listen(cy, events)
  let hidden: ReadonlySet<string> = new Set()
  let lit: { id: string; path: ReadonlySet<string> } | null = null

  const light = () => {
    cy.batch(() => {
      const all = cy.elements()
      const node = lit ? cy.getElementById(lit.id) : cy.collection()
      if (!lit || node.empty()) {
        all.removeClass('lit dim hot shown')
        return
      }
      const { path } = lit
      const around = node.closedNeighborhood()
      const onPath = cy.nodes().filter((n) => path.has(n.id()))
      all.removeClass('lit hot shown').addClass('dim')
      around.removeClass('dim').addClass('lit')
      node.connectedEdges().addClass('shown')
      onPath.removeClass('dim').addClass('lit')
      const pathEdges = onPath.edgesWith(onPath)
      pathEdges.removeClass('dim').addClass('shown hot')
      node.addClass('hot')
      onPath.addClass('hot')
    })
  }
  return {
    show(nodes, edges) {
      cy.batch(() => {
        cy.elements().remove()
        cy.add(
          nodes.map(({ x, y, width, height, ...data }) => ({
            group: 'nodes' as const,
            data: { ...data, w: width, h: height },
            classes: data.kind,
            position: { x, y },
          })),
        )
        cy.add(
          edges.map((edge) => ({
            group: 'edges' as const,
            data: {
              id: edge.id,
              source: edge.from,
              target: edge.to,
              colour: colourToken(edge.token),
              token: edge.token,
            },
            classes: [edge.dashed && 'dashed', edge.dotted && 'dotted', edge.arrow && 'arrow']
              .filter(Boolean)
              .join(' '),
          })),
        )
      })
      cy.batch(() => {
        for (const id of hidden) cy.getElementById(id).addClass('gone')
      })
      light()
    },
    hide(ids) {
      cy.batch(() => {
        for (const id of hidden) if (!ids.has(id)) cy.getElementById(id).removeClass('gone')
        for (const id of ids) if (!hidden.has(id)) cy.getElementById(id).addClass('gone')
      })
      hidden = ids
    },
    focus(id, path) {
      lit = id === null ? null : { id, path }
      light()
    },
    restyle() {
      cy.edges().forEach((edge: EdgeSingular) => {
        edge.data('colour', colourToken(String(edge.data('token'))))
      })
      cy.style(mapStyles())
    },
    fit(width, height, least = SMALLEST_ZOOM) {
      const margin = 16
      const whole = Math.min(1.2, (cy.width() - 2 * margin) / width, (cy.height() - 2 * margin) / height)
      const k = Math.max(least, whole)
      const start = (size: number, content: number) => Math.max(margin, (size - content * k) / 2)
      cy.viewport({ zoom: k, pan: { x: start(cy.width(), width), y: start(cy.height(), height) } })
    },
    centre(x, y) {
      const k = cy.zoom()
      cy.pan({ x: cy.width() / 2 - x * k, y: cy.height() / 2 - y * k })
    },
    zoom(factor) {
      cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } })
    },
    pan(dx, dy) {
      cy.panBy({ x: dx, y: dy })
    },
    reveal(id) {
      const node = cy.getElementById(id) as NodeSingular
      if (node.empty()) return
      const box = node.renderedBoundingBox()
      const over = (low: number, high: number, limit: number) =>
        low < 30 ? 30 - low : high > limit - 30 ? limit - 30 - high : 0
      cy.panBy({ x: over(box.x1, box.x2, cy.width()), y: over(box.y1, box.y2, cy.height()) })
    },
    resize: () => cy.resize(),
    destroy: () => cy.destroy(),
  }
}

function listen(cy: Core, events: MapCanvasEvents): void {
  cy.on('tap', 'node', (event) => events.onopen((event.target as NodeSingular).id()))
  cy.on('mouseover', 'node', (event) => events.onenter((event.target as NodeSingular).id()))
  cy.on('mouseout', 'node', () => events.onleave())
  cy.on('viewport resize', () => events.onview({ k: cy.zoom(), ...cy.pan() }))
}
