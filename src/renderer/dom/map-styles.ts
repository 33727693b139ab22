import type { StylesheetJson } from 'cytoscape'
import type { Kind } from '../../core/corpus/model.ts'

const context = document.createElement('canvas').getContext('2d')

/** The value of a token of the page's theme. */
function themeToken(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

/** A colour token as `#rrggbb`, however the style sheet writes it; a minifier makes `#fff` of it. */
export function colourToken(name: string): string {
  if (!context) return '#888888'
  context.fillStyle = '#888888'
  context.fillStyle = themeToken(name)
  return context.fillStyle
}

/** `#abc` as `#aabbcc`: the minifier shortens the tokens' colours where it can. */
function sixDigits(hex: string): string {
  return /^#[0-9a-f]{3}$/i.test(hex) ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex
}

/** `share` of one colour over another; both `#rrggbb` or `#rgb`. A canvas cannot use CSS's `color-mix`. */
function mix(over: string, under: string, share: number): string {
  const part = (at: number) => {
    const [a, b] = [over, under].map(sixDigits).map((hex) => Number.parseInt(hex.slice(at, at + 2), 16))
    return Math.round((a ?? 0) * share + (b ?? 0) * (1 - share))
      .toString(16)
      .padStart(2, '0')
  }
  return `#${part(1)}${part(3)}${part(5)}`
}

const SHAPES: Readonly<Record<Kind, string>> = {
  model: 'round-rectangle',
  product: 'round-rectangle',
  method: 'hexagon',
  concept: 'rhomboid',
  dataset: 'barrel',
  person: 'ellipse',
  hardware: 'cut-rectangle',
  paper: 'rectangle',
  company: 'rectangle',
}

/** Style of the map in the colours of the theme now on the page. */
export function mapStyles(): StylesheetJson {
  const accent = colourToken('--accent')
  const sheet = colourToken('--sheet')
  const kinds = Object.entries(SHAPES).flatMap(([kind, shape]) => {
    const colour = colourToken(`--k-${kind}`)
    const radius = kind === 'model' ? { 'corner-radius': 13 } : kind === 'product' ? { 'corner-radius': 7 } : {}
    return [
      {
        selector: `node.${kind}`,
        style: {
          shape,
          ...radius,
          'background-color': mix(colour, sheet, 0.07),
          'border-color': mix(colour, sheet, 0.42),
        },
      },
      {
        selector: `node.${kind}.lit`,
        style: { 'background-color': mix(colour, sheet, 0.2), 'border-color': colour, 'border-width': 2 },
      },
    ]
  })
  const edgeTokens = [...Object.keys(SHAPES).map((kind) => `k-${kind}`), 'ink-3']
  const rows = [
    {
      selector: 'node',
      style: {
        width: 'data(w)',
        height: 'data(h)',
        label: 'data(label)',
        // Cytoscape takes names in double quotes only.
        'font-family': themeToken('--sans').replaceAll("'", '"'),
        'font-size': 12,
        'min-zoomed-font-size': 5,
        color: colourToken('--ink'),
        'text-valign': 'center',
        'text-halign': 'center',
        'border-width': 1.2,
      },
    },
    ...kinds,
    {
      selector: 'node.hot',
      style: {
        'background-color': accent,
        'border-color': accent,
        color: colourToken('--accent-ink'),
        'font-weight': 600,
        'z-index': 9,
      },
    },
    // The head of a box: its name is written on the under-layer, the node is there to be pointed at.
    { selector: 'node.company', style: { 'background-opacity': 0, 'border-width': 0 } },
    { selector: 'node.idle', style: { 'background-opacity': 1, 'border-width': 2 } },
    {
      selector: 'edge',
      style: {
        'curve-style': 'haystack',
        'haystack-radius': 0,
        width: 1,
        opacity: 0.16,
        events: 'no',
      },
    },
    ...edgeTokens.map((token) => {
      const colour = colourToken(`--${token}`)
      return { selector: `edge.${token}`, style: { 'line-color': colour, 'source-arrow-color': colour } }
    }),
    {
      selector: 'edge.shown',
      style: {
        // A gentle S, as if drawn by hand: straight lines from one hub look like a star.
        'curve-style': 'unbundled-bezier',
        'control-point-weights': [0.3, 0.7],
        'control-point-distances': [26, -26],
        width: 1.8,
        opacity: 0.85,
        'line-cap': 'round',
        'z-index': 5,
      },
    },
    { selector: 'edge.shown.dashed', style: { 'line-style': 'dashed', 'line-dash-pattern': [7, 4] } },
    { selector: 'edge.shown.dotted', style: { 'line-style': 'dashed', 'line-dash-pattern': [1.5, 4.5] } },
    {
      selector: 'edge.shown.arrow',
      // Drawn from the older to the newer, as everywhere: the arrow stands at the relation's source.
      style: { 'source-arrow-shape': 'triangle', 'arrow-scale': 0.8 },
    },
    { selector: 'edge.hot', style: { 'line-color': accent, 'source-arrow-color': accent, width: 2.6, 'z-index': 9 } },
  ]
  return rows as StylesheetJson
}
