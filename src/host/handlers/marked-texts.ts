/** Keeps the text an article had when it was marked, and hands the earlier ones to the page that anchors. */
import { canonicalText, selectorOf, type Annotation } from '../../core/annotation/index.ts'
import type { Pack } from '../pack.ts'
import type { NotesStore } from '../storage/notes-store.ts'
import type { TextsStore } from '../storage/texts-store.ts'

/** Texts of marked articles. */
export interface MarkedTexts {
  /** Keeps the texts that marks were made in, while they are today's. @throws AppError `storage`. */
  keepFor(marks: readonly Annotation[]): void
  /** The texts that marks of these articles were made in and that are no longer today's. */
  formerOf(articles: readonly string[]): readonly { readonly hash: string; readonly text: string }[]
}

/** @throws AppError `storage` when texts of marks made before texts were kept can't be kept. */
export function createMarkedTexts(notes: NotesStore, pack: Pack, texts: TextsStore): MarkedTexts {
  function hashesOf({ target, current }: Annotation): readonly string[] {
    return [...(target.type === 'text' ? [target.selector.textHash] : []), ...(current ? [current.textHash] : [])]
  }

  /** One look per text, not per mark: a file from elsewhere may bring a hundred thousand. */
  function keepFor(marks: readonly Annotation[]): void {
    for (const group of Map.groupBy(marks, textOf).values()) {
      const missing = new Set(group.flatMap(hashesOf).filter((hash) => !texts.has(hash)))
      const [first] = group
      const id = first && missing.size > 0 ? pack.currentId(first.article) : null
      const article = first && id !== null ? pack.article(id, first.lang) : null
      if (article && missing.has(article.textHash)) texts.keep(article.textHash, canonicalText(article.sections))
    }
  }

  // Marks of before: where the texts are another edition's, one look for all that share one is enough.
  const alive = notes.all().filter((note) => note.deleted === undefined && selectorOf(note))
  keepFor([...new Map(alive.map((note) => [selectorOf(note)?.textHash, note])).values()])

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

function textOf({ article, lang }: Annotation): string {
  return `${article} ${lang}`
}

/** One mark of each article and language. */
function onePerText(notes: readonly Annotation[]): readonly Annotation[] {
  return [...new Map(notes.map((note) => [textOf(note), note])).values()]
}
