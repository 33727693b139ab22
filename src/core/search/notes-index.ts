/** The reader's notes: a small index that changes with every note. It is never stored; building it again costs as much. */
import type { Annotation } from '../annotation/model.ts'
import { canonical, makeExcerpt, tokenise } from '../text/index.ts'
import { openEquivalents } from './equivalents.ts'
import { createGrowingIndex } from './growing.ts'
import { meet, type Searchable } from './match.ts'
import type { NoteHit } from './model.ts'
import { needFinder } from './needles.ts'
import { createLiteralCheck, readNeeds } from './needs.ts'
import { parseQuery } from './query.ts'

export interface NotesIndex {
  /** Adds a note or replaces it; one that is marked as deleted is taken out. */
  put(note: Annotation): void
  remove(id: string): void
  clear(): void
  /** Best first, newest first among equals. `tag:` and `in:notes` alone list all that fit. */
  query(text: string): NoteHit[]
}

const FIELDS = ['body', 'tags', 'quote'] as const
type NoteField = (typeof FIELDS)[number]
/** Own words count more than the passage they stand at. In the order of the fields. */
const BOOSTS = [2, 2, 1]

/** An empty index. */
export function createNotesIndex(): NotesIndex {
  const notes = new Map<string, Annotation>()
  const texts = new Map<string, string>()
  const equivalents = openEquivalents([], [])
  let index = createGrowingIndex<string>(BOOSTS)

  function remove(id: string): void {
    texts.delete(id)
    if (notes.delete(id)) index.remove(id)
  }

  function textOf(id: string): string {
    const note = notes.get(id)
    if (!note) return ''
    let text = texts.get(id)
    if (text === undefined) texts.set(id, (text = canonical([note.body, ...note.tags, quoteOf(note)].join('\n'))))
    return text
  }

  return {
    put(note) {
      remove(note.id)
      if (note.deleted !== undefined) return
      notes.set(note.id, note)
      index.add(note.id, [note.body, note.tags.join('\n'), quoteOf(note)].map(tokenise))
    },
    remove,
    clear() {
      notes.clear()
      texts.clear()
      index = createGrowingIndex(BOOSTS)
    },
    query(text) {
      const parsed = parseQuery(text)
      const needs = readNeeds(parsed, equivalents)
      const where: Searchable<NoteField, string> = {
        index,
        fields: FIELDS,
        text: textOf,
      }
      const met = needs.map((need) => meet(where, need))
      const isListed = parsed.filters.some((filter) => filter.key === 'tag' || filter.key === 'in')
      const ids = needs.length > 0 ? [...(met[0]?.keys() ?? [])] : isListed ? [...notes.keys()] : []
      const isLiteral = createLiteralCheck()
      const find = needFinder(needs)
      return ids
        .filter((id) => met.every((each) => each.has(id)))
        .flatMap((id) => notes.get(id) ?? [])
        .filter((note) => !parsed.not.some((word) => isLiteral(textOf(note.id), [word])))
        .filter((note) => passes(note, parsed.filters))
        .map((note) => ({ note, score: met.reduce((sum, each) => sum + (each.get(note.id)?.score ?? 0), 0) }))
        .sort((a, b) => b.score - a.score || (a.note.modified < b.note.modified ? 1 : -1))
        .map(({ note, score }): NoteHit => {
          const { excerpt } = excerptOf(note)
          return { type: 'note', id: note.id, article: note.article, lang: note.lang, score, excerpt }
        })

      /** The part of a note that shows the most of the query: its own words rather than the passage. */
      function excerptOf(note: Annotation) {
        const parts = [note.body, quoteOf(note), note.tags.map((tag) => `#${tag}`).join(' ')].filter(
          (each) => each !== '',
        )
        const made = parts.map((each) => makeExcerpt(each, find))
        const best = made.reduce((a, b) => (b.weight > a.weight ? b : a), made[0] ?? { text: '', marks: [], weight: 0 })
        return { excerpt: { text: best.text, marks: best.marks } }
      }
    },
  }
}

/** Filters that say something of notes; the others ask for entities and leave no note. */
function passes(note: Annotation, filters: ReturnType<typeof parseQuery>['filters']): boolean {
  return filters.every((filter) => {
    switch (filter.key) {
      case 'tag':
        return note.tags.some((tag) => canonical(tag) === filter.value)
      case 'in':
        return filter.value === 'notes'
      case 'lang':
        return note.lang === filter.value
      default:
        return false
    }
  })
}

function quoteOf(note: Annotation): string {
  return note.target.type === 'text' ? (note.current ?? note.target.selector).exact : ''
}
