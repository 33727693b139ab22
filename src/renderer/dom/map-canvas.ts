/**
 * The canvas of the map, drawn by Cytoscape: preset positions, plain straight edges, no compound nodes, no WebGL. What
 * is lit lies on a second canvas. While one moves, both are moved as pictures; when the view has come to rest they are
 * drawn sharp, with the elements that came into sight. Pointer and keys are the page's own.
 */
import type Cytoscape from 'cytoscape'
import type { Core } from 'cytoscape'
import { MapElements, toElement, type MapCanvasEdge, type MapCanvasNode } from './map-elements.ts'
import { drawDirectly, edgeNear } from './map-painter.ts'
import { mapStyles } from './map-styles.ts'
import { Supply } from './map-supply.ts'

/** Pixels of the plane times `k`, moved by `x` and `y`, are pixels of the container. */
export interface MapView {
  readonly k: number
  readonly x: number
  readonly y: number
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
  /** Draws what is there and lets the rest be until the view is moved. */
  stop(): void
  /** Moves the picture at once; it is drawn anew when the view has come to rest. */
  look(view: MapView): void
  /** Id of the lit edge at a point of the plane; `null` where there is none. */
  edgeAt(x: number, y: number): string | null
  /** Reads the colours of the page's theme again. */
  restyle(): void
  /** The container has another size. */
  resize(): void
  destroy(): void
}

/** Cytoscape puts a style element into the page unless one with this id is there; the policy forbids style elements. */
const STYLESHEET_ID = '__________cytoscape_stylesheet'
/** The view has come to rest when it has not moved for so long. Unit: milliseconds. */
const REST_MS = 140
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

/**
 * Loads Cytoscape and draws into `container`, which needs a size and `position: relative`.
 *
 * @param onrest     The view has come to rest and is drawn.
 * @param onprogress Which share of what came into sight is there, 0 to 1.
 */
