/**
 * The graph in the formats of other programs. All of them hold the same nodes and relations; text is escaped, never
 * trusted: an imported corpus may hold anything.
 */
import type { GraphEdge, GraphNode, Lang } from '../corpus/model.ts'

/** What is shown, to be taken away. */
export interface GraphPart {
  /** What the part is, for whoever finds the file. */
  readonly title: string
  readonly nodes: readonly GraphNode[]
  /** Relations whose ends are both among the nodes. */
  readonly edges: readonly GraphEdge[]
}

/** Control characters and non-characters: XML 1.0 cannot hold most of them in any form, and wants none of them. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function xml(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c)
}

/**
 * GraphML 1.0, as Gephi, yEd and NetworkX read it: names in both languages, kind and date of a node; type, date and
 * source of a relation.
 *
 * @see http://graphml.graphdrawing.org/specification.html
 */
export function toGraphml({ title, nodes, edges }: GraphPart): string {
  const keys = [
    ...['label_zh', 'label_en', 'kind', 'date'].map((name) => key(name, 'node')),
    ...['type', 'since', 'source_key'].map((name) => key(name, 'edge')),
  ]
  const data = (name: string, value: string | null) =>
    value === null ? '' : `<data key="${name}">${xml(value)}</data>`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys,
    '<graph id="mailuo" edgedefault="directed">',
    `<desc>${xml(title)}</desc>`,
    ...nodes.map(
      (n) =>
        `<node id="${xml(n.id)}">${data('label_zh', n.name.zh)}${data('label_en', n.name.en)}${data('kind', n.kind)}${data('date', n.date)}</node>`,
    ),
    ...edges.map(
      (e, i) =>
        `<edge id="e${String(i)}" source="${xml(e.from)}" target="${xml(e.to)}">${data('type', e.type)}${data('since', e.since)}${data('source_key', e.source)}</edge>`,
    ),
    '</graph>',
    '</graphml>',
    '',
  ].join('\n')
}

function key(name: string, of: 'node' | 'edge'): string {
  return `<key id="${name}" for="${of}" attr.name="${name}" attr.type="string"/>`
}

/**
 * DOT, for Graphviz, with labels in one language and names in the other as tooltips.
 *
 * @see https://graphviz.org/doc/info/lang.html
 */
export function toDot({ title, nodes, edges }: GraphPart, lang: Lang): string {
  const other = lang === 'zh' ? 'en' : 'zh'
  const quote = (text: string) => `"${text.replace(/[\\"]/g, (c) => `\\${c}`).replace(/\r?\n/g, ' ')}"`
  return [
    'digraph mailuo {',
    `  graph [rankdir=LR, labelloc=t, label=${quote(title)}];`,
    ...nodes.map(
      (n) =>
        `  ${quote(n.id)} [label=${quote(n.name[lang])}, tooltip=${quote(n.name[other])}, class=${quote(n.kind)}, date=${quote(n.date ?? '')}];`,
    ),
    ...edges.map(
      (e) =>
        `  ${quote(e.from)} -> ${quote(e.to)} [label=${quote(e.type)}, since=${quote(e.since ?? '')}, source=${quote(e.source)}];`,
    ),
    '}',
    '',
  ].join('\n')
}

/** The same as JSON, in the form of the corpus's own `graph.json` without positions, and with a title. */
export function toGraphJson({ title, nodes, edges }: GraphPart): string {
  const plain = nodes.map(({ id, kind, name, date, degree, lane }) => ({ id, kind, name, date, degree, lane }))
  return `${JSON.stringify({ title, nodes: plain, edges }, null, 2)}\n`
}
