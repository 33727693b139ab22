/**
 * The canvas of the map: Cytoscape with the settings that the graph lab measured. Preset positions, plain straight
 * edges, a texture while moving, no compound nodes, no WebGL; what is lit on a canvas above.
 */
import type Cytoscape from 'cytoscape'
import type { BoundingBox12, Core, EdgeSingular, ElementDefinition, NodeSingular } from 'cytoscape'
import { mapStyles } from './map-styles.ts'

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

/** What an answer speaks of: ids of nodes, and of edges. */
export interface MapAnswer {
  readonly nodes: ReadonlySet<string>
  readonly edges: ReadonlySet<string>
}

export interface MapCanvas {
  /** Shows these nodes and edges; nothing moves. */
  show(nodes: readonly MapCanvasNode[], edges: readonly MapCanvasEdge[]): void
  /** Hides nodes (with their edges) and edges by their ids, and nothing else. */
  hide(ids: ReadonlySet<string>): void
  /** Lights a path, and an answer or else a node with its neighbours, dims the rest; `null` for both ends it. */
  focus(id: string | null, path: ReadonlySet<string>, answer: MapAnswer | null): void
  /** Reads the colours of the page's theme again. */
  restyle(): void
  /** Shows a plane of this size whole, at least at the scale `least`, and then from its upper left. */
  fit(width: number, height: number, least?: number): void
  /** Puts a point of the plane into the middle. */
  centre(x: number, y: number): void
  /** Screen pixels per pixel of the plane; `onview` tells it a frame later. */
  scale(): number
  zoom(factor: number): void
  pan(dx: number, dy: number): void
  reveal(id: string): void
  resize(): void
  destroy(): void
}

/** Cytoscape puts a style element into the page unless one with this id is there; the policy forbids style elements. */
const STYLESHEET_ID = '__________cytoscape_stylesheet'
/** Beyond so many nodes edges are left out while the picture moves. */
const LARGE = 800
const SMALLEST_ZOOM = 0.15
const LARGEST_ZOOM = 3

/** How much of the rest is seen while a node and its neighbours are lit. */
const DIMMED = 0.5

let loading: Promise<typeof Cytoscape> | null = null
/** Loads Cytoscape's code, once: half a megabyte that nobody needs before the map. */
export function loadMapCanvas(): Promise<typeof Cytoscape> {
  loading ??= import('cytoscape').then(
    (module) => module.default,
    (error: unknown) => {
      loading = null
      throw error
    },
  )
  return loading
}