export async function mountMapCanvas(
  container: HTMLElement,
  onrest: () => void,
  onprogress: (share: number) => void,
): Promise<MapCanvas> {
  const cytoscape = await loadMapCanvas()
  if (!document.getElementById(STYLESHEET_ID)) {
    const placeholder = document.createElement('i')
    placeholder.id = STYLESHEET_ID
    placeholder.hidden = true
    document.head.append(placeholder)
  }
  const [ground, over] = [layer(container), layer(container)]
  const styles = mapStyles()
  const mount = (element: HTMLElement) =>
    cytoscape({
      container: element,
      style: styles,
      layout: { name: 'preset' },
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
      userPanningEnabled: false,
      userZoomingEnabled: false,
    })
  const cy = mount(ground)
  // What is lit lies on a canvas of its own: to light another node touches its neighbours and nothing else, where
  // dimming all others one by one restyles and redraws the whole graph (three times as long in the lab).
  await nextTask()
  const above = mount(over)
  await nextTask()
  for (const core of [cy, above]) for (const canvas of idleCanvases(core)) canvas.hidden = true
  const layers = [
    [cy, ground],
    [above, over],
  ] as const
  const painter = drawDirectly(cy)
  drawDirectly(above)

  let elements = new MapElements([], [])
  let present = new Set<string>()
  let hidden: ReadonlySet<string> = new Set()
  let lit: { id: string | null; path: ReadonlySet<string>; answer: MapAnswer | null } | null = null
  let wanted: MapView = { k: 1, x: 0, y: 0 }
  let rest: ReturnType<typeof setTimeout> | undefined

  /** Moves the pictures as they were drawn to where the view is now. */
  const carry = () => {
    for (const [core, element] of layers) {
      const k = wanted.k / core.zoom()
      const [x, y] = [wanted.x - core.pan().x * k, wanted.y - core.pan().y * k]
      const isThere = k === 1 && x === 0 && y === 0
      element.style.transform = isThere ? '' : `translate(${String(x)}px, ${String(y)}px) scale(${String(k)})`
    }
  }
  const place = (core: Core) => core.viewport({ zoom: wanted.k, pan: { x: wanted.x, y: wanted.y } })
  const draw = () => {
    painter.held = false
    for (const [core] of layers) place(core)
    carry()
    onrest()
  }
  /** The part of the plane that the view shows. */
  const window = () => {
    const [left, top] = [-wanted.x / wanted.k, -wanted.y / wanted.k]
    return { left, top, right: left + cy.width() / wanted.k, bottom: top + cy.height() / wanted.k }
  }
  const supply = new Supply({
    missing: () => elements.missing(window(), present),
    add(slice) {
      painter.held = true
      // Styled here, not when they are first drawn: that frame has all of the window to draw.
      cy.startBatch()
      const added = cy.add(slice.map((each) => toElement(each)))
      cy.endBatch()
      for (const each of added) each.numericStyle('opacity')
      for (const { id } of slice) present.add(id)
    },
    showLit() {
      if (over.style.transform === '') return
      place(above)
      carry()
    },
    draw,
    tell: onprogress,
    inNextFrame(act) {
      const frame = requestAnimationFrame(act)
      return () => cancelAnimationFrame(frame)
    },
  })
  const settle = () => {
    clearTimeout(rest)
    supply.start()
  }
  const light = () => {
    above.batch(() => {
      above.elements().remove()
      const isGone = lit?.id != null && (hidden.has(lit.id) || !elements.node(lit.id))
      const isLit = lit !== null && (lit.answer !== null || (lit.id !== null && !isGone))
      ground.style.opacity = isLit ? String(DIMMED) : ''
      if (!isLit || !lit) return
      const { id: chosen, path, answer } = lit
      const isShown = (edge: MapCanvasEdge) => !hidden.has(edge.id) && !hidden.has(edge.from) && !hidden.has(edge.to)
      const within = (ids: ReadonlySet<string>) =>
        [...ids].flatMap((id) => elements.edgesAt(id).filter((e) => ids.has(e.from) && ids.has(e.to) && isShown(e)))
      const around = answer
        ? within(answer.nodes).filter((edge) => answer.edges.has(edge.id))
        : elements.edgesAt(chosen ?? '').filter(isShown)
      const edges = new Map(around.map((edge) => [edge, '']))
      for (const edge of within(path)) edges.set(edge, ' hot')
      const ids = new Set([
        ...(answer?.nodes ?? []),
        ...path,
        ...[...edges.keys()].flatMap((edge) => [edge.from, edge.to]),
      ])
      if (chosen !== null) ids.add(chosen)
      const nodes = [...ids].flatMap((id) => (hidden.has(id) ? [] : (elements.node(id) ?? [])))
      above.add([
        ...nodes.map((each) => toElement(each, each.id === chosen || path.has(each.id) ? ' lit hot' : ' lit')),
        ...[...edges].map(([edge, hot]) => toElement(edge, ` shown${hot}`)),
      ])
    })
  }
  return {
    show(nodes, edges) {
      elements = new MapElements(nodes, edges)
      present = new Set()
      cy.elements().remove()
      light()
      settle()
    },
    hide(ids) {
      hidden = ids
      painter.hide(ids)
      if (lit) light()
    },
    focus(id, path, answer) {
      if (id === null && answer === null && lit === null) return
      lit = id === null && answer === null ? null : { id, path, answer }
      light()
    },
    stop() {
      supply.stop()
      draw()
    },
    look(view) {
      wanted = view
      carry()
      clearTimeout(rest)
      // What is being supplied is drawn where the view is by then.
      if (!supply.isUnderWay) rest = setTimeout(settle, REST_MS)
    },
    edgeAt: (x, y) => (above.edges().empty() ? null : edgeNear(above, x, y)),
    restyle() {
      const renewed = mapStyles()
      for (const core of [cy, above]) core.style(renewed)
    },
    resize() {
      for (const core of [cy, above]) core.resize()
      settle()
    },
    destroy() {
      clearTimeout(rest)
      supply.stop()
      for (const core of [cy, above]) core.destroy()
    },
  }
}

/** Lets the page answer between two pieces of work. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}

/** An element that fills the container, for one canvas that takes no part in pointing. */
function layer(container: HTMLElement): HTMLElement {
  const element = document.createElement('div')
  Object.assign(element.style, {
    position: 'absolute',
    inset: '0',
    transformOrigin: '0 0',
    // Moved by the compositor: without it every step would paint the canvas again.
    willChange: 'transform',
    pointerEvents: 'none',
  })
  container.append(element)
  return element
}

/** Canvases for what the map has not: a box of selection, and nodes being dragged. */
function idleCanvases(core: Core): readonly HTMLCanvasElement[] {
  return [...(core.container()?.querySelectorAll('canvas') ?? [])].filter((canvas) => canvas !== picture(core))
}

/** The canvas that a core draws its elements on. */
function picture(core: Core): HTMLCanvasElement {
  const canvas = core.container()?.querySelector<HTMLCanvasElement>('canvas[data-id$="-node"]')
  if (!canvas) throw new Error('the map is not drawn')
  return canvas
}
