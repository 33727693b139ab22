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
/** A picture for a slide is looked at larger than on the page. */
const PNG_SCALE = 2

/** The drawing as it is on the page, as SVG text on the page's background. */
export function drawingToSvg(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  const [from, to] = [drawing, copy].map((root) => [root, ...root.querySelectorAll<SVGElement>('*')])
  for (const [i, element] of (from ?? []).entries()) {
    const target = to?.[i]
    if (!target) continue
    const style = getComputedStyle(element)
    for (const property of PROPERTIES) target.setAttribute(property, style.getPropertyValue(property))
    for (const name of ['class', 'tabindex', 'style', 'role', 'aria-hidden']) target.removeAttribute(name)
  }
  // A link of the page leads nowhere in a picture.
  for (const link of copy.querySelectorAll('a')) link.removeAttribute('href')
  const ground = document.createElementNS(SVG, 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', getComputedStyle(document.body).backgroundColor)
  copy.prepend(ground)
  copy.setAttribute('xmlns', SVG)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`
}

/** The drawing as a PNG, twice as large. @throws When the browser cannot draw it. */
export async function drawingToPng(drawing: SVGSVGElement): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawingToSvg(drawing))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = drawing.clientWidth * PNG_SCALE
  canvas.height = drawing.clientHeight * PNG_SCALE
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob)
      else reject(new Error('no picture'))
    }, 'image/png')
  })
}
