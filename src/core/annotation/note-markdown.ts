/*
 * The small part of Markdown that notes are shown with. It becomes elements and text, never HTML: what is not
 * understood stays as it was typed.
 */

/** A stretch of a line. */
export type Inline =
  | { readonly type: 'text' | 'code' | 'tag'; readonly text: string }
  | { readonly type: 'strong'; readonly parts: readonly Inline[] }
  | { readonly type: 'em'; readonly parts: readonly Inline[] }
  /** A link to an entry, or to another mark by its UUID. */
  | { readonly type: 'entity'; readonly id: string; readonly text: string }

/** A paragraph, quote, heading or list; its lines in order. */
export interface NoteBlock {
  readonly type: 'paragraph' | 'quote' | 'heading' | 'list'
  readonly lines: readonly (readonly Inline[])[]
}

/** Bounded inside; only emphasis holds other stretches, and no emphasis, so that any input is read in two passes. */
const INLINE =
  /\*\*([^*\n]{1,500})\*\*|\*([^*\s\n][^*\n]{0,500})\*|`([^`\n]{1,500})`|\[\[([a-z0-9][a-z0-9-]{0,79})(?:\|([^\]\n]{1,200}))?\]\]|(?<![\p{L}\p{N}#])#([\p{L}\p{N}][\p{L}\p{N}_-]{0,79})/gu

/** Longest tag and most tags that the contract lets through. */
const MAX_TAG_LENGTH = 80
const MAX_TAGS = 50

/** Splits a note into blocks; empty lines part them. */
export function parseNote(body: string): readonly NoteBlock[] {
  const blocks: { type: NoteBlock['type']; lines: (readonly Inline[])[] }[] = []
  let isOpen = false
  for (const line of body.split(/\r?\n/)) {
    const [, mark = '', text = ''] = /^(>\s?|#{1,6}\s+|\s*[-*+]\s+|\s*\d{1,3}[.)]\s+)?(.*)$/s.exec(line) ?? []
    if (!line.trim()) {
      isOpen = false
      continue
    }
    const type = mark.startsWith('>') ? 'quote' : mark.startsWith('#') ? 'heading' : mark ? 'list' : 'paragraph'
    const last = blocks.at(-1)
    if (isOpen && last && last.type === type && type !== 'heading') last.lines.push(parseInline(text))
    else blocks.push({ type, lines: [parseInline(text)] })
    isOpen = true
  }
  return blocks
}

/**
 * A note as its reader sees it, without the signs of Markdown.
 * @param nameOf The name of an entry; `null` when there is none of that id: its link then stays as it was typed.
 */
export function plainNote(body: string, nameOf: (id: string) => string | null): string {
  const plain = (part: Inline): string => {
    if ('parts' in part) return part.parts.map(plain).join('')
    if (part.type === 'tag') return `#${part.text}`
    if (part.type !== 'entity') return part.text
    const name = nameOf(part.id)
    return name === null ? `[[${part.id}]]` : part.text || name
  }
  return parseNote(body)
    .flatMap(({ lines }) => lines.map((line) => line.map(plain).join('')))
    .join('\n')
}

/** Splits a line into stretches. */
export function parseInline(line: string): readonly Inline[] {
  const parts: Inline[] = []
  let at = 0
  for (const match of line.matchAll(INLINE)) {
    if (match.index > at) parts.push({ type: 'text', text: line.slice(at, match.index) })
    const [, strong, em, code, id, label, tag] = match
    if (strong !== undefined) parts.push({ type: 'strong', parts: parseInline(strong) })
    else if (em !== undefined) parts.push({ type: 'em', parts: parseInline(em) })
    else if (code !== undefined) parts.push({ type: 'code', text: code })
    else if (id !== undefined) parts.push({ type: 'entity', id, text: label ?? '' })
    else parts.push({ type: 'tag', text: tag ?? '' })
    at = match.index + match[0].length
  }
  if (at < line.length) parts.push({ type: 'text', text: line.slice(at) })
  return parts
}

/** The tags of a comma-separated field, each once, as the contract takes them. */
export function parseTags(text: string): readonly string[] {
  const tags = text
    .split(/[,，、;；#\n]/)
    .map((tag) => tag.trim().slice(0, MAX_TAG_LENGTH))
    .filter((tag) => tag !== '')
  return [...new Set(tags)].slice(0, MAX_TAGS)
}

/** The tags that a note's own words hold (`#tag`), each once, as the contract takes them. */
export function tagsIn(body: string): readonly string[] {
  const tagsOf = (part: Inline): readonly string[] =>
    'parts' in part ? part.parts.flatMap(tagsOf) : part.type === 'tag' ? [part.text] : []
  const tags = parseNote(body).flatMap(({ lines }) => lines.flatMap((line) => line.flatMap(tagsOf)))
  return [...new Set(tags)].slice(0, MAX_TAGS)
}

const LINK = /\[\[([a-z0-9][a-z0-9-]{0,79})[\]|]/g

/** The ids that a note links to (`[[id]]`): of entries, or of other marks. Quick, for fifty thousand notes. */
export function linksIn(body: string): readonly string[] {
  return body.includes('[[') ? Array.from(body.matchAll(LINK), ([, id = '']) => id) : []
}

/**
 * A mark's tags once its note reads `after` instead of `before`: a tag that came into the words is taken up, one that
 * left them is let go. What stayed in them is not touched, so that a tag taken off in the notebook stays off.
 * @param kept Tags that are not let go: they were given beside the note as well.
 */
export function followNote(
  tags: readonly string[],
  before: string,
  after: string,
  kept: readonly string[] = [],
): readonly string[] {
  const were = tagsIn(before)
  const are = tagsIn(after)
  const gone = were.filter((tag) => !are.includes(tag) && !kept.includes(tag))
  const come = are.filter((tag) => !were.includes(tag))
  return [...new Set([...tags.filter((tag) => !gone.includes(tag)), ...come])].slice(0, MAX_TAGS)
}
