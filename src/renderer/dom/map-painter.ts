/** How Cytoscape's canvas renderer draws the map: there is no public way to choose it. */
import type { BoundingBox12, Core, EdgeSingular, NodeSingular } from 'cytoscape'

/** What is used of the renderer. */
interface CanvasRenderer {
  drawLayeredElements(
    context: CanvasRenderingContext2D,
    elements: readonly (NodeSingular | EdgeSingular)[],
    pixelRatio: number,
    extent: BoundingBox12,
  ): void
  drawElement(context: CanvasRenderingContext2D, element: NodeSingular | EdgeSingular): void
  render(options: unknown): void
  findNearestElements(x: number, y: number, interactiveOnly: boolean, isTouch: boolean): (NodeSingular | EdgeSingular)[]
}

const rendererOf = (cy: Core) => (cy as unknown as { renderer(): CanvasRenderer }).renderer()

/** The edge drawn at a point of the plane, or close to it. */
export function edgeNear(cy: Core, x: number, y: number): string | null {
  return (
    rendererOf(cy)
      .findNearestElements(x, y, false, false)
      .find((each) => each.isEdge())
      ?.id() ?? null
  )
}

/** What is drawn of a canvas's elements, and when. */
export interface Painter {
  /** While held, new elements are measured and nothing is drawn: they come in slices. */
  held: boolean
  /** Draws all but these nodes, their edges and these edges. */
  hide(ids: ReadonlySet<string>): void
}

/**
 * Draws each element in sight on the canvas at once. Cytoscape draws all elements, in sight or not, into textures of
 * their own and these into layers before anything is seen: half of the time to the first picture, and all of it to be
 * done again at the next scale. To hide is not to draw: a class would have Cytoscape style every element anew, as long
 * again as drawing takes.
 */
export function drawDirectly(cy: Core): Painter {
  const renderer = rendererOf(cy)
  let hidden: ReadonlySet<string> = new Set()
  const painter: Painter = {
    held: false,
    hide(ids) {
      hidden = ids
      cy.forceRender()
    },
  }
  const render = renderer.render.bind(renderer)
  renderer.render = (options) => {
    if (!painter.held) render(options)
  }
  const isHidden = (element: NodeSingular | EdgeSingular) =>
    hidden.has(element.id()) ||
    (element.isEdge() && (hidden.has(element.source().id()) || hidden.has(element.target().id())))
  renderer.drawLayeredElements = (context, elements, _pixelRatio, extent) => {
    for (const element of elements) {
      if (hidden.size > 0 && isHidden(element)) continue
      const box = element.boundingBox()
      const isSeen = box.x2 >= extent.x1 && box.x1 <= extent.x2 && box.y2 >= extent.y1 && box.y1 <= extent.y2
      if (isSeen) renderer.drawElement(context, element)
    }
  }
  return painter
}
