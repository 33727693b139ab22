/**
 * Whether markup is such as the compiler makes: the page and the import of packs take no other. Every `<` must begin a
 * tag as our writer spells it, so that a browser reads the same tags as this does, whatever else it would forgive.
 */

const TAG = /<(?:\/([a-z][a-z0-9]*)>|([a-z][a-z0-9]*)((?: [a-z][a-z0-9:-]*(?:="[^"]*")?)*) ?\/?>)/iy
const ATTRIBUTE = / ([^\s=]+)(?:="([^"]*)")?/g

/** Prose as the sanitiser lets it through, formulas (MathML) and diagrams (SVG): none of them runs or loads anything. */
const ELEMENTS: ReadonlySet<string> = new Set(
  `a b blockquote br cite code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li
   ol p pre q rp rt ruby s samp section span strike strong sub summary sup table tbody td tfoot th thead time tr tt ul var
   annotation math menclose merror mfrac mglyph mi mlabeledtr mn mo mover mpadded mphantom mroot mrow ms mspace msqrt
   mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics
   circle ellipse g line path polygon polyline rect svg text tspan`.split(/\s+/),
)
/** Handlers, and what a form or a picture would send or fetch. */
const REFUSED = /^(?:on|action$|background$|formaction$|ping$|poster$|srcdoc$|srcset$)/i
const LINKS = /^(?:href|src|xlink:href)$/i
/** The web, a place of the page, a file of the corpus; never a scheme that runs what follows it. */
const ADDRESS = /^(?:https?:\/\/|#|\/(?!\/)[\w./-]*$)/i

/** @param html A piece of a compiled article, diagrams and formulas in it. */
export function isCompiledMarkup(html: string): boolean {
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', TAG.lastIndex)) {
    TAG.lastIndex = at
    const [, closes, opens, attributes = ''] = TAG.exec(html) ?? []
    const element = closes ?? opens
    if (element === undefined || !ELEMENTS.has(element.toLowerCase())) return false
    for (const [, name = '', value = ''] of attributes.matchAll(ATTRIBUTE))
      if (REFUSED.test(name) || (LINKS.test(name) && !ADDRESS.test(value))) return false
  }
  return true
}
