/** What a figure of ours must not hold: it is shown as an image, and stays harmless when it is opened by itself. */
import type { Report } from './markdown.ts'

const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/<script\b/i, 'a script'],
  [/<foreignObject\b/i, 'foreign content'],
  [/\son[a-z]+\s*=/i, 'an event handler'],
  [/javascript:/i, 'a javascript: address'],
  [/<!(?:ENTITY|DOCTYPE)/i, 'a document type'],
  [/(?:href|src)\s*=\s*["'](?!#)/i, 'a link to something outside itself'],
  [/url\(\s*["']?(?!["']?#)|@import/i, 'an address of another file'],
]

/** Reports what is wrong with a drawing. */
export function checkSvg(svg: string, report: Report): void {
  if (!/<svg\b/.test(svg)) report(1, 'is no SVG drawing')
  else if (!/<svg\b[^>]*\sviewBox=/.test(svg)) report(1, 'the <svg> needs a viewBox, so that it can be scaled')
  for (const [pattern, name] of FORBIDDEN) {
    const found = pattern.exec(svg)
    if (found) report(svg.slice(0, found.index).split('\n').length, `a figure must not hold ${name}`)
  }
}
