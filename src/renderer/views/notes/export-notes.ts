import {
  canonicalText,
  toCsv,
  toHtml,
  toMarkdown,
  toVault,
  toWebAnnotations,
  type Annotation,
} from '../../../core/annotation/index.ts'
import type { OfferedFile } from '../../dom/download.ts'
import { t } from '../../strings/index.svelte.ts'
import { corpus } from '../../state/corpus.svelte.ts'
import type { Lang } from '../../../core/corpus/model.ts'

/** Marks as one Markdown file. */
export function markdownFile(notes: readonly Annotation[], lang: Lang): OfferedFile {
  return { name: 'mailuo-notes.md', type: 'text/markdown', text: toMarkdown(notes, corpus.catalog, lang) }
}

/** Marks as a zipped folder that opens as an Obsidian vault. */
export function vaultFile(notes: readonly Annotation[], lang: Lang): OfferedFile {
  const type = 'application/zip'
  return { name: 'mailuo-notes.zip', type, text: new Blob([toVault(notes, corpus.catalog, lang)], { type }) }
}

/** Marks as a table for a spreadsheet. */
export function csvFile(notes: readonly Annotation[], lang: Lang): OfferedFile {
  return { name: 'mailuo-notes.csv', type: 'text/csv', text: toCsv(notes, corpus.catalog, lang) }
}

/** Marks as one page to read or print. */
export function htmlFile(notes: readonly Annotation[], lang: Lang): OfferedFile {
  return { name: 'mailuo-notes.html', type: 'text/html', text: toHtml(notes, corpus.catalog, lang, t('notes.title')) }
}

/** Marks as W3C JSON-LD, with positions wherever the text they belong to is the one at hand. */
export async function jsonLdFile(notes: readonly Annotation[]): Promise<OfferedFile> {
  const wanted = new Map(notes.map((note) => [`${note.article}.${note.lang}`, note]))
  const texts = new Map<string, string>()
  await Promise.all(
    [...wanted.values()].map(async ({ article, lang }) => {
      // Without the article the quote alone is exported.
      const found = await corpus.article(article, lang).catch(() => null)
      if (found) texts.set(found.textHash, canonicalText(found.sections))
    }),
  )
  const text = JSON.stringify(toWebAnnotations(notes, texts), null, 2)
  return { name: 'mailuo-notes.jsonld', type: 'application/ld+json', text }
}
