/**
 * Blocks to HTML and plain text. What authors wrote is sanitised first; only then our own renderers (formulas, code,
 * diagrams) add theirs. The plain text is read off the same tree, so page and index agree on it unit by unit:
 * elements with `data-skip` are left out of it.
 */
import katex from 'katex'
import type { Code, RootContent } from 'mdast'
import type { InlineMath, Math as DisplayMath } from 'mdast-util-math'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { renderDiagram } from './diagram.ts'
import { escapeHtml } from './escape.ts'
import { captionOf, handlers } from './handlers.ts'
import { mentionsOf, proseOf, textOf } from './hast.ts'
import { markDates } from './mark-dates.ts'
import type { CitationTarget, EntityTarget, Report } from './markdown.ts'
import type { Lang } from './model.ts'
import type { LinkedEntity } from './source.ts'

/** What rendering needs to know of the rest of the corpus; each answer reports what is wrong by itself. */
export interface Links {
  /** Address, kind and names of an entity (or of a section in it); `null` when there is none. */
  entity(target: EntityTarget, line: number): (LinkedEntity & { readonly href: string }) | null
  /** Number of a reference in this article; `null` when the key is unknown. */
  citation(target: CitationTarget, line: number): number | null
  /** Number of a footnote in this article. */
  footnote(id: string, line: number): number
  /** Address of a figure file beside the article; `null` when it is missing. */
  figure(name: string, line: number): string | null
  report: Report
  readonly lang: Lang
}

export interface Rendered {
  readonly html: string
  /** Canonical text. */
  readonly text: string
  /** Canonical text with one sign for each formula and piece of code: what is read for style. */
  readonly prose: string
  /** Links to entities, with their place in `text`. */
  readonly mentions: readonly { readonly id: string; readonly at: number }[]
}

const SCHEMA = {
  ...defaultSchema,
  clobberPrefix: '',
  attributes: {
    ...defaultSchema.attributes,
    a: ['href', 'rel', 'className', 'dataId', 'dataKind', 'dataExternal', 'dataSkip', 'dataKey', 'dataLocator'],
    span: ['className', 'dataSkip', 'dataTex', 'dataHole'],
    // What scrolls by itself can be reached and scrolled by keyboard.
    div: ['className', 'dataSkip', 'dataTex', 'dataHole', 'tabIndex'],
    code: [],
    figure: ['className'],
    img: ['src', 'alt'],
    th: ['align'],
    td: ['align'],
  },
  protocols: { ...defaultSchema.protocols, href: ['http', 'https'] },
  tagNames: [...(defaultSchema.tagNames ?? []), 'figure', 'figcaption'],
}
const sanitise = unified().use(rehypeSanitize, SCHEMA).freeze()
const writer = unified().use(rehypeStringify).freeze()

/** A place for our own renderers' markup; a code block's holds its text meanwhile. */
const HOLE = /<(span|div)(?: class="code")? data-hole="(\d+)">[^<]*<\/\1>/g

/** Renders nodes that stand together: one block, or the body of a footnote. */
export async function renderNodes(nodes: readonly RootContent[], links: Links): Promise<Rendered> {
  const holes = new Map<RootContent, number>()
  const filled: string[] = []
  for (const node of nodes) {
    for (const each of inside(node)) {
      const html = await ownMarkup(each, links)
      if (html !== null) holes.set(each, filled.push(html) - 1)
    }
  }
  const toHtml = unified().use(remarkRehype, { handlers: handlers(links, (node) => String(holes.get(node) ?? -1)) })
  const tree = sanitise.runSync(toHtml.runSync({ type: 'root', children: [...nodes] }))
  const read = { text: textOf(tree), prose: proseOf(tree), mentions: mentionsOf(tree) }
  markDates(tree, links.lang)
  return { html: writer.stringify(tree).replace(HOLE, (_, __, i: string) => filled[Number(i)] ?? ''), ...read }
}

/** A node and everything below it, in reading order. */
function* inside(node: RootContent): Generator<RootContent> {
  yield node
  if ('children' in node) for (const child of node.children) yield* inside(child)
}

/** HTML made by our own renderers: waits outside the tree until the author's part has been sanitised. */
async function ownMarkup(node: RootContent, links: Links): Promise<string | null> {
  if (node.type === 'math' || node.type === 'inlineMath') return renderMath(node, links)
  if (node.type !== 'code') return null
  return node.lang === 'dot' ? drawn(node, links) : coloured(node, links)
}

function lineOf(node: RootContent): number {
  return node.position?.start.line ?? 1
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim()
}

function renderMath(node: DisplayMath | InlineMath, links: Links): string {
  try {
    const displayMode = node.type === 'math'
    return katex.renderToString(node.value, { displayMode, strict: 'ignore', trust: false, output: 'htmlAndMathml' })
  } catch (error) {
    links.report(lineOf(node), `the formula cannot be set: ${reason(error)}`)
    return escapeHtml(node.value)
  }
}

async function drawn(node: Code, links: Links): Promise<string> {
  try {
    return await renderDiagram(node.value, captionOf(node).alt)
  } catch (error) {
    links.report(lineOf(node), `the diagram cannot be drawn: ${reason(error)}`)
    return ''
  }
}

/** Code in the colours of both themes, as custom properties; the page picks one. */
async function coloured(node: Code, links: Links): Promise<string> {
  // The highlighter is large, and most articles hold no code: it is fetched by the first that does.
  const { codeToHtml } = await import('shiki')
  // Their comments too can be read on our grounds (WCAG AA).
  const themes = { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' }
  try {
    // No time limit: on a busy machine it would leave the rest of a line without colours.
    const options = { lang: node.lang ?? 'text', themes, defaultColor: false, tokenizeTimeLimit: 0 } as const
    const html = await codeToHtml(node.value, options)
    return `<pre class="shiki">${/<pre[^>]*>([\s\S]*)<\/pre>/.exec(html)?.[1] ?? ''}</pre>`
  } catch {
    links.report(lineOf(node), `there are no colours for code in “${node.lang ?? ''}”: leave the language out`)
    return `<pre><code>${escapeHtml(node.value)}</code></pre>`
  }
}
