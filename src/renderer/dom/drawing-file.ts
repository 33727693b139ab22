/**
 * A drawing as a picture of its own. The page's styles do not travel with an SVG, so every shape takes its computed
 * colours along; the PNG is drawn from the same copy, by the browser itself, and the words over it by the page.
 */
import { wordsOf, writeWords } from './drawing-text.ts'
import { opacityWithin } from './opacity.ts'

/** What of an element's style makes its look. */
const PROPERTIES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const
const SVG = 'http://www.w3.org/2000/svg'
/** A picture for a slide is looked at larger than on the page, as far as a canvas goes. */
const PNG_SCALE = 2
const LARGEST_CANVAS = 16_000

/**
 * The drawing as it is on the page, as SVG text on the page's background. It brings no fonts, which would make it many
 * times as large: where ours are not installed, the system's next best stands in.
 */
export function drawingToSvg(drawing: SVGSVGElement, title: string): string {
  const copy = copyOf(drawing)
  const name = document.createElementNS(SVG, 'title')
  name.textContent = title
  copy.prepend(name)
  return toXml(copy)
}

/** A copy that needs no styles of the page. */
function copyOf(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  const [from, to] = [drawing, copy].map((root) => [root, ...root.querySelectorAll<SVGElement>('*')])
  for (const [i, element] of (from ?? []).entries()) {
    const target = to?.[i]
    if (!target) continue
    const style = getComputedStyle(element)
    for (const property of PROPERTIES) target.setAttribute(property, style.getPropertyValue(property))
    for (const name of ['class', 'tabindex', 'style', 'role', 'aria-hidden', 'aria-label']) target.removeAttribute(name)
  }
  // A link of the page leads nowhere in a picture.
  for (const link of copy.querySelectorAll('a')) link.removeAttribute('href')
  // What only takes the pointer is not seen.
  for (const path of copy.querySelectorAll('path[fill="none"][stroke="none"]')) path.remove()
  // The page's own marks between elements.
  const comments = document.createNodeIterator(copy, NodeFilter.SHOW_COMMENT)
  for (let each = comments.nextNode(); each; each = comments.nextNode()) (each as Comment).remove()
  const ground = document.createElementNS(SVG, 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', getComputedStyle(document.body).backgroundColor)
  copy.prepend(ground)
  copy.setAttribute('xmlns', SVG)
  return copy
}

function toXml(drawing: SVGSVGElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawing)}\n`
}

/** The drawing as a PNG, twice as large. @throws When the browser cannot draw it. */
export async function drawingToPng(drawing: SVGSVGElement): Promise<Blob> {
  const canvas = document.createElement('canvas')
  const scale = Math.min(PNG_SCALE, LARGEST_CANVAS / Math.max(drawing.clientWidth, drawing.clientHeight))
  canvas.width = drawing.clientWidth * scale
  canvas.height = drawing.clientHeight * scale
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no picture')
  context.scale(scale, scale)
  await draw(context, drawing)
  return toPng(canvas)
}

/**
 * What is seen of the map as a PNG: its boxes, and over them its canvases as they are.
 *
 * @param map Holds an SVG that is moved by a transform, and canvases of its own size.
 * @throws When the browser cannot draw it.
 */
export async function mapToPng(map: HTMLElement): Promise<Blob> {
  const boxes = map.querySelector('svg')
  const layers = [...map.querySelectorAll('canvas')].filter((layer) => !layer.hidden)
  const canvas = document.createElement('canvas')
  canvas.width = layers[0]?.width ?? map.clientWidth
  canvas.height = layers[0]?.height ?? map.clientHeight
  const context = canvas.getContext('2d')
  if (!context || !boxes) throw new Error('no picture')
  context.fillStyle = getComputedStyle(document.body).backgroundColor
  context.fillRect(0, 0, canvas.width, canvas.height)
  const ratio = canvas.width / map.clientWidth
  context.setTransform(new DOMMatrix().scale(ratio).multiply(new DOMMatrix(getComputedStyle(boxes).transform)))
  await draw(context, boxes)
  context.resetTransform()
  for (const layer of layers) {
    context.globalAlpha = opacityWithin(map, layer)
    context.drawImage(layer, 0, 0)
  }
  return toPng(canvas)
}

/** Draws the drawing as it is at the call, though it may take a while. */
async function draw(context: CanvasRenderingContext2D, drawing: SVGSVGElement): Promise<void> {
  const { clientWidth, clientHeight } = drawing
  const words = wordsOf(drawing)
  const shapes = copyOf(drawing)
  for (const text of shapes.querySelectorAll('text')) text.remove()
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(toXml(shapes))}`
  await image.decode()
  context.drawImage(image, 0, 0, clientWidth, clientHeight)
  await writeWords(context, words)
}

function toPng(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob)
      else reject(new Error('no picture'))
    }, 'image/png')
  })
}
