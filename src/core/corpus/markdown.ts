/** The Markdown of articles as a tree: CommonMark, tables, footnotes, mathematics, and our own links and citations. */
import type { Blockquote, Heading, PhrasingContent, Root, RootContent, Text } from 'mdast'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { SKIP, visit } from 'unist-util-visit'
import type { BlockType, Lang } from './model.ts'
import { curlQuotes } from './typography.ts'

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
  readonly line: number
  readonly children: readonly RootContent[]
}

export interface SourceArticle {
  readonly sections: readonly SourceSection[]
  readonly footnotes: readonly SourceFootnote[]
}

/** Something wrong at a line of the text. */
export type Report = (line: number, message: string) => void

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

/** `[[id]]`, `[[id|text]]`, `[[id#section|text]]`, `[@key, p. 4; @other]` */
const REFERENCE = /\[\[([^\][|#]+)(?:#([^\][|]+))?(?:\\?\|([^\][]+))?\]\]|\[@([^\]]+)\]/g
/** What is left in a text when one of ours or a footnote could not be read. */
const UNREAD = /\[\[|\]\]|\[\^[^\]]*\]|\[@|\*\*/
/** Two words with a space inside a formula: more likely a sum of money than mathematics. */
const WORDS = /[A-Za-z]{3,} [A-Za-z]{2,}/
const HEADING_ID = /^(.*?)\s*\{#([a-z0-9-]+)\}\s*$/

// CommonMark does not see the end of **句。** when a Han character follows at once; in Chinese one always does.
const parser = unified().use(remarkParse).use(remarkGfm).use(remarkCjkFriendly).use(remarkMath)

/** Reads the text of an article; faults of form are reported, what can be read is returned all the same. */
export function parseArticle(text: string, lang: Lang, report: Report): SourceArticle {
  const root = parse(text, lang, report)
  const lead = { id: 'lead', title: '', depth: 1 as const, line: 1, blocks: [] as SourceBlock[] }
  const sections: (Omit<SourceSection, 'blocks'> & { blocks: SourceBlock[] })[] = [lead]
  const footnotes: SourceFootnote[] = []
  for (const node of root.children) {
    const line = lineOf(node)
    if (node.type === 'heading') {
      const section = readHeading(node, line, report)
      if (sections.some((each) => each.id === section.id)) report(line, `the section id ${section.id} is used twice`)
      sections.push({ ...section, blocks: [] })
    } else if (node.type === 'footnoteDefinition') {
      footnotes.push({ id: node.identifier, line, children: node.children })
    } else if (node.type !== 'html') {
      const type = blockType(node)
      if (type) sections.at(-1)?.blocks.push({ type, node, line })
      else report(line, `a ${node.type} is not allowed here`)
    }
  }
  if (lead.blocks.length === 0) report(1, 'the lead is missing: a paragraph before the first ##')
  return { sections: sections.filter((section) => section !== lead || lead.blocks.length > 0), footnotes }
}

/** Text that stands by itself, e.g. a paragraph of a thread. */
export function parseText(text: string, lang: Lang, report: Report): readonly RootContent[] {
  return parse(text, lang, report).children
}

/** Ids of a text's sections, found without reading the rest of it: for links from elsewhere. */
export function sectionIds(text: string): string[] {
  const ids: string[] = []
  let fence = ''
  for (const line of text.split('\n')) {
    const [mark = ''] = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.slice(1) ?? []
    if (fence === '' && mark !== '') fence = mark
    else if (fence !== '' && mark.startsWith(fence)) fence = ''
    const id = fence === '' && /^#{2,3} /.test(line) ? HEADING_ID.exec(line)?.[2] : undefined
    if (id !== undefined) ids.push(id)
  }
  return ids
}

function parse(text: string, lang: Lang, report: Report): Root {
  const guarded = guardPipes(text)
  const root = parser.parse(guarded)
  visit(root, 'html', (node) => report(lineOf(node), 'raw HTML is not allowed'))
  visit(root, 'inlineMath', (node) => {
    const start = node.position?.start.offset ?? 0
    if (guarded.startsWith('$$', start)) report(lineOf(node), '$$ stands alone on a line before and after its formula')
    if (WORDS.test(node.value.replace(/\\\w+\{[^}]*\}/g, ''))) {
      report(lineOf(node), `“$${node.value}$” reads like words, not like a formula: write \\$ for a dollar sign`)
    }
  })
  visit(root, 'table', ({ children: [head, ...rows] }) => {
    for (const row of rows.filter((each) => each.children.length > (head?.children.length ?? 0))) {
      report(lineOf(row), 'this row has more cells than the head of its table: write \\| for a bar inside a cell')
    }
  })
  const set = lang === 'zh' ? joinLines : (line: string) => closeGenitive(closePercent(line))
  visit(root, 'text', (node) => void (node.value = set(node.value)))
  if (lang === 'en') curlQuotes(root)
  markReferences(root, report)
  return root
}

/** In a table, the bar of `[[id|text]]` is no border of a cell. */
function guardPipes(text: string): string {
  return text.replace(/^\|.*$/gm, (row) => row.replace(/(\[\[[^\]|\\]*)\|(?=[^\]]*\]\])/g, '$1\\|'))
}

/** A line break in the source is a space in English and nothing in Chinese. */
function joinLines(text: string): string {
  return text.replace(
    /(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])\n|\n(?=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])/gu,
    '',
  )
}

