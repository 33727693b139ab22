/**
 * The words of a drawing on a canvas. A drawing that is loaded as an image sees none of the page's fonts, a canvas sees
 * them all: so the words are written here, where the page has them.
 */
import { opacityWithin } from './opacity.ts'

/** Where the page sets Chinese a little apart from what is beside it; a canvas does not. */
const BETWEEN_SCRIPTS = /(?<=\p{Script=Han})(?=[\p{Script=Latin}\d])|(?<=[\p{Script=Latin}\d])(?=\p{Script=Han})/u

/** How words look, apart from where they stand. */
interface Look {
  readonly font: string
  readonly fill: string
  readonly opacity: number
  /** What lies around the letters, so that lines do not strike through them. */
  readonly halo: { readonly colour: string; readonly width: number } | null
}

/** Words of one look, and where they stand. */
interface Run extends Look {
  readonly words: string
  readonly x: number
  readonly y: number
  /** From where `x` and `y` count to the drawing's own pixels. */
  readonly place: DOMMatrix
  readonly clip: Path2D | null
}

/** Reads the words of a drawing as they stand now. */
export function wordsOf(drawing: SVGSVGElement): readonly Run[] {
  return [...drawing.querySelectorAll('text')].flatMap((text) => runsOf(drawing, text))
}

/**
 * Writes the words over the drawing, in the coordinates that the canvas has.
 *
 * @throws When a font cannot be loaded: better no picture than one with boxes for words.
 */
export async function writeWords(context: CanvasRenderingContext2D, runs: readonly Run[]): Promise<void> {
  const letters = new Map<string, Set<string>>()
  for (const { font, words } of runs) letters.set(font, new Set([...(letters.get(font) ?? []), ...words]))
  await Promise.all([...letters].map(([font, those]) => document.fonts.load(font, [...those].join(''))))
  const base = context.getTransform()
  for (const run of runs) {
    context.save()
    context.setTransform(base)
    if (run.clip) context.clip(run.clip)
    context.setTransform(base.multiply(run.place))
    context.font = run.font
    context.globalAlpha = run.opacity
    if (run.halo) {
      Object.assign(context, { strokeStyle: run.halo.colour, lineWidth: run.halo.width, lineJoin: 'round' })
      context.strokeText(run.words, run.x, run.y)
    }
    context.fillStyle = run.fill
    context.fillText(run.words, run.x, run.y)
    context.restore()
  }
}

/** A text node has one look. White space is one space, and none at the beginning, as the browser counts it. */
function runsOf(drawing: SVGSVGElement, text: SVGTextElement): Run[] {
  const runs: Run[] = []
  const matrix = text.getCTM()
  if (!matrix) return runs
  const place = DOMMatrix.fromMatrix(matrix)
  const clip = clipOf(drawing, text)
  const nodes = document.createNodeIterator(text, NodeFilter.SHOW_TEXT)
  let at = 0
  let isSpaced = true
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const spaced = (node as Text).data.replace(/[ \t\r\n]+/g, ' ')
    const words: string = isSpaced ? spaced.replace(/^ /, '') : spaced
    if (words === '') continue
    isSpaced = words.endsWith(' ')
    const look = lookOf(drawing, node.parentElement ?? text)
    for (const part of words.split(BETWEEN_SCRIPTS)) {
      const from = at
      at += part.length
      const { length } = part.trimEnd()
      if (length === 0) continue
      // The leftmost letter: of a name that is written from the right it is the last one.
      const x = Math.min(...Array.from({ length }, (_, i) => text.getExtentOfChar(from + i).x))
      runs.push({ ...look, words: part, x, y: text.getStartPositionOfChar(from).y, place, clip })
    }
  }
  return runs
}

function lookOf(drawing: SVGSVGElement, element: Element): Look {
  const style = getComputedStyle(element)
  return {
    font: `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`,
    fill: style.fill,
    opacity: opacityWithin(drawing, element) * Number(style.fillOpacity),
    halo: style.stroke === 'none' ? null : { colour: style.stroke, width: parseFloat(style.strokeWidth) },
  }
}

/** What the drawing shows of a text: the rectangle of the group around it, if that has one. */
function clipOf(drawing: SVGSVGElement, text: SVGTextElement): Path2D | null {
  const id = /^url\("?#(.+?)"?\)$/.exec(text.closest('[clip-path]')?.getAttribute('clip-path') ?? '')?.[1]
  const rect = id === undefined ? null : drawing.querySelector<SVGRectElement>(`#${CSS.escape(id)} > rect`)
  if (!rect) return null
  const [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map((side) => side.baseVal.value)
  const path = new Path2D()
  path.rect(x ?? 0, y ?? 0, width ?? 0, height ?? 0)
  return path
}
