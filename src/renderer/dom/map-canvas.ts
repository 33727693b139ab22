/**
 * The canvas of the map: Cytoscape with the settings that the graph lab measured. Preset positions, plain straight
 * edges, a texture while moving when the graph is large, no compound nodes, no WebGL.
 */
import type { Core, EdgeSingular, NodeSingular, StylesheetJson } from 'cytoscape'

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
  /** Lights a node and its neighbours, dims the rest; `null` ends it. */
  focus(id: string | null, path: ReadonlySet<string>): void
  /** Reads the colours of the page's theme again. */
  restyle(): void
  fit(width: number, height: number): void
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
    style: styles(),
    layout: { name: 'preset' },
    minZoom: SMALLEST_ZOOM,
    maxZoom: LARGEST_ZOOM,
    textureOnViewport: size > LARGE,
    autoungrabify: true,
    autounselectify: true,
    boxSelectionEnabled: false,
  })
  listen(cy, events)
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
            data: { id: edge.id, source: edge.from, target: edge.to, colour: token(edge.token), token: edge.token },
            classes: [edge.dashed && 'dashed', edge.dotted && 'dotted', edge.arrow && 'arrow']
              .filter(Boolean)
              .join(' '),
          })),
        )
      })
      light()
    },
    focus(id, path) {
      lit = id === null ? null : { id, path }
      light()
    },
    restyle() {
      cy.edges().forEach((edge: EdgeSingular) => {
        edge.data('colour', token(String(edge.data('token'))))
      })
      cy.style(styles())
    },
    fit(width, height) {
      const margin = 16
      const k = Math.min(1.2, (cy.width() - 2 * margin) / width, (cy.height() - 2 * margin) / height)
      cy.viewport({
        zoom: Math.max(SMALLEST_ZOOM, k),
        pan: { x: Math.max(margin, (cy.width() - width * k) / 2), y: Math.max(margin, (cy.height() - height * k) / 2) },
      })
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
  cy.on('tap', 'node', (event) => events.onopen(String((event.target as NodeSingular).id())))
  cy.on('mouseover', 'node', (event) => events.onenter(String((event.target as NodeSingular).id())))
  cy.on('mouseout', 'node', () => events.onleave())
  cy.on('viewport resize', () => events.onview({ k: cy.zoom(), ...cy.pan() }))
}

/** The value of a colour token as `#rrggbb`. */
function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || '#888888'
}

/** `share` of one colour over another; both `#rrggbb`. Canvas colours cannot use CSS's `color-mix`. */
function mix(over: string, under: string, share: number): string {
  const part = (at: number) => {
    const [a, b] = [over, under].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16))
    return Math.round((a ?? 0) * share + (b ?? 0) * (1 - share))
      .toString(16)
      .padStart(2, '0')
  }
  return `#${part(1)}${part(3)}${part(5)}`
}

const SHAPES: Readonly<Record<string, string>> = {
  model: 'round-rectangle',
  product: 'round-rectangle',
  method: 'hexagon',
  concept: 'rhomboid',
  dataset: 'barrel',
  person: 'ellipse',
  hardware: 'cut-rectangle',
  paper: 'rectangle',
  company: 'round-rectangle',
}

function styles(): StylesheetJson {
  const ink = token('--ink')
  const soft = token('--ink-2')
  const sheet = token('--sheet')
  const accent = token('--accent')
  const kinds = Object.entries(SHAPES).flatMap(([kind, shape]) => {
    const colour = token(`--k-${kind}`)
    return [
      {
        selector: `node.${kind}`,
        style: {
          shape,
          'background-color': mix(colour, sheet, 0.07),
          'border-color': mix(colour, sheet, 0.4),
          ...(kind === 'model' ? { 'corner-radius': 13 } : kind === 'product' ? { 'corner-radius': 7 } : {}),
        },
      },
      {
        selector: `node.${kind}.lit`,
        style: { 'background-color': mix(colour, sheet, 0.2), 'border-color': colour, 'border-width': 2 },
      },
    ]
  })
  const rows = [
    {
      selector: 'node',
      style: {
        width: 'data(w)',
        height: 'data(h)',
        label: 'data(label)',
        'font-family': token('--sans'),
        'font-size': 12,
        'min-zoomed-font-size': 5,
        color: ink,
        'text-valign': 'center',
        'text-halign': 'center',
        'border-width': 1.2,
      },
    },
    ...kinds,
    {
      selector: 'node.company',
      style: { 'background-opacity': 0, 'border-width': 0, 'font-size': 13.5, 'font-weight': 600, events: 'yes' },
    },
    { selector: 'node.company.lit', style: { 'border-width': 0 } },
    {
      selector: 'node.idle',
      style: { 'background-opacity': 1, 'border-width': 2, 'font-size': 12, 'font-weight': 400 },
    },
    { selector: 'node.dim', style: { opacity: 0.38, color: soft } },
    { selector: 'node.lit', style: { opacity: 1, color: ink } },
    {
      selector: 'edge',
      style: {
        'curve-style': 'haystack',
        'haystack-radius': 0,
        width: 1,
        'line-color': 'data(colour)',
        opacity: 0.05,
        events: 'no',
      },
    },
    { selector: 'edge.dim', style: { opacity: 0 } },
    {
      selector: 'edge.shown',
      style: {
        'curve-style': 'bezier',
        width: 1.8,
        opacity: 0.85,
        'line-cap': 'round',
        'z-index': 5,
      },
    },
    { selector: 'edge.shown.dashed', style: { 'line-style': 'dashed', 'line-dash-pattern': [7, 4] } },
    { selector: 'edge.shown.dotted', style: { 'line-style': 'dashed', 'line-dash-pattern': [1.5, 4.5] } },
    {
      selector: 'edge.shown.arrow',
      // Drawn from the older to the newer, as everywhere: the arrow stands at the relation's source.
      style: { 'source-arrow-shape': 'triangle', 'source-arrow-color': 'data(colour)', 'arrow-scale': 0.8 },
    },
    { selector: 'edge.hot', style: { 'line-color': accent, 'source-arrow-color': accent, width: 2.6, 'z-index': 9 } },
    {
      selector: 'node.hot',
      style: {
        'background-color': accent,
        'background-opacity': 1,
        'border-color': accent,
        color: token('--accent-ink'),
        'font-weight': 600,
        'z-index': 9,
      },
    },
  ]
  return rows as StylesheetJson
}
