import type { Catalog, Lang } from '../corpus/model.ts'
import { csvTable } from '../text/index.ts'
import { selectorOf } from './anchor.ts'
import { byPlace } from './markdown.ts'
import type { Annotation } from './model.ts'

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
 * Exports marks as one web page that needs nothing else: no script, no style from elsewhere. Words of the reader and of
 * the articles are text, whatever they hold.
 *
 * @param title Heading of the page.
 */
export function toHtml(annotations: readonly Annotation[], catalog: Catalog, lang: Lang, title: string): string {
  const names = namesIn(catalog, lang)
  const articles = [...Map.groupBy(annotations, ({ article }) => article)].map(
    ([article, group]) =>
      `<section>\n<h2>${escaped(names.get(article) ?? article)}</h2>\n${group.toSorted(byPlace).map(markToHtml).join('')}</section>\n`,
  )
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-Hans' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.7 serif; }
blockquote { margin: 0; padding-left: 0.8rem; border-left: 4px solid; white-space: pre-line; }
.yellow { border-color: #e0b000; } .green { border-color: #3f9b4f; } .blue { border-color: #3b7ddd; }
.pink { border-color: #d6457f; } .purple { border-color: #8a55c7; }
.note { white-space: pre-wrap; } .about { color: #666; font-size: 0.85rem; }
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${articles.join('')}</body>
</html>
`
}

function markToHtml(annotation: Annotation): string {
  const { colour, body, tags, created, target } = annotation
  const quote = selectorOf(annotation)?.exact ?? (target.type === 'section' ? `§ ${target.section}` : '')
  const about = [...tags.map((tag) => `#${tag}`), created.slice(0, 10)].join(' · ')
  return [
    '<article>\n',
    quote === '' ? '' : `<blockquote class="${colour}" lang="${annotation.lang}">${escaped(quote)}</blockquote>\n`,
    body.trim() === '' ? '' : `<p class="note">${escaped(body.trim())}</p>\n`,
    `<p class="about">${escaped(about)}</p>\n</article>\n`,
  ].join('')
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
