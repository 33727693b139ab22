import { byPlace, selectorOf, type Annotation, type MarkColour } from '../../../core/annotation/index.ts'
import type { Lang } from '../../../core/corpus/model.ts'

export const NOTE_TYPES = ['all', 'note', 'highlight', 'bookmark'] as const
export type NoteType = (typeof NOTE_TYPES)[number]

export const SORTS = ['article', 'newest', 'oldest'] as const
export type Sort = (typeof SORTS)[number]

/** What the reader wants to see; `null` and empty let everything through. */
export interface NotebookFilter {
  readonly text: string
  readonly colour: MarkColour | null
  readonly lang: Lang | null
  readonly type: NoteType
  readonly tag: string | null
}

export const EVERYTHING: NotebookFilter = { text: '', colour: null, lang: null, type: 'all', tag: null }

/** Marks under one heading; `article` is `null` where they are in order of time. */
export interface NotebookGroup {
  readonly article: string | null
  readonly notes: readonly Annotation[]
}

/**
 * The marks that a filter lets through. Words are looked for in passage, note, tags and the article's names; all must
 * be there.
 */
export function filterNotes(
  all: readonly Annotation[],
  filter: NotebookFilter,
  namesOf: (article: string) => string,
): readonly Annotation[] {
  const words = fold(filter.text).split(/\s+/).filter(Boolean)
  const foldedNames = new Map<string, string>()
  const namesIn = (article: string) => {
    const known = foldedNames.get(article) ?? fold(namesOf(article))
    foldedNames.set(article, known)
    return known
  }
  return all.filter((annotation) => {
    if (filter.colour && annotation.colour !== filter.colour) return false
    if (filter.lang && annotation.lang !== filter.lang) return false
    if (filter.tag && !annotation.tags.includes(filter.tag)) return false
    if (filter.type !== 'all' && typeOf(annotation) !== filter.type) return false
    if (words.length === 0) return true
    const text = foldedText(annotation)
    return words.every((word) => text.includes(word) || namesIn(annotation.article).includes(word))
  })
}

/** What a mark is to its reader: anything with words of their own is a note. */
export function typeOf({ body, target }: Annotation): Exclude<NoteType, 'all'> {
  if (body.trim() !== '') return 'note'
  return target.type === 'text' ? 'highlight' : 'bookmark'
}

/** Marks under their articles, by name and place; or all in one group by time. */
export function groupNotes(
  notes: readonly Annotation[],
  sort: Sort,
  nameOf: (article: string) => string,
): readonly NotebookGroup[] {
  if (sort !== 'article') {
    const newest = notes.toSorted((a, b) => (a.modified < b.modified ? 1 : -1))
    const oldest = notes.toSorted((a, b) => (a.created < b.created ? -1 : 1))
    return notes.length === 0 ? [] : [{ article: null, notes: sort === 'newest' ? newest : oldest }]
  }
  return [...Map.groupBy(notes, (annotation) => annotation.article)]
    .map(([article, group]) => ({ article, notes: group.toSorted(byPlace) }))
    .sort((a, b) => nameOf(a.article).localeCompare(nameOf(b.article)))
}

/** The first `limit` marks of the groups, so that a thick notebook opens at once. */
export function firstNotes(groups: readonly NotebookGroup[], limit: number): readonly NotebookGroup[] {
  let left = limit
  return groups.flatMap(({ article, notes }) => {
    const shown = notes.slice(0, Math.max(0, left))
    left -= shown.length
    return shown.length > 0 ? [{ article, notes: shown }] : []
  })
}

/** All tags, most used first. */
export function tagsOf(notes: readonly Annotation[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const tag of notes.flatMap((annotation) => annotation.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([tag]) => tag)
}

/** Folding fifty thousand notes takes longer than looking through them, so each is folded once: notes never change. */
const FOLDED = new WeakMap<Annotation, string>()

function foldedText(annotation: Annotation): string {
  const known = FOLDED.get(annotation)
  if (known !== undefined) return known
  const passage = selectorOf(annotation)?.exact ?? ''
  const text = fold([passage, annotation.body, ...annotation.tags].join('\n'))
  FOLDED.set(annotation, text)
  return text
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
