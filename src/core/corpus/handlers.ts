/** How each node of Markdown becomes HTML where the library's own way will not do. */
import type { Element, ElementContent } from 'hast'
import type {
  Blockquote,
  Code,
  FootnoteReference,
  Image,
  Link,
  Nodes,
  Paragraph,
  Parents,
  RootContent,
  Table,
} from 'mdast'
import type { InlineMath, Math as DisplayMath } from 'mdast-util-math'
import type { Options } from 'remark-rehype'
import { element, text } from './hast.ts'
import { calloutOf, type Callout, type CitationTarget, type EntityTarget, type LinkData } from './markdown.ts'
import type { Lang } from './model.ts'
import type { Links } from './render.ts'

const CALLOUT_TITLES: Readonly<Record<Callout, Readonly<Record<Lang, string>>>> = {
  note: { zh: '注', en: 'Note' },
  tip: { zh: '提示', en: 'Tip' },
  warning: { zh: '注意', en: 'Caution' },
  example: { zh: '例子', en: 'Example' },
  dispute: { zh: '说法不一', en: 'Disputed' },
}

type Handlers = NonNullable<Options['handlers']>
type Children = ElementContent[]

/** @param holeOf Number of the markup that our own renderers have made for a node. */
export function handlers(links: Links, holeOf: (node: RootContent) => string): Handlers {
  const hole = (tagName: string, node: RootContent) => element(tagName, { dataHole: holeOf(node) })
  return {
    link(state, node: Link, parent) {
      const line = lineOf(node)
      const { entity, citations } = (node.data ?? {}) as LinkData
      if (entity) return entityLink(entity, line, links, beginsSentence(node, parent))
      if (citations) return citations.flatMap((each) => citationLink(each, line, links))
      if (!node.url.startsWith('https://')) links.report(line, `the address ${node.url} does not begin with https://`)
      const properties = { href: node.url, dataExternal: '', rel: ['noopener', 'noreferrer'] }
      return element('a', properties, state.all(node))
    },
    image(_state, node: Image) {
      links.report(lineOf(node), 'a figure stands in a paragraph of its own')
      return text(node.alt ?? '')
    },
    footnoteReference(_state, node: FootnoteReference) {
      const n = links.footnote(node.identifier, lineOf(node))
      const properties = { className: ['footnote-ref'], href: `#fn-${node.identifier}`, dataSkip: '' }
      return element('a', properties, [text(String(n))])
    },
    inlineMath: (_state, node: InlineMath) =>
      element('span', { className: ['math'], dataSkip: '', dataTex: node.value }, [hole('span', node)]),
    math: (_state, node: DisplayMath) =>
      element('div', { className: ['math-display'], tabIndex: 0, dataSkip: '', dataTex: node.value }, [
        hole('div', node),
      ]),
    code(_state, node: Code) {
      if (node.lang === 'dot') return diagram(node, hole('div', node), links)
      // The coloured markup stands in the hole; its text is the code itself, so the tree carries that meanwhile.
      return element('div', { className: ['code'], dataHole: holeOf(node) }, [text(node.value)])
    },
    table: (state, node: Table) => element('div', { className: ['table-wrap'], tabIndex: 0 }, [table(state.all(node))]),
    blockquote(state, node: Blockquote) {
      const kind = calloutOf(node)
      const children = state.wrap(state.all(node), true)
      if (kind === null) return element('blockquote', {}, children)
      dropMarker(children)
      const title = text(CALLOUT_TITLES[kind][links.lang])
      return element('div', { className: ['callout', `callout-${kind}`] }, [
        element('div', { className: ['callout-title'], dataSkip: '' }, [title]),
        ...children,
      ])
    },
    paragraph(state, node: Paragraph) {
      const only = node.children.length === 1 ? node.children[0] : undefined
      if (only?.type === 'image') return figure(only, links)
      return element('p', {}, state.all(node))
    },
  }
}

function lineOf(node: RootContent): number {
  return node.position?.start.line ?? 1
}

function table(rows: Children): Element {
  const [head, ...body] = rows.filter((row) => row.type === 'element')
  return element('table', {}, [element('thead', {}, head && [head]), element('tbody', {}, body)])
}

/** Whether a sentence begins with a link: nothing stands before it, or the end of another sentence. */
function beginsSentence(node: Link, parent: Parents | undefined): boolean {
  const siblings: readonly Nodes[] = parent?.children ?? []
  const before = siblings[siblings.indexOf(node) - 1]
  return before === undefined || (before.type === 'text' && /[.!?:][”’"')\]]*\s+[“‘"'(]*$/.test(before.value))
}

function entityLink(target: EntityTarget, line: number, links: Links, begins: boolean): Element {
  const found = links.entity(target, line)
  if (!found) return element('span', {}, [text(target.text ?? target.id)])
  return element('a', { href: found.href, dataId: found.id, dataKind: found.kind }, [
    text(target.text ?? (begins ? found.name : found.nameWithin)),
  ])
}

function citationLink(target: CitationTarget, line: number, links: Links): Element[] {
  const n = links.citation(target, line)
  if (n === null) return []
  const place = target.locator === '' ? {} : { dataLocator: target.locator }
  const properties = { className: ['cite'], href: `#ref-${target.key}`, dataSkip: '', dataKey: target.key, ...place }
  return [element('a', properties, [text(`[${n}]`)])]
}

/** Caption and text alternative of a diagram, from the first line of its block: `{caption="…" alt="…"}`. */
export function captionOf(node: Code): { readonly caption: string; readonly alt: string } {
  const read = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(node.meta ?? '')?.[1]?.trim() ?? ''
  return { caption: read('caption'), alt: read('alt') }
}

function diagram(node: Code, drawing: Element, links: Links): Element {
  const { caption, alt } = captionOf(node)
  if (caption === '' || alt === '') {
    links.report(lineOf(node), 'a diagram needs {caption="…" alt="…"} in its first line')
  }
  return element('figure', { className: ['diagram'] }, [
    element('div', { dataSkip: '' }, [drawing]),
    element('figcaption', {}, [text(caption)]),
  ])
}

function figure(image: Image, links: Links): Element {
  const line = lineOf(image)
  if (!image.alt || !image.title) {
    links.report(line, 'a figure needs a text alternative and a caption: ![alternative](file.svg "Caption")')
  }
  const src = links.figure(image.url, line)
  return element('figure', {}, [
    ...(src === null ? [] : [element('img', { src, alt: image.alt ?? '' })]),
    element('figcaption', {}, [text(image.title ?? '')]),
  ])
}

/** Removes `[!note]` and the line break behind it from a callout; and its paragraph, where it stands alone. */
function dropMarker(children: Children): void {
  const at = children.findIndex((child) => child.type === 'element' && child.tagName === 'p')
  const paragraph = children[at]
  const first = paragraph?.type === 'element' ? paragraph.children[0] : undefined
  if (paragraph?.type !== 'element' || first?.type !== 'text') return
  first.value = first.value.replace(/^\[!\w+\]\s*/, '')
  if (first.value === '' && paragraph.children.length === 1) children.splice(at, 2)
}
