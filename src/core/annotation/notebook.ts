/** The notebook: which marks a reader wants to see, and in which order. */
import type { Lang } from '../corpus/model.ts'
import { selectorOf } from './anchor.ts'
import { byPlace } from './markdown.ts'
import type { Annotation, MarkColour } from './model.ts'

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
  readonly article: string | null
  /** First and last day a mark was made on, `YYYY-MM-DD` in UTC. */
  readonly from: string | null
  readonly to: string | null
  /** Only marks whose place the reader has to confirm or to choose. */
  readonly unplaced: boolean
}

export const EVERYTHING: NotebookFilter = {
  text: '',
  colour: null,
  lang: null,
  type: 'all',
  tag: null,
  article: null,
  from: null,
  to: null,
  unplaced: false,
}

/** How many marks of an article, or of everything, come under one heading. */
export interface NotebookGroup {
  readonly article: string
  readonly count: number
}

/**
 * The marks that a filter lets through, in the given order. Words are looked for in passage, note, tags and the
 * article's names; all must be there.
 * @param isUnplaced Asked only when the filter wants to know.
 */
export function filterNotes(
  all: readonly Annotation[],
  { text, colour, lang, type, tag, article, from, to, unplaced }: NotebookFilter,
  namesOf: (article: string) => string,
  isUnplaced: (annotation: Annotation) => boolean,
): readonly Annotation[] {
  const tests: ((annotation: Annotation, i: number) => boolean)[] = []
  if (colour) tests.push((each) => each.colour === colour)
  if (lang) tests.push((each) => each.lang === lang)
  if (article !== null) tests.push((each) => each.article === article)
  if (tag) tests.push(({ tags }) => tags.includes(tag))
  if (type !== 'all') tests.push((each) => typeOf(each) === type)
  if (from !== null) tests.push(({ created }) => created.slice(0, 10) >= from)
  if (to !== null) tests.push(({ created }) => created.slice(0, 10) <= to)
  if (unplaced) tests.push(isUnplaced)
  const words = fold(text).split(/\s+/).filter(Boolean)
  if (words.length > 0) tests.push(hasWords(words, foldedTexts(all), namesOf))
  return tests.length === 0 ? all : all.filter((annotation, i) => tests.every((test) => test(annotation, i)))
}

function hasWords(
  words: readonly string[],
  texts: readonly string[],
  namesOf: (article: string) => string,
): (annotation: Annotation, i: number) => boolean {
  /** Those that the names of an article don't have, so that its marks must. */
  const missing = new Map<string, readonly string[]>()
  let last = { article: '', wanted: words }
  return ({ article }, i) => {
    // Marks of an article mostly follow each other; asking the map for each is half of the time.
    if (article !== last.article) {
      const names = missing.has(article) ? '' : fold(namesOf(article))
      const wanted = missing.get(article) ?? words.filter((word) => !names.includes(word))
      missing.set(article, wanted)
      last = { article, wanted }
    }
    const { wanted } = last
    return wanted.length === 0 || wanted.every((word) => texts[i]?.includes(word))
  }
}

/** Whether whatever `next` lets through, `former` let through too, as with every letter that is typed on. */
export function isNarrower(next: NotebookFilter, former: NotebookFilter): boolean {
  const isSame = (Object.keys(EVERYTHING) as (keyof NotebookFilter)[]).every(
    (key) => key === 'text' || next[key] === former[key],
  )
  return isSame && fold(next.text).startsWith(fold(former.text))
}

/** What a mark is to its reader: anything with words of their own is a note. */
export function typeOf({ body, target }: Annotation): Exclude<NoteType, 'all'> {
  if (body.trim() !== '') return 'note'
  return target.type === 'text' ? 'highlight' : 'bookmark'
}

/** Marks by article name and place, or by time. */
export function sortNotes(
  notes: readonly Annotation[],
  sort: Sort,
  nameOf: (article: string) => string,
): readonly Annotation[] {
  if (sort === 'newest') return notes.toSorted((a, b) => byTime(b.modified, a.modified))
  if (sort === 'oldest') return notes.toSorted((a, b) => byTime(a.created, b.created))
  return [...Map.groupBy(notes, (annotation) => annotation.article)]
    .map(([article, group]) => ({ name: nameOf(article), notes: group.sort(byPlace) }))
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((group) => group.notes)
}

/** Marks of one time, such as those changed together, stay in their order. */
function byTime(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** How many marks each article has, in the order they come. */
export function groupsOf(notes: readonly Annotation[]): readonly NotebookGroup[] {
  const groups = new Map<string, { article: string; count: number }>()
  let last = { article: '', count: 0 }
  for (const { article } of notes) {
    if (article !== last.article) {
      last = groups.get(article) ?? { article, count: 0 }
      groups.set(article, last)
    }
    last.count++
  }
  return [...groups.values()]
}

/** All tags, most used first. */
export function tagsOf(notes: readonly Annotation[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { tags } of notes) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([tag]) => tag)
}

/** Folding fifty thousand notes takes longer than looking through them, so each is folded once: notes never change. */
const FOLDED = new WeakMap<Annotation, string>()

/** The same for a list that is looked through again and again: asking for one text costs more than reading it. */
const FOLDED_LISTS = new WeakMap<readonly Annotation[], readonly string[]>()

function foldedTexts(all: readonly Annotation[]): readonly string[] {
  const texts = FOLDED_LISTS.get(all) ?? all.map(foldedText)
  FOLDED_LISTS.set(all, texts)
  return texts
}

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
