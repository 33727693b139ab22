/**
 * Draws a graph with libraries that are no part of the app, in a page of the benchmark. What is used of each is typed
 * here, so that nothing else depends on their being there. Positions are given: none lays anything out.
 */

/** What every library is given. */
export interface Picture {
  readonly nodes: readonly { id: string; label: string; colour: string; x: number; y: number }[]
  readonly edges: readonly { id: string; from: string; to: string }[]
  /** Pixels of the plane times `k` are pixels of the page; `left` and `top` of the plane are in the upper left. */
  readonly look: { readonly k: number; readonly left: number; readonly top: number }
}

/** Lights nodes and dims all others. */
export type Light = (ids: ReadonlySet<string>) => unknown

type Draw<Library> = (library: Library, box: HTMLElement, picture: Picture) => Promise<Light>

const LINE = '#8888884d'
const DIM = '#e4e4e4'
const FONT = { size: 12, family: 'sans-serif' }

/** The place of the plane in the middle of the page. */
function middle(box: HTMLElement, { look }: Picture): { x: number; y: number } {
  return { x: look.left + box.clientWidth / 2 / look.k, y: look.top + box.clientHeight / 2 / look.k }
}

interface Sigma {
  readonly Graph: new (options: object) => {
    addNode(id: string, attributes: object): void
    addEdge(from: string, to: string, attributes: object): void
  }
  readonly Sigma: new (
    graph: object,
    box: HTMLElement,
    settings: object,
  ) => {
    graphToViewport(place: { x: number; y: number }): { x: number; y: number }
    viewportToFramedGraph(place: { x: number; y: number }): { x: number; y: number }
    getCamera(): { setState(state: object): void }
    refresh(options: object): void
  }
}

const sigma: Draw<Sigma> = (library, box, picture) => {
  const graph = new library.Graph({ multi: true, type: 'directed' })
  for (const { id, label, colour, x, y } of picture.nodes)
    graph.addNode(id, { label, color: colour, x, y: -y, size: 8 })
  // Its lines are not seen in a colour that lets much through.
  for (const { from, to } of picture.edges) graph.addEdge(from, to, { size: 1, color: '#dbdbdb' })
  let lit: ReadonlySet<string> | null = null
  const drawn = new library.Sigma(graph, box, {
    ...{ labelFont: FONT.family, labelSize: FONT.size, labelRenderedSizeThreshold: 0 },
    // Sizes are of the plane, as they are for the others; of the wheel's steps it makes as much as they do.
    ...{ itemSizesReference: 'positions', zoomToSizeRatioFunction: (ratio: number) => ratio, zoomingRatio: 1.06 },
    nodeReducer: (id: string, look: object) => (lit && !lit.has(id) ? { ...look, color: DIM, label: '' } : look),
  })
  const { x, y } = middle(box, picture)
  const [at, beside] = [drawn.graphToViewport({ x, y: -y }), drawn.graphToViewport({ x: x + 1, y: -y })]
  drawn.getCamera().setState({ ...drawn.viewportToFramedGraph(at), ratio: (beside.x - at.x) / picture.look.k })
  return Promise.resolve((ids) => {
    lit = ids
    drawn.refresh({ skipIndexation: true })
  })
}

interface Vis {
  readonly DataSet: new (items: readonly object[]) => { update(items: readonly object[]): void }
  readonly Network: new (box: HTMLElement, data: object, options: object) => { moveTo(view: object): void }
}

const vis: Draw<Vis> = (library, box, picture) => {
  const nodes = new library.DataSet(
    picture.nodes.map(({ id, label, colour, x, y }) => ({ id, label, color: colour, x, y })),
  )
  const edges = new library.DataSet([...picture.edges])
  const drawn = new library.Network(
    box,
    { nodes, edges },
    {
      physics: false,
      layout: { improvedLayout: false },
      nodes: { shape: 'dot', size: 8, font: { size: FONT.size, face: FONT.family } },
      edges: { smooth: false, color: { color: '#888888', opacity: 0.3 } },
      interaction: { dragNodes: false },
    },
  )
  drawn.moveTo({ position: middle(box, picture), scale: picture.look.k, animation: false })
  return Promise.resolve((ids) =>
    nodes.update(picture.nodes.map(({ id }) => ({ id, opacity: ids.has(id) ? 1 : 0.15 }))),
  )
}