/** Loads Cytoscape and draws into `container`, which needs a size and `position: relative`. */
export async function mountMapCanvas(
  container: HTMLElement,
  events: MapCanvasEvents,
  size: number,
): Promise<MapCanvas> {
  const cytoscape = await loadMapCanvas()
  if (!document.getElementById(STYLESHEET_ID)) {
    const placeholder = document.createElement('i')
    placeholder.id = STYLESHEET_ID
    placeholder.hidden = true
    document.head.append(placeholder)
  }
  const settings = {
    layout: { name: 'preset' },
    minZoom: SMALLEST_ZOOM,
    maxZoom: LARGEST_ZOOM,
    autoungrabify: true,
    autounselectify: true,
    boxSelectionEnabled: false,
  }
  const ground = layer(container)
  const cy = cytoscape({
    ...settings,
    container: ground,
    style: mapStyles(),
    textureOnViewport: true,
    hideEdgesOnViewport: size > LARGE,
  })
  // What is lit lies on a canvas of its own: to light another node touches its neighbours and nothing else, where
  // dimming all others one by one restyles and redraws the whole graph (three times as long in the lab).
  const over = layer(container)
  over.style.pointerEvents = 'none'
  const above = cytoscape({
    ...settings,
    container: over,
    style: mapStyles(),
    userZoomingEnabled: false,
    userPanningEnabled: false,
  })
  let nodesById: ReadonlyMap<string, MapCanvasNode> = new Map()
  let edgesAt: ReadonlyMap<string, readonly MapCanvasEdge[]> = new Map()
  let hidden: ReadonlySet<string> = new Set()
  let lit: { id: string | null; path: ReadonlySet<string>; answer: MapAnswer | null } | null = null

  const follow = follower(cy, above, over)
  const light = () => {
    above.batch(() => {
      above.elements().remove()
      const isHidden = lit?.id != null && (hidden.has(lit.id) || !nodesById.has(lit.id))
      const isLit = lit !== null && (lit.answer !== null || (lit.id !== null && !isHidden))
      ground.style.opacity = isLit ? String(DIMMED) : ''
      if (!isLit || !lit) return
      const { id: chosen, path, answer } = lit
      const isShown = (edge: MapCanvasEdge) => !hidden.has(edge.id) && !hidden.has(edge.from) && !hidden.has(edge.to)
      const within = (ids: ReadonlySet<string>) =>
        [...ids].flatMap((id) => (edgesAt.get(id) ?? []).filter((e) => ids.has(e.from) && ids.has(e.to) && isShown(e)))
      const around = answer
        ? within(answer.nodes).filter((edge) => answer.edges.has(edge.id))
        : (edgesAt.get(chosen ?? '') ?? []).filter(isShown)
      const edges = new Map(around.map((edge) => [edge, '']))
      for (const edge of within(path)) edges.set(edge, ' hot')
      const ids = new Set([
        ...(answer?.nodes ?? []),
        ...path,
        ...[...edges.keys()].flatMap((edge) => [edge.from, edge.to]),
      ])
      if (chosen !== null) ids.add(chosen)
      const nodes = [...ids].flatMap((id) => (hidden.has(id) ? [] : (nodesById.get(id) ?? [])))
      above.add([
        ...nodes.map((each) => nodeElement(each, each.id === chosen || path.has(each.id) ? ' lit hot' : ' lit')),
        ...[...edges].map(([edge, hot]) => edgeElement(edge, ` shown${hot}`)),
      ])
    })
    follow.settle()
  }
  if (size <= LARGE) drawDirectly(cy)
  drawDirectly(above)
  listen(cy, events)
  return {
    show(nodes, edges) {
      nodesById = new Map(nodes.map((node) => [node.id, node]))
      edgesAt = byEnd(edges)
      cy.batch(() => {
        cy.elements().remove()
        // Without a selection only descent is hinted at: other relations need no place on this canvas.
        cy.add([
          ...nodes.map((node) => nodeElement(node, hidden.has(node.id) ? ' gone' : '')),
          ...edges.filter((edge) => edge.arrow).map((edge) => edgeElement(edge, hidden.has(edge.id) ? ' gone' : '')),
        ])
      })
      light()
    },
    hide(ids) {
      cy.batch(() => {
        for (const id of hidden) if (!ids.has(id)) cy.getElementById(id).removeClass('gone')
        for (const id of ids) if (!hidden.has(id)) cy.getElementById(id).addClass('gone')
      })
      hidden = ids
      if (lit) light()
    },
    focus(id, path, answer) {
      if (id === null && answer === null && lit === null) return
      lit = id === null && answer === null ? null : { id, path, answer }
      light()
    },
    restyle() {
      for (const core of [cy, above]) core.style(mapStyles())
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
    scale: () => cy.zoom(),
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
    resize: () => {
      cy.resize()
      above.resize()
    },
    destroy: () => {
      follow.stop()
      cy.destroy()
      above.destroy()
    },
  }
}

/** What is used of Cytoscape's canvas renderer: there is no public way to choose how it draws. */
interface CanvasRenderer {
  drawLayeredElements?(
    context: CanvasRenderingContext2D,
    elements: readonly (NodeSingular | EdgeSingular)[],
    pixelRatio: number,
    extent: BoundingBox12,
  ): void
  drawElement?(context: CanvasRenderingContext2D, element: NodeSingular | EdgeSingular): void
}

/**
 * Draws each element in sight on the canvas at once. Cytoscape draws all elements, in sight or not, into textures of
 * their own and these into layers before anything is seen: that pays for itself in a graph of thousands, but was half
 * of the time to the first picture of one of hundreds. A version without these methods draws as it likes.
 */
function drawDirectly(cy: Core): void {
  const renderer = (cy as unknown as { renderer(): CanvasRenderer }).renderer()
  if (!renderer.drawElement || !renderer.drawLayeredElements) return
  renderer.drawLayeredElements = (context, elements, _pixelRatio, extent) => {
    for (const element of elements) {
      const box = element.boundingBox()
      const isSeen = box.x2 >= extent.x1 && box.x1 <= extent.x2 && box.y2 >= extent.y1 && box.y1 <= extent.y2
      if (isSeen && element.visible()) renderer.drawElement?.(context, element)
    }
  }
}

/** The view has come to rest when it has not moved for so long. Unit: milliseconds. */
export const REST_MS = 140

/** Keeps the canvas above in step: moved as a picture while the view moves, drawn anew when it rests. */
function follower(cy: Core, above: Core, over: HTMLElement): { settle(): void; stop(): void } {
  let rest: ReturnType<typeof setTimeout> | undefined
  over.style.transformOrigin = '0 0'
  const settle = () => {
    clearTimeout(rest)
    over.style.transform = ''
    above.viewport({ zoom: cy.zoom(), pan: cy.pan() })
  }
  cy.on('viewport', () => {
    const [from, to] = [above.pan(), cy.pan()]
    const k = cy.zoom() / above.zoom()
    over.style.transform = `translate(${String(to.x - from.x * k)}px, ${String(to.y - from.y * k)}px) scale(${String(k)})`
    clearTimeout(rest)
    rest = setTimeout(settle, REST_MS)
  })
  return { settle, stop: () => clearTimeout(rest) }
}

/** An element that fills the container, for one canvas. */
function layer(container: HTMLElement): HTMLElement {
  const element = document.createElement('div')
  element.style.position = 'absolute'
  element.style.inset = '0'
  container.append(element)
  return element
}

function nodeElement({ x, y, width, height, ...data }: MapCanvasNode, classes: string): ElementDefinition {
  return {
    group: 'nodes',
    data: { ...data, w: width, h: height },
    classes: `${data.kind}${classes}`,
    position: { x, y },
  }
}

function edgeElement(edge: MapCanvasEdge, classes: string): ElementDefinition {
  const { id, from, to, token } = edge
  const looks = [token.slice(2), edge.dashed && 'dashed', edge.dotted && 'dotted', edge.arrow && 'arrow']
  return { group: 'edges', data: { id, source: from, target: to }, classes: looks.filter(Boolean).join(' ') + classes }
}

/** Edges by each of their ends. */
function byEnd(edges: readonly MapCanvasEdge[]): ReadonlyMap<string, readonly MapCanvasEdge[]> {
  const at = new Map<string, MapCanvasEdge[]>()
  for (const edge of edges)
    for (const id of [edge.from, edge.to]) {
      const list = at.get(id)
      if (list) list.push(edge)
      else at.set(id, [edge])
    }
  return at
}

function listen(cy: Core, events: MapCanvasEvents): void {
  cy.on('tap', 'node', (event) => events.onopen((event.target as NodeSingular).id()))
  cy.on('mouseover', 'node', (event) => events.onenter((event.target as NodeSingular).id()))
  cy.on('mouseout', 'node', () => events.onleave())
  // Once per frame, in the frame in which the canvas is drawn: a drag gives several events for each.
  let asked = 0
  cy.on('viewport resize', () => {
    if (asked !== 0) return
    asked = requestAnimationFrame(() => {
      asked = 0
      if (!cy.destroyed()) events.onview({ k: cy.zoom(), ...cy.pan() })
    })
  })
}
