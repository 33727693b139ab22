/** Graphviz diagrams, drawn once at build in the page's own ink: no colours, links or fonts of their own. */
import { instance, type Viz } from '@viz-js/viz'

let viz: Promise<Viz> | undefined

const DEFAULTS = {
  graphAttributes: {
    bgcolor: 'transparent',
    fontname: 'Helvetica',
    fontsize: 12,
    pad: 0.1,
    ranksep: 0.45,
    nodesep: 0.3,
  },
  nodeAttributes: {
    fontname: 'Helvetica',
    fontsize: 13,
    shape: 'box',
    style: 'rounded',
    margin: '0.18,0.08',
    penwidth: 1.1,
  },
  edgeAttributes: { fontname: 'Helvetica', fontsize: 11, arrowsize: 0.7, penwidth: 1.1 },
}
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/gu
/**
 * Graphviz knows no widths for Han: it is laid out as two of these, each about half as wide, and put back afterwards.
 * Every character has a pair of its own, so that names stay different and can be told apart again.
 */
const HALVES = 'ßàáâãäåèéêëðñòóôõöøùúûüýþÿ'

/**
 * @param dot Source in Graphviz's language.
 * @returns SVG text for the page, `aria-hidden`: the figure carries the text alternative.
 * @throws Error with Graphviz's message when the source is broken.
 */
export async function renderDiagram(dot: string): Promise<string> {
  viz ??= instance()
  const engine = await viz
  const wide = [...new Set(dot.match(WIDE) ?? [])]
  const pairOf = new Map(wide.map((character, i) => [character, pair(i)]))
  const result = engine.render(
    dot.replace(WIDE, (character) => pairOf.get(character) ?? character),
    { format: 'svg', ...DEFAULTS },
  )
  if (result.status !== 'success')
    throw new Error(result.errors.map((error) => error.message).join('; ') || 'the diagram cannot be drawn')
  const characterOf = new Map([...pairOf].map(([character, halves]) => [halves, character]))
  const svg = result.output.replace(new RegExp(`[${HALVES}]{2}`, 'g'), (halves) => characterOf.get(halves) ?? halves)
  return clean(svg)
}

function pair(i: number): string {
  return (HALVES[Math.floor(i / HALVES.length) % HALVES.length] ?? '') + (HALVES[i % HALVES.length] ?? '')
}

function clean(svg: string): string {
  return svg
    .slice(svg.indexOf('<svg'))
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<title>[\s\S]*?<\/title>/g, '')
    .replace(/<\/?a\b[^>]*>/g, '')
    .replace(/\s(?:xmlns:xlink|id|xlink:\w+|target)="[^"]*"/g, '')
    .replace(/\sfont-family="[^"]*"/g, '')
    .replace(/="(?:black|#000000)"/g, '="currentColor"')
    .replace(/<polygon fill="(?:white|transparent)" stroke="(?:none|transparent)"[^>]*\/>/g, '')
    .replace(/<text /g, '<text fill="currentColor" ')
    .replace(/<svg /, '<svg class="diagram" aria-hidden="true" ')
    .replace(/>\s+</g, '><')
    .trim()
}