/** Percent signs stand close to their figure in both languages, whatever a source wrote. */
function closePercent(text: string): string {
  return text.replace(/(?<=\d)[ \u00a0\u202f](?=%)/g, '')
}

/** After one of our links an apostrophe would be taken for an opening quotation mark. */
function closeGenitive(text: string): string {
  return text.replace(/(?<=\]\])'/g, '’')
}

function lineOf(node: { readonly position?: { readonly start: { readonly line: number } } | undefined }): number {
  return node.position?.start.line ?? 1
}

function readHeading(node: Heading, line: number, report: Report): Omit<SourceSection, 'blocks'> {
  const text = plainText(node.children)
  const [, title = text, id] = HEADING_ID.exec(text) ?? []
  if (id === undefined) report(line, `the heading “${text}” has no id: write ## Title {#id}`)
  if (node.depth !== 2 && node.depth !== 3) report(line, 'headings are ## or ###; the title comes from the record')
  return { id: id ?? `line-${line}`, title, depth: node.depth === 3 ? 3 : 2, line }
}

function plainText(nodes: readonly PhrasingContent[]): string {
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
export type Callout = (typeof CALLOUTS)[number]

/** The kind of callout a quotation is, or `null`. */
export function calloutOf(node: Blockquote): Callout | null {
  const first = node.children[0]
  const text = first?.type === 'paragraph' ? first.children[0] : undefined
  const kind = text?.type === 'text' ? /^\[!(\w+)\]/.exec(text.value)?.[1]?.toLowerCase() : undefined
  return CALLOUTS.find((each) => each === kind) ?? null
}

/** Turns our links and citations inside texts into link nodes that carry their target in `data`. */
function markReferences(root: Root, report: Report): void {
  visit(root, 'text', (node: Text, index, parent) => {
    if (!parent || index === undefined) return
    const line = lineOf(node)
    const pieces: PhrasingContent[] = []
    let at = 0
    for (const match of parent.type === 'link' ? [] : node.value.matchAll(REFERENCE)) {
      const [whole, id = '', section = null, text = null, citations] = match
      const before = node.value.slice(at, match.index)
      // A mark stands close to its word; a space before it would be left over in the text, which has no marks.
      const value = citations === undefined ? before : before.trimEnd()
      if (value !== '') pieces.push({ type: 'text', value })
      pieces.push(
        citations === undefined
          ? link(node, { entity: { id: id.trim(), section, text } })
          : link(node, { citations: readCitations(citations, line, report) }),
      )
      at = match.index + whole.length
    }
    const rest = node.value.slice(at)
    const unread = UNREAD.exec(pieces.map((piece) => (piece.type === 'text' ? piece.value : ' ')).join('') + rest)
    if (unread) {
      const meant = unread[0] === '**' ? 'the start or end of bold type' : 'a link, citation or footnote'
      report(line, `“${unread[0]}” cannot be read as ${meant} (docs/corpus.md, section 3)`)
    }
    if (pieces.length === 0) return
    if (rest !== '') pieces.push({ type: 'text', value: rest })
    parent.children.splice(index, 1, ...pieces)
    return [SKIP, index + pieces.length]
  })
}

/** What a link of ours points to. */
export interface LinkData {
  readonly entity?: EntityTarget
  readonly citations?: readonly CitationTarget[]
}

function link(at: Text, data: LinkData): PhrasingContent {
  return { type: 'link', url: '', children: [], data: data as object, ...(at.position && { position: at.position }) }
}

function readCitations(text: string, line: number, report: Report): CitationTarget[] {
  return `@${text}`.split(/[;；]/).flatMap((piece) => {
    const [, key, locator = ''] = /^\s*@([a-z0-9-]+)(?:\s*[,，]\s*(.+?))?\s*$/.exec(piece) ?? []
    if (key !== undefined) return [{ key, locator }]
    report(line, `the citation [@${text}] cannot be read: write [@key], [@key, p. 4] or [@key; @other]`)
    return []
  })
}
