/** Keeps the text an article had when it was marked, and hands the earlier ones to the page that anchors. */
import { canonicalText, selectorOf, type Annotation } from '../../core/annotation/index.ts'
import type { Pack } from '../pack.ts'
import type { NotesStore } from '../storage/notes-store.ts'
import type { TextsStore } from '../storage/texts-store.ts'

/** Texts of marked articles. */
export interface MarkedTexts {
  /** Keeps the text a mark was made in, while it is today's. @throws AppError `storage`. */
  keepFor(note: Annotation): void
  /** The texts that marks of these articles were made in and that are no longer today's. */
  formerOf(articles: readonly string[]): readonly { readonly hash: string; readonly text: string }[]
}

/** @throws AppError `storage` when texts of marks made before texts were kept can't be kept. */
export function createMarkedTexts(notes: NotesStore, pack: Pack, texts: TextsStore): MarkedTexts {
  function hashesOf({ target, current }: Annotation): readonly string[] {
    return [...(target.type === 'text' ? [target.selector.textHash] : []), ...(current ? [current.textHash] : [])]
  }

  function keepFor(note: Annotation): void {
    const missing = hashesOf(note).filter((hash) => !texts.has(hash))
    if (missing.length === 0) return
    const id = pack.currentId(note.article)
    const article = id === null ? null : pack.article(id, note.lang)
    if (article && missing.includes(article.textHash)) texts.keep(article.textHash, canonicalText(article.sections))
  }

  // Marks of before: one look per text, not per mark.
  const seen = new Set<string>()
  for (const note of notes.all()) {
    const hash = selectorOf(note)?.textHash
    if (hash === undefined || note.deleted !== undefined || seen.has(hash)) continue
    seen.add(hash)
    keepFor(note)
  }

  return {
    keepFor,
    formerOf(articles) {
      const own = articles.flatMap((id) => notes.of(id)).filter((note) => note.deleted === undefined)
      const today = new Set<string>()
      for (const { article, lang } of onePerText(own)) {
        const id = pack.currentId(article)
        const compiled = id === null ? null : pack.article(id, lang)
        if (compiled) today.add(compiled.textHash)
      }
      const former = new Set(own.map((note) => selectorOf(note)?.textHash).filter((hash) => hash !== undefined))
      return [...former].flatMap((hash) => {
        if (today.has(hash)) return []
        const text = texts.get(hash)
        return text === null ? [] : [{ hash, text }]
      })
    },
  }
}

/** One mark of each article and language. */
function onePerText(notes: readonly Annotation[]): readonly Annotation[] {
  return [...new Map(notes.map((note) => [`${note.article} ${note.lang}`, note])).values()]
}
