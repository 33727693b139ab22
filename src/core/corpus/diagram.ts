/** Graphviz diagrams, drawn once at build in the page's own ink: no colours, links or fonts of their own. */
import { instance, type Viz } from '@viz-js/viz'
import { escapeHtml } from './escape.ts'

let viz: Promise<Viz> | undefined

/** Graphviz can measure Helvetica only; the page's own sans serif is wider, so labels are drawn this much smaller. */
const NARROWER = 0.935

const DEFAULTS = {
  graphAttributes: {
    bgcolor: 'transparent',
    fontname: 'Helvetica',
    fontsize: 12.8,
    pad: 0.1,
    ranksep: 0.45,
    nodesep: 0.3,
  },
  nodeAttributes: {
    fontname: 'Helvetica',
    fontsize: 13.8,
    shape: 'box',
    style: 'rounded',
    margin: '0.18,0.08',
    penwidth: 1.1,
  },
  edgeAttributes: { fontname: 'Helvetica', fontsize: 11.8, arrowsize: 0.7, penwidth: 1.1 },
}
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/gu
/**
 * Graphviz knows no widths for Han: a character is laid out as two of these, each about half as wide, and put back
 * afterwards. Every character has a pair of its own, so that names stay different and can be told apart again.
 */
const HALVES = 'ßàáâãäåèéêëðñòóôõöøùúûüýþÿ'

/**
 * @param dot   Source in Graphviz's language.
 * @param label Text alternative, for those who can't see the drawing.
 * @returns SVG text for the page, in `currentColor`.
 * @throws Error with Graphviz's message when the source is broken.
 */
export async function renderDiagram(dot: string, label: string): Promise<string> {
  viz ??= instance()
  const engine = await viz
  const wide = [...new Set(dot.match(WIDE) ?? [])]
  const pairOf = new Map(wide.map((character, i) => [character, pair(i)]))
  const source = dot.replace(WIDE, (character) => pairOf.get(character) ?? character)
  const result = engine.render(source, { format: 'svg', ...DEFAULTS })
  if (result.status !== 'success') {
    const reasons = result.errors.map((error) => error.message).join('; ')
    throw new Error(reasons || 'it is not in Graphviz’s language')
  }
  const characterOf = new Map([...pairOf].map(([character, halves]) => [halves, character]))
  const svg = result.output.replace(new RegExp(`[${HALVES}]{2}`, 'g'), (halves) => characterOf.get(halves) ?? halves)
  return clean(svg, label)
}

function pair(i: number): string {
  return (HALVES[Math.floor(i / HALVES.length) % HALVES.length] ?? '') + (HALVES[i % HALVES.length] ?? '')
}

/** Elements that are kept, with their attributes; everything else Graphviz can be made to write is dropped. */
const SHAPE = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'transform']
const KEPT: Readonly<Record<string, readonly string[]>> = {
  svg: ['width', 'height', 'viewBox'],
  g: ['transform'],
  path: [...SHAPE, 'd'],
  polygon: [...SHAPE, 'points'],
  polyline: [...SHAPE, 'points'],
  ellipse: [...SHAPE, 'cx', 'cy', 'rx', 'ry'],
  text: ['x', 'y', 'text-anchor', 'font-size', 'font-weight'],
}
const TAG = /<(\/?)([a-z]+)\b([^>]*?)(\/?)>/g
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g

function clean(svg: string, label: string): string {
  return svg
    .slice(svg.indexOf('<svg'))
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(title|style|script)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<polygon fill="(?:white|transparent)" stroke="(?:none|transparent)"[^>]*\/>/g, '')
    .replace(TAG, (_, slash: string, name: string, attributes: string, end: string) => {
      const kept = KEPT[name]
      if (!kept) return ''
      if (slash) return `</${name}>`
      const own = [...attributes.matchAll(ATTRIBUTE)].flatMap(([, key = '', value = '']) =>
        kept.includes(key) ? inked(key, value) : [],
      )
      if (name === 'text') own.push('fill="currentColor"')
      if (name === 'svg') own.unshift('class="diagram" role="img"', `aria-label="${escapeHtml(label)}"`)
      return `<${[name, ...own].join(' ')}${end}>`
    })
    .replace(/>\s+</g, '><')
    .trim()
}

/** Black becomes the page's ink and any other filling a tint of it: readable on light and on dark paper. */
function inked(key: string, value: string): string[] {
  const isNone = value === 'none' || value === 'transparent' || (key === 'fill' && value === 'white')
  if (key === 'stroke') return [`stroke="${isNone ? 'none' : 'currentColor'}"`]
  if (key === 'font-size') return [`font-size="${(Number(value) * NARROWER).toFixed(1)}"`]
  if (key !== 'fill') return [`${key}="${value}"`]
  if (isNone) return ['fill="none"']
  return value === 'black' || value === '#000000'
    ? ['fill="currentColor"']
    : ['fill="currentColor"', 'fill-opacity="0.08"']
}
