/**
 * A drawing as a picture of its own. The page's styles do not travel with an SVG, so every shape takes its computed
 * colours along; the PNG is drawn from the same copy, by the browser itself.
 */

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
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const
const SVG = 'http://www.w3.org/2000/svg'
/** A picture for a slide is looked at larger than on the page, as far as a canvas goes. */
const PNG_SCALE = 2
const LARGEST_CANVAS = 16_000

/** The drawing as it is on the page, as SVG text on the page's background. */
export function drawingToSvg(drawing: SVGSVGElement, title: string): string {
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
  const name = document.createElementNS(SVG, 'title')
  name.textContent = title
  copy.prepend(name, ground)
  copy.setAttribute('xmlns', SVG)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`
}

/** The drawing as a PNG, twice as large. @throws When the browser cannot draw it. */
export async function drawingToPng(drawing: SVGSVGElement): Promise<Blob> {
  const canvas = document.createElement('canvas')
  const scale = Math.min(PNG_SCALE, LARGEST_CANVAS / Math.max(drawing.clientWidth, drawing.clientHeight))
  canvas.width = drawing.clientWidth * scale
  canvas.height = drawing.clientHeight * scale
  canvas.getContext('2d')?.drawImage(await toImage(drawing), 0, 0, canvas.width, canvas.height)
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
  context.drawImage(await toImage(boxes), 0, 0)
  context.resetTransform()
  for (const layer of layers) {
    context.globalAlpha = opacityWithin(map, layer)
    context.drawImage(layer, 0, 0)
  }
  return toPng(canvas)
}

/** How much of an element is seen, with all that holds it up to `root`. */
function opacityWithin(root: HTMLElement, element: HTMLElement): number {
  let opacity = 1
  for (let each: HTMLElement | null = element; each && each !== root; each = each.parentElement)
    opacity *= Number(getComputedStyle(each).opacity)
  return opacity
}

async function toImage(drawing: SVGSVGElement): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawingToSvg(drawing, ''))}`
  await image.decode()
  return image
}

function toPng(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob)
      else reject(new Error('no picture'))
    }, 'image/png')
  })
}
