/** The Markdown of articles as a tree: CommonMark, tables, footnotes, mathematics, and our own links and citations. */
import type { Blockquote, Heading, PhrasingContent, Root, RootContent, Text } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import type { BlockType } from './model.ts'

/** A block of an article, still as Markdown's tree. */
export interface SourceBlock {
  readonly type: BlockType
  readonly node: RootContent
  readonly line: number
}

export interface SourceSection {
  readonly id: string
  readonly title: string
  readonly depth: 1 | 2 | 3
  readonly line: number
  readonly blocks: readonly SourceBlock[]
}

export interface SourceFootnote {
  readonly id: string
  readonly children: readonly RootContent[]
}

export interface SourceArticle {
  readonly sections: readonly SourceSection[]
  readonly footnotes: readonly SourceFootnote[]
}

/** Something wrong at a line of the text. */
export type Report = (line: number, message: string) => void

/** `[[id]]`, `[[id|text]]`, `[[id#section|text]]`, `[@key, p. 4; @other]` */
const REFERENCE = /\[\[([^\][|#]+)(?:#([^\][|]+))?(?:\\?\|([^\][]+))?\]\]|\[@([^\]]+)\]/g

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkMath)

/** A link of ours, as it travels through the tree: an ordinary link whose address the compiler makes out. */
export interface EntityTarget {
  readonly id: string
  readonly section: string | null
  readonly text: string | null
}
export interface CitationTarget {
  readonly key: string
  readonly locator: string
}

/** Reads the text of an article; faults of form are reported, what can be read is returned all the same. */
export function parseArticle(text: string, report: Report): SourceArticle {
  const root = parser.parse(text)
  markReferences(root, report)
  const sections: { id: string; title: string; depth: 1 | 2 | 3; line: number; blocks: SourceBlock[] }[] = [
    { id: 'lead', title: '', depth: 1, line: 1, blocks: [] },
  ]
  const footnotes: SourceFootnote[] = []
  for (const node of root.children) {
    const line = node.position?.start.line ?? 1
    if (node.type === 'heading') {
      const section = readHeading(node, line, report)
      if (sections.some((each) => each.id === section.id)) report(line, `the section id ${section.id} is used twice`)
      sections.push({ ...section, blocks: [] })
    } else if (node.type === 'footnoteDefinition') {
      footnotes.push({ id: node.identifier, children: node.children })
    } else if (node.type === 'html') {
      report(line, 'raw HTML is not allowed')
    } else {
      const type = blockType(node)
      if (type) sections.at(-1)?.blocks.push({ type, node, line })
      else report(line, `a ${node.type} is not allowed here`)
    }
  }
  return { sections: sections.filter((section) => section.id !== 'lead' || section.blocks.length > 0), footnotes }
}

/** Text of an article or thread that is one paragraph. */
export function parseInline(text: string, report: Report): Root {
  const root = parser.parse(text)
  markReferences(root, report)
  return root
}

function readHeading(node: Heading, line: number, report: Report): Omit<SourceSection, 'blocks'> {
  const text = plainText(node.children)
  const found = /^(.*?)\s*\{#([a-z0-9-]+)\}\s*$/.exec(text)
  if (!found) report(line, `the heading “${text}” has no id: write ## Title {#id}`)
  if (node.depth !== 2 && node.depth !== 3) report(line, 'headings are ## or ###; the title comes from the record')
  return {
    id: found?.[2] ?? `line-${String(line)}`,
    title: found?.[1] ?? text,
    depth: node.depth === 3 ? 3 : 2,
    line,
  }
}

/** The words of inline nodes. */
export function plainText(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((node) => ('value' in node ? node.value : 'children' in node ? plainText(node.children) : ''))
    .join('')
}

function blockType(node: RootContent): BlockType | null {
  switch (node.type) {
    case 'paragraph':
      return node.children.length === 1 && node.children[0]?.type === 'image' ? 'figure' : 'paragraph'
    case 'list':
      return 'list'
    case 'table':
      return 'table'
    case 'code':
      return node.lang === 'dot' ? 'figure' : 'code'
    case 'math':
      return 'math'
    case 'blockquote':
      return calloutOf(node) ? 'callout' : 'quote'
    default:
      return null
  }
}

export const CALLOUTS = ['note', 'tip', 'warning', 'example', 'dispute'] as const

/** The kind of callout a quotation is, or `null`. */
export function calloutOf(node: Blockquote): (typeof CALLOUTS)[number] | null {
  const first = node.children[0]
  const text = first?.type === 'paragraph' ? first.children[0] : undefined
  const kind = text?.type === 'text' ? /^\[!(\w+)\]/.exec(text.value)?.[1]?.toLowerCase() : undefined
  return CALLOUTS.find((each) => each === kind) ?? null
}

/** Turns our links and citations inside texts into link nodes that carry their target in `data`. */
function markReferences(root: Root, report: Report): void {
  visit(root, 'html', (node) => report(node.position?.start.line ?? 1, 'raw HTML is not allowed'))
  visit(root, 'text', (node: Text, index, parent) => {
    if (!parent || index === undefined || parent.type === 'link') return
    const pieces: PhrasingContent[] = []
    let at = 0
    for (const match of node.value.matchAll(REFERENCE)) {
      const [whole, id, section, text, citations] = match
      if (match.index > at) pieces.push({ type: 'text', value: node.value.slice(at, match.index) })
      pieces.push(
        citations === undefined
          ? link(node, {
              entity: { id: (id ?? '').trim(), section: section ?? null, text: text ?? null } satisfies EntityTarget,
            })
          : link(node, { citations: readCitations(citations, node.position?.start.line ?? 1, report) }),
      )
      at = match.index + whole.length
    }
    if (pieces.length === 0) return
    if (at < node.value.length) pieces.push({ type: 'text', value: node.value.slice(at) })
    parent.children.splice(index, 1, ...pieces)
    return index + pieces.length
  })
}

function link(at: Text, data: { entity?: EntityTarget; citations?: readonly CitationTarget[] }): PhrasingContent {
  return { type: 'link', url: '', children: [], data, ...(at.position && { position: at.position }) } as PhrasingContent
}

function readCitations(text: string, line: number, report: Report): CitationTarget[] {
  return `@${text}`.split(/[;；]/).flatMap((piece) => {
    const [, key, locator = ''] = /^\s*@([a-z0-9-]+)(?:\s*[,，]\s*(.+?))?\s*$/.exec(piece) ?? []
    if (key !== undefined) return [{ key, locator }]
    report(line, `the citation [@${text}] cannot be read: write [@key], [@key, p. 4] or [@key; @other]`)
    return []
  })
}
