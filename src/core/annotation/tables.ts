import type { Catalog, Lang } from '../corpus/model.ts'
import { csvTable } from '../text/index.ts'
import { selectorOf } from './anchor.ts'
import { byPlace } from './markdown.ts'
import type { Annotation } from './model.ts'
import { parseNote, type Inline, type NoteBlock } from './note-markdown.ts'

const COLUMNS = ['id', 'article', 'name', 'language', 'kind', 'colour', 'quote', 'note', 'tags', 'created', 'modified']

/**
 * Exports marks as a table for spreadsheets.
 *
 * @param lang Language of the articles' names.
 */
export function toCsv(annotations: readonly Annotation[], catalog: Catalog, lang: Lang): string {
  const names = namesIn(catalog, lang)
  const rows = annotations.map((annotation) => {
    const { id, article, colour, body, tags, created, modified, target } = annotation
    const quote = selectorOf(annotation)?.exact ?? (target.type === 'section' ? target.section : '')
    const name = names.get(article) ?? article
    return [id, article, name, annotation.lang, target.type, colour, quote, body, tags.join(', '), created, modified]
  })
  return csvTable([COLUMNS, ...rows])
}

/**
 * Exports marks as one web page that needs nothing else: no script, no style from elsewhere. Notes look as in the app;
 * words of the reader and of the articles are text, whatever they hold, and entries that a note names stand by name,
 * marks by that of their article.
 *
 * @param title Heading of the page.
 */
export function toHtml(annotations: readonly Annotation[], catalog: Catalog, lang: Lang, title: string): string {
  const names = namesIn(catalog, lang)
  const marked = new Map(annotations.map((mark) => [mark.id, mark.article]))
  const nameOf = (id: string) => names.get(marked.get(id) ?? catalog.redirects[id] ?? id)
  const articles = [...Map.groupBy(annotations, ({ article }) => article)].map(
    ([article, group]) =>
      `<section>\n<h2>${escaped(names.get(article) ?? article)}</h2>\n${group
        .toSorted(byPlace)
        .map((mark) => markToHtml(mark, nameOf))
        .join('')}</section>\n`,
  )
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-Hans' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
:root { color-scheme: light dark; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem 4rem; font: 1rem/1.7 serif; }
h1, h2 { line-height: 1.3; } h2 { margin-top: 2.5rem; } article { margin: 1.5rem 0; }
blockquote { margin: 0; padding-left: 0.8rem; border-left: 5px solid; white-space: pre-line; }
.note { margin-top: 0.8rem; overflow-wrap: anywhere; } .note > * { margin: 0.4rem 0; } .note blockquote { border: solid #999; border-width: 0 0 0 2px; }
.heading { font-weight: bold; }
code { padding: 0.1em 0.3em; border-radius: 3px; background: rgb(128 128 128 / 0.16); font-size: 0.9em; }
.yellow { border-color: #e0b000; } .green { border-color: #3f9b4f; border-left-style: groove; } .blue { border-color: #3b7ddd; border-left-style: dotted; }
.pink { border-color: #d6457f; border-left-style: dashed; } .purple { border-color: #8a55c7; border-left-style: double; }
.about { margin: 0.4rem 0 0; color: light-dark(#666, #aaa); font-size: 0.85rem; }
@media print { article { break-inside: avoid; } }
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${articles.join('')}</body>
</html>
`
}

type NameOf = (id: string) => string | undefined

function markToHtml(annotation: Annotation, nameOf: NameOf): string {
  const { colour, body, tags, created, target } = annotation
  const quote = selectorOf(annotation)?.exact ?? (target.type === 'section' ? `§ ${target.section}` : '')
  const about = [...tags.map((tag) => `#${tag}`), created.slice(0, 10)].join(' · ')
  return [
    '<article>\n',
    quote === '' ? '' : `<blockquote class="${colour}" lang="${annotation.lang}">${escaped(quote)}</blockquote>\n`,
    body.trim() === '' ? '' : `<div class="note">${noteToHtml(body, nameOf)}</div>\n`,
    `<p class="about">${escaped(about)}</p>\n</article>\n`,
  ].join('')
}

function noteToHtml(body: string, nameOf: NameOf): string {
  return parseNote(body)
    .map(({ type, lines }) =>
      blockToHtml(
        type,
        lines.map((parts) => lineToHtml(parts, nameOf)),
      ),
    )
    .join('')
}

function blockToHtml(type: NoteBlock['type'], lines: readonly string[]): string {
  if (type === 'list') return `<ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul>`
  const text = lines.join('<br>')
  return type === 'quote' ? `<blockquote>${text}</blockquote>` : `<p class="${type}">${text}</p>`
}

function lineToHtml(parts: readonly Inline[], nameOf: NameOf): string {
  return parts.map((part) => inlineToHtml(part, nameOf)).join('')
}

function inlineToHtml(part: Inline, nameOf: NameOf): string {
  switch (part.type) {
    case 'strong':
    case 'em':
      return `<${part.type}>${lineToHtml(part.parts, nameOf)}</${part.type}>`
    case 'code':
      return `<code>${escaped(part.text)}</code>`
    case 'tag':
      return escaped(`#${part.text}`)
    case 'entity': {
      const name = nameOf(part.id)
      return escaped(name === undefined ? `[[${part.id}]]` : part.text || name)
    }
    case 'text':
      return escaped(part.text)
  }
}

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function namesIn(catalog: Catalog, lang: Lang): ReadonlyMap<string, string> {
  return new Map(catalog.entities.map((entry) => [entry.id, entry.name[lang]]))
}
