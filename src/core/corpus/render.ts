/**
 * Blocks to HTML and plain text. What authors wrote is sanitised first; only then our own renderers (formulas, code,
 * diagrams) add theirs. The plain text is read off the same tree, so page and index agree on it unit by unit:
 * elements with `data-skip` are left out of it.
 */
import type { Element, ElementContent, Root as HastRoot, RootContent as HastContent } from 'hast'
import katex from 'katex'
import type { Blockquote, Code, Image, Link, Paragraph, RootContent, Table } from 'mdast'
import type { InlineMath, Math } from 'mdast-util-math'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkRehype, { type Options as RehypeOptions } from 'remark-rehype'
import { codeToHtml } from 'shiki'
import { unified } from 'unified'
import { renderDiagram } from './diagram.ts'
import { calloutOf, type CitationTarget, type EntityTarget, type Report, type SourceBlock } from './markdown.ts'
import type { Lang } from './model.ts'
import { escapeHtml } from './references.ts'

/** What rendering needs to know of the rest of the corpus; each answer reports what is wrong by itself. */
export interface Links {
  /** Address, kind and name of an entity (or of a section in it); `null` when there is none. */
  entity(target: EntityTarget, line: number): { href: string; id: string; kind: string; name: string } | null
  /** Number of a reference in this article; `null` when the key is unknown. */
  citation(target: CitationTarget, line: number): number | null
  /** Number of a footnote in this article. */
  footnote(id: string): number
  /** Address of a figure file beside the article; `null` when it is missing. */
  figure(name: string, line: number): string | null
  report: Report
  readonly lang: Lang
}

export interface Rendered {
  readonly html: string
  readonly text: string
}

const CALLOUT_TITLES: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  note: { zh: '注', en: 'Note' },
  tip: { zh: '提示', en: 'Tip' },
  warning: { zh: '注意', en: 'Caution' },
  example: { zh: '例子', en: 'Example' },
  dispute: { zh: '说法不一', en: 'Disputed' },
}

const SCHEMA = {
  ...defaultSchema,
  clobberPrefix: '',
  attributes: {
    ...defaultSchema.attributes,
    a: ['href', 'rel', 'className', 'dataId', 'dataKind', 'dataExternal', 'dataSkip', 'dataKey', 'dataLocator'],
    span: ['className', 'dataSkip', 'dataTex', 'dataHole'],
    div: ['className', 'dataSkip', 'dataTex', 'dataHole'],
    figure: ['className'],
    img: ['src', 'alt'],
    th: ['align'],
    td: ['align'],
  },
  protocols: { ...defaultSchema.protocols, href: ['http', 'https'] },
  tagNames: [...(defaultSchema.tagNames ?? []), 'figure', 'figcaption'],
}

/** A place for our own renderers' markup; a code block's holds its text meanwhile. */
const HOLE = /<(span|div)(?: class="code")? data-hole="(\d+)">[^<]*<\/\1>/g

/** Renders one block of an article. */
export async function renderBlock(block: SourceBlock, links: Links): Promise<Rendered> {
  return renderNodes([block.node], links)
}

/** Renders nodes that stand together, e.g. the body of a footnote. */
export async function renderNodes(nodes: readonly RootContent[], links: Links): Promise<Rendered> {
  const holes: string[] = []
  for (const node of nodes) await fillHoles(node, links, holes)
  const processor = unified()
    .use(remarkRehype, { handlers: handlers(links, holes) })
    .use(rehypeSanitize, SCHEMA)
  const tree = processor.runSync({ type: 'root', children: [...nodes] })
  const html = unified().use(rehypeStringify).stringify(tree)
  return { html: html.replace(HOLE, (_, __, i: string) => holes[Number(i)] ?? ''), text: textOf(tree) }
}

