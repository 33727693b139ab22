/** The reader's notes and highlights as a second, changing index: rebuilt at every start, never stored. */
import MiniSearch from 'minisearch'
import type { Annotation } from '../annotation/model.ts'
import { excerpt, normaliseText, tokenise, tokeniseTerm } from '../text/index.ts'
import type { NoteHit } from './model.ts'
import { parseQuery } from './query.ts'

export interface NotesIndex {
  /** Adds a note or replaces its older version. */
  put(note: Annotation): void
  /** Forgets a note; an unknown id is no error. */
  remove(id: string): void
  query(text: string): readonly NoteHit[]
}

/** Small batches: cleaning up after many changes never holds an answer back noticeably. */
const VACUUM = { minDirtFactor: 0.1, minDirtCount: 20, batchSize: 300, batchWait: 10 }

/** An empty index. */
export function createNotesIndex(): NotesIndex {
  const notes = new Map<string, Annotation>()
  const index = new MiniSearch<{ id: string; quote: string; body: string; tags: string }>({
    fields: ['quote', 'body', 'tags'],
    tokenize: tokenise,
    processTerm: (term) => term,
    autoVacuum: VACUUM,
  })

  function remove(id: string): void {
    if (notes.delete(id)) index.discard(id)
  }

  return {
    put(note) {
      remove(note.id)
      notes.set(note.id, note)
      index.add({ id: note.id, quote: quoteOf(note), body: note.body, tags: note.tags.join(' ') })
    },
    remove,
    query(text) {
      const parsed = parseQuery(text)
      const words = [...parsed.terms, ...parsed.phrases]
      const tag = parsed.filters.find((filter) => filter.key === 'tag')?.value
      const hasTag = (note: Annotation) => tag === undefined || note.tags.some((each) => normaliseText(each) === tag)
      if (words.length === 0) {
        const all =
          tag === undefined && !parsed.filters.some((filter) => filter.key === 'in') ? [] : [...notes.values()]
        return all.filter(hasTag).map((note) => hit(note, 1, []))
      }
      const found = index.search(
        {
          combineWith: 'AND',
          queries: words.flatMap((word, i) =>
            tokeniseTerm(word).map(({ token, prefix }) => ({
              combineWith: 'AND' as const,
              queries: [token],
              prefix: prefix || (i === words.length - 1 && /^[a-z]/.test(token)),
            })),
          ),
        },
        { boost: { body: 2, tags: 2 }, tokenize: (each) => [each], processTerm: (term) => term },
      )
      return found.flatMap(({ id, score }) => {
        const note = notes.get(id as string)
        if (!note || !hasTag(note)) return []
        const own = normaliseText(`${quoteOf(note)}\n${note.body}`)
        if (parsed.not.some((word) => own.includes(word)) || parsed.phrases.some((phrase) => !own.includes(phrase)))
          return []
        return [hit(note, score, words)]
      })
    },
  }
}

function quoteOf(note: Annotation): string {
  return note.target.type === 'text' ? (note.current ?? note.target.selector).exact : ''
}

function hit(note: Annotation, score: number, needles: readonly string[]): NoteHit {
  const text = [note.body, quoteOf(note)].filter(Boolean).join(' — ') || note.tags.map((tag) => `#${tag}`).join(' ')
  return { type: 'note', id: note.id, article: note.article, lang: note.lang, score, excerpt: excerpt(text, needles) }
}
