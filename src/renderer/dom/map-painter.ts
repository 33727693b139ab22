/** How Cytoscape's canvas renderer draws the map: there is no public way to choose it. */
import type { BoundingBox12, Core, EdgeSingular, NodeSingular } from 'cytoscape'

/** What is used of the renderer. */
interface CanvasRenderer {
  drawLayeredElements?(
    context: CanvasRenderingContext2D,
    elements: readonly (NodeSingular | EdgeSingular)[],
    pixelRatio: number,
    extent: BoundingBox12,
  ): void
  drawElement?(context: CanvasRenderingContext2D, element: NodeSingular | EdgeSingular): void
  render(options: unknown): void
}

/** Holds a canvas back while its elements come in slices. */
export interface Painter {
  /** While held, new elements are measured and nothing is drawn. */
  held: boolean
}

/**
 * Draws each element in sight on the canvas at once. Cytoscape draws all elements, in sight or not, into textures of
 * their own and these into layers before anything is seen: half of the time to the first picture, and all of it to be
 * done again at the next scale. A version without these methods draws as it likes.
 */
export function drawDirectly(cy: Core): Painter {
  const renderer = (cy as unknown as { renderer(): CanvasRenderer }).renderer()
  const painter: Painter = { held: false }
  const render = renderer.render.bind(renderer)
  renderer.render = (options) => {
    if (!painter.held) render(options)
  }
  if (!renderer.drawElement || !renderer.drawLayeredElements) return painter
  renderer.drawLayeredElements = (context, elements, _pixelRatio, extent) => {
    for (const element of elements) {
      const box = element.boundingBox()
      const isSeen = box.x2 >= extent.x1 && box.x1 <= extent.x2 && box.y2 >= extent.y1 && box.y1 <= extent.y2
      if (isSeen && element.visible()) renderer.drawElement?.(context, element)
    }
  }
  return painter
}