/** HTML made by our own renderers waits outside the tree until the author's part has been sanitised. */
async function fillHoles(node: RootContent, links: Links, holes: string[]): Promise<void> {
  const line = node.position?.start.line ?? 1
  if (node.type === 'code') {
    setHole(node, holes, await renderCode(node, links, line))
  } else if (node.type === 'math' || node.type === 'inlineMath') {
    setHole(node, holes, renderMath(node, links, line))
  } else if ('children' in node) {
    for (const child of node.children) await fillHoles(child, links, holes)
  }
}

function setHole(node: RootContent, holes: string[], html: string): void {
  Object.assign((node.data ??= {}), { hole: holes.push(html) - 1 })
}

function holeOf(node: RootContent): number {
  return (node.data as { hole?: number } | undefined)?.hole ?? -1
}

function renderMath(node: Math | InlineMath, links: Links, line: number): string {
  const displayMode = node.type === 'math'
  try {
    return katex.renderToString(node.value, {
      displayMode,
      throwOnError: true,
      strict: 'ignore',
      trust: false,
      output: 'htmlAndMathml',
    })
  } catch (error) {
    links.report(line, `the formula cannot be set: ${error instanceof Error ? error.message : String(error)}`)
    return escapeHtml(node.value)
  }
}

async function renderCode(node: Code, links: Links, line: number): Promise<string> {
  if (node.lang === 'dot') {
    try {
      return await renderDiagram(node.value)
    } catch (error) {
      links.report(line, `the diagram cannot be drawn: ${error instanceof Error ? error.message : String(error)}`)
      return ''
    }
  }
  const themes = { light: 'github-light', dark: 'github-dark' }
  try {
    const html = await codeToHtml(node.value, { lang: node.lang ?? 'text', themes, defaultColor: false })
    return /<pre[^>]*>([\s\S]*)<\/pre>/.exec(html)?.[1] ?? ''
  } catch {
    links.report(line, `there are no colours for code in “${node.lang ?? ''}”: leave the language out`)
    return `<code>${escapeHtml(node.value)}</code>`
  }
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[] = []): Element {
  return { type: 'element', tagName, properties, children }
}

function text(value: string): ElementContent {
  return { type: 'text', value }
}

function hole(tagName: 'span' | 'div', node: RootContent): Element {
  return element(tagName, { dataHole: String(holeOf(node)) })
}

