import type { Catalog, Lang } from '../corpus/model.ts'
import { selectorOf } from './anchor.ts'
import type { Annotation, MarkColour } from './model.ts'

const WORDS = {
  zh: {
    title: '脉络笔记',
    section: '小节：',
    article: '整篇文章',
    tags: '标签：',
    langs: { zh: '中文', en: '英文' },
    colours: { yellow: '黄', green: '绿', blue: '蓝', pink: '粉', purple: '紫' },
  },
  en: {
    title: 'Mailuo notes',
    section: 'Section: ',
    article: 'Whole article',
    tags: 'Tags: ',
    langs: { zh: 'Chinese', en: 'English' },
    colours: { yellow: 'yellow', green: 'green', blue: 'blue', pink: 'pink', purple: 'purple' },
  },
} as const satisfies Record<
  Lang,
  {
    title: string
    section: string
    article: string
    tags: string
    langs: Record<Lang, string>
    colours: Record<MarkColour, string>
  }
>

/**
 * Exports marks as one Markdown text: a heading per article, the marks in the order of the text with the passage as a
 * block quote, then the note as it was written. `[[id]]` links stay, so that the file works in a vault of notes.
 *
 * @param lang Language of names and headings.
 */
export function toMarkdown(annotations: readonly Annotation[], catalog: Catalog, lang: Lang): string {
  const names = new Map(catalog.entities.map((entry) => [entry.id, entry.name[lang]]))
  const byArticle = new Map<string, Annotation[]>()
  for (const annotation of annotations) {
    const group = byArticle.get(annotation.article) ?? []
    byArticle.set(annotation.article, group)
    group.push(annotation)
  }
  const parts = [`# ${WORDS[lang].title}`]
  for (const [article, group] of byArticle) {
    parts.push(`## ${escapeInline(names.get(article) ?? article)} [[${article}]]`)
    for (const annotation of group.toSorted(byPlace)) parts.push(markToMarkdown(annotation, lang))
  }
  return parts.join('\n\n') + '\n'
}

/** By language, then by place in the text; marks without a passage come first. For `sort`. */
export function byPlace(a: Annotation, b: Annotation): number {
  if (a.lang !== b.lang) return a.lang < b.lang ? 1 : -1
  const first = selectorOf(a)?.start ?? -1
  const second = selectorOf(b)?.start ?? -1
  return first - second || (a.created < b.created ? -1 : 1)
}

/** One mark: the passage as a quote or what it lies on, the note, the tags, and a line about it. */
export function markToMarkdown(annotation: Annotation, lang: Lang): string {
  const words = WORDS[lang]
  const { target, body, tags, colour, created } = annotation
  const selector = selectorOf(annotation)
  const lines: string[] = []
  if (selector) lines.push(selector.exact.split('\n').map(quoteLine).join('\n'))
  else lines.push(target.type === 'section' ? `${words.section}${escapeInline(target.section)}` : words.article)
  if (body.trim()) lines.push(body.trim())
  if (tags.length > 0) lines.push(words.tags + tags.map(hashTag).join(' '))
  lines.push(`*${words.colours[colour]} · ${words.langs[annotation.lang]} · ${created.slice(0, 10)}*`)
  return lines.join('\n\n')
}

function quoteLine(line: string): string {
  return `> ${escapeInline(line).replace(/^(\s*\d*)(?=[+-]|(?<=\d)[.)])/, '$1\\')}`.trimEnd()
}

/**
 * Makes words text: nothing in them becomes emphasis, a link, a tag, a formula or HTML, nor a comment or a highlight as
 * Obsidian writes them.
 */
export function escapeInline(text: string): string {
  return text.replace(/[\\`*_[\]<>|&#$~]|==|%%/g, (found) => found.replace(/./g, '\\$&'))
}

/** A tag as Obsidian takes it: of letters, digits, `_`, `-` and `/`, not of digits alone. */
export function hashTag(tag: string): string {
  const name = tag.replace(/[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}\u200d_/-]+/gu, '-').replace(/^[-/]+|[-/]+$/g, '')
  return /^\p{N}*$/u.test(name) ? `#_${name}` : `#${name}`
}