type Force = {
  [
    Setting in
      | 'cooldownTicks'
      | 'enableNodeDrag'
      | 'nodeRelSize'
      | 'nodeColor'
      | 'linkColor'
      | 'nodeCanvasObjectMode'
      | 'nodeCanvasObject'
      | 'onEngineStop'
      | 'graphData'
      | 'width'
      | 'height'
      | 'zoom'
  ]: (value: unknown) => Force
} & { centerAt(x: number, y: number): Force }

const force: Draw<{ readonly ForceGraph: new (box: HTMLElement) => Force }> = async (library, box, picture) => {
  type Node = Picture['nodes'][number]
  let lit: ReadonlySet<string> | null = null
  const colour = (node: Node) => (lit && !lit.has(node.id) ? DIM : node.colour)
  const write = ({ label, x, y }: Node, context: CanvasRenderingContext2D) => {
    context.font = `${FONT.size}px ${FONT.family}`
    context.textAlign = 'center'
    context.fillStyle = '#222'
    context.fillText(label, x, y + 20)
  }
  const drawn = new library.ForceGraph(box)
  const { x, y } = middle(box, picture)
  await new Promise((resolve) => {
    drawn.width(box.clientWidth).height(box.clientHeight).cooldownTicks(0).enableNodeDrag(false).nodeRelSize(8)
    drawn.nodeColor(colour).linkColor(() => LINE)
    drawn
      .nodeCanvasObjectMode(() => 'after')
      .nodeCanvasObject(write)
      .onEngineStop(resolve)
    drawn.graphData({
      nodes: picture.nodes.map((node) => ({ ...node, fx: node.x, fy: node.y })),
      links: picture.edges.map(({ from, to }) => ({ source: from, target: to })),
    })
    drawn.zoom(picture.look.k).centerAt(x, y)
  })
  return (ids) => {
    lit = ids
    return drawn.nodeColor((node: Node) => colour(node))
  }
}

interface G6 {
  readonly Graph: new (options: object) => {
    render(): Promise<void>
    zoomTo(k: number, animation: boolean, origin: readonly [number, number]): Promise<void>
    translateTo(to: readonly [number, number], animation: boolean): Promise<void>
    setElementState(states: Readonly<Record<string, readonly string[]>>, animation: boolean): Promise<void>
  }
}

const g6: Draw<G6> = async (library, box, picture) => {
  const { k, left, top } = picture.look
  const drawn = new library.Graph({
    ...{ container: box, width: box.clientWidth, height: box.clientHeight, animation: false },
    data: {
      nodes: picture.nodes.map(({ id, label, colour, x, y }) => ({
        id,
        style: { x: x - left, y: y - top, fill: colour, labelText: label },
      })),
      edges: picture.edges.map(({ id, from, to }) => ({ id, source: from, target: to })),
    },
    node: {
      style: { opacity: 1, labelOpacity: 1, size: 16, labelFontSize: FONT.size, labelFontFamily: FONT.family },
      state: { dim: { opacity: 0.15, labelOpacity: 0.15 } },
    },
    edge: { type: 'line', style: { stroke: LINE } },
    behaviors: [
      { type: 'drag-canvas', enable: true },
      { type: 'zoom-canvas', sensitivity: 0.15 },
    ],
  })
  await drawn.render()
  await drawn.zoomTo(k, false, [0, 0])
  return (ids) =>
    drawn.setElementState(Object.fromEntries(picture.nodes.map(({ id }) => [id, ids.has(id) ? [] : ['dim']])), false)
}

/** Ways to draw, by the name of the peer. */
export const PEERS = { sigma, vis, force, g6 }