/** How each node of Markdown becomes HTML where the library's own way will not do. */
function handlers(links: Links, holes: string[]): NonNullable<RehypeOptions['handlers']> {
  return {
    link(state, node: Link) {
      const line = node.position?.start.line ?? 1
      const { entity, citations } = (node.data ?? {}) as {
        entity?: EntityTarget
        citations?: readonly CitationTarget[]
      }
      if (entity) return entityLink(entity, line, links)
      if (citations) return citations.flatMap((each) => citationLink(each, line, links))
      if (!/^https:\/\//.test(node.url)) links.report(line, `the address ${node.url} is no https address`)
      return element(
        'a',
        { href: node.url, dataExternal: '', rel: ['noopener', 'noreferrer'] },
        state.all(node as Link),
      )
    },
    footnoteReference(_state, node: { identifier: string }) {
      const n = String(links.footnote(node.identifier))
      return element('a', { className: ['footnote-ref'], href: `#fn-${node.identifier}`, dataSkip: '' }, [text(n)])
    },
    inlineMath: (_state, node: InlineMath) =>
      element('span', { className: ['math'], dataSkip: '', dataTex: node.value }, [hole('span', node)]),
    math: (_state, node: Math) =>
      element('div', { className: ['math-display'], dataSkip: '', dataTex: node.value }, [hole('div', node)]),
    code(_state, node: Code) {
      if (node.lang === 'dot') return diagram(node, links)
      // Shiki's markup stands in the hole; the text is the code itself, so the tree carries it beside.
      holes[holeOf(node)] = `<pre class="shiki">${holes[holeOf(node)] ?? ''}</pre>`
      return element('div', { className: ['code'], dataHole: String(holeOf(node)) }, [text(node.value)])
    },
    table: (state, node: Table) => element('div', { className: ['table-wrap'] }, [tableOf(state.all(node))]),
    blockquote(state, node: Blockquote) {
      const kind = calloutOf(node)
      const children = state.wrap(state.all(node), true)
      if (kind === null) return element('blockquote', {}, children)
      dropMarker(children)
      const title = element('div', { className: ['callout-title'], dataSkip: '' }, [
        text(CALLOUT_TITLES[kind]?.[links.lang] ?? ''),
      ])
      return element('div', { className: ['callout', `callout-${kind}`] }, [title, ...children])
    },
    paragraph(state, node: Paragraph) {
      const only = node.children.length === 1 ? node.children[0] : undefined
      if (only?.type === 'image') return figure(only, links)
      return element('p', {}, state.all(node))
    },
  }
}

function tableOf(rows: readonly (HastContent | ElementContent)[]): Element {
  const all = rows.filter((row): row is Element => row.type === 'element')
  const [head, ...body] = all
  const header = (row: Element): Element => ({
    ...row,
    children: row.children.map((cell) => (cell.type === 'element' ? { ...cell, tagName: 'th' } : cell)),
  })
  return element('table', {}, [element('thead', {}, head ? [header(head)] : []), element('tbody', {}, body)])
}

function entityLink(target: EntityTarget, line: number, links: Links): Element {
  const found = links.entity(target, line)
  if (!found) return element('span', {}, [text(target.text ?? target.id)])
  return element('a', { href: found.href, dataId: found.id, dataKind: found.kind }, [text(target.text ?? found.name)])
}

function citationLink(target: CitationTarget, line: number, links: Links): Element[] {
  const n = links.citation(target, line)
  if (n === null) return []
  const properties = {
    className: ['cite'],
    href: `#ref-${target.key}`,
    dataSkip: '',
    dataKey: target.key,
    ...(target.locator && { dataLocator: target.locator }),
  }
  return [element('a', properties, [text(`[${String(n)}]`)])]
}

/** Caption and text alternative of a diagram, from the first line of its block: `{caption="…" alt="…"}`. */
function diagram(node: Code, links: Links): Element {
  const line = node.position?.start.line ?? 1
  const read = (name: string) => new RegExp(`${name}=["“]([^"”]*)["”]`).exec(node.meta ?? '')?.[1] ?? ''
  const [caption, alt] = [read('caption'), read('alt')]
  if (caption === '' || alt === '') links.report(line, 'a diagram needs {caption="…" alt="…"} in its first line')
  return element('figure', { className: ['diagram'] }, [
    element('span', { className: ['unseen'], dataSkip: '' }, [text(alt)]),
    element('div', { dataSkip: '' }, [hole('div', node)]),
    element('figcaption', {}, [text(caption)]),
  ])
}

function figure(image: Image, links: Links): Element {
  const line = image.position?.start.line ?? 1
  if (!image.alt || !image.title)
    links.report(line, 'a figure needs a text alternative and a caption: ![alternative](file.svg "Caption")')
  const src = links.figure(image.url, line)
  return element('figure', {}, [
    ...(src === null ? [] : [element('img', { src, alt: image.alt ?? '' })]),
    element('figcaption', {}, [text(image.title ?? '')]),
  ])
}

/** Removes `[!note]` and the line break behind it from a callout's first paragraph. */
function dropMarker(children: ElementContent[]): void {
  const first = children.find((child): child is Element => child.type === 'element' && child.tagName === 'p')
  const lead = first?.children[0]
  if (lead?.type === 'text') lead.value = lead.value.replace(/^\[!\w+\]\s*/, '')
}

/** Text nodes that are not inside `data-skip`, in order: what a walk over the page's DOM gives. */
export function textOf(node: HastRoot | HastContent | ElementContent): string {
  if (node.type === 'text') return node.value
  if (!('children' in node)) return ''
  if (node.type === 'element' && 'dataSkip' in node.properties) return ''
  return node.children.map(textOf).join('')
}
