import { canonicalText, toMarkdown, toWebAnnotations, type Annotation } from '../../../core/annotation/index.ts'
import { corpus } from '../../state/corpus.svelte.ts'
import type { Lang } from '../../../core/corpus/model.ts'

/** A file to be saved by the reader. */
export interface NotesFile {
  readonly name: string
  readonly type: string
  readonly text: string
}

/** Marks as one Markdown file. */
export function markdownFile(notes: readonly Annotation[], lang: Lang): NotesFile {
  return { name: 'mailuo-notes.md', type: 'text/markdown', text: toMarkdown(notes, corpus.catalog, lang) }
}

/** Marks as W3C JSON-LD, with positions wherever the text they belong to is the one at hand. */
export async function jsonLdFile(notes: readonly Annotation[]): Promise<NotesFile> {
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

/** Hands a file to the reader as a download. */
export function download({ name, type, text }: NotesFile): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has its own hold on the bytes once it began.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
