/** The notebook, row by row: fifty thousand marks stay here, the page gets what is on its screen. */
import { MAX_FRAME_LENGTH } from '../../contract/frames.ts'
import {
  filterNotes,
  groupsOf,
  isNarrower,
  sortNotes,
  tagsOf,
  type Annotation,
  type NotebookFilter,
  type NotebookGroup,
  type Sort,
} from '../../core/annotation/index.ts'
import type { Lang } from '../../core/corpus/model.ts'
import type { Pack } from '../pack.ts'
import type { Handlers } from '../rpc.ts'
import type { NotesStore } from '../storage/notes-store.ts'
import type { MarkStates } from './mark-states.ts'

/** A batch of marks is closed when it has grown to this, a quarter of the longest frame. Unit: UTF-16 units. */
const BATCH_LENGTH = MAX_FRAME_LENGTH / 4

/** A filter by state shows what it has found by then, and the rest as it comes. Unit: milliseconds. */
const SHOW_AFTER_MS = 30

/** What is found again as long as no mark changes. */
interface Shelf {
  readonly of: readonly Annotation[]
  readonly alive: readonly Annotation[]
  readonly tags: readonly string[]
  readonly sorted: Map<string, readonly Annotation[]>
  /** Articles that have marks, by name in each language. */
  readonly articles: Map<Lang, readonly string[]>
}

interface Answer {
  readonly of: readonly Annotation[]
  readonly filter: NotebookFilter
  readonly found: readonly Annotation[]
  readonly groups: readonly NotebookGroup[]
}

export function notebookHandlers({
  notes,
  pack,
  states,
}: {
  readonly notes: NotesStore
  readonly pack: Pack
  readonly states: MarkStates
}): Pick<Handlers, 'notes.page' | 'notes.each'> {
  let known: Shelf | null = null
  /** The last answer: its next rows are asked for with the same filter, and a narrower one looks through it only. */
  let last: Answer | null = null
  let isPrepared = false

  /** Reading every marked article takes longer than a filter may; so it begins once the notebook shows its first rows. */
  function prepareOnce(lang: Lang): void {
    if (isPrepared) return
    isPrepared = true
    const quietly = states.prepare(sortedBy('article', lang), new AbortController().signal)
    quietly.catch(() => (isPrepared = false)) // the filter that needs them tells why
  }

  function shelf(): Shelf {
    const all = notes.all()
    if (known?.of === all) return known
    const alive = all.filter((note) => note.deleted === undefined)
    known = { of: all, alive, tags: tagsOf(alive), sorted: new Map(), articles: new Map() }
    return known
  }

  function sortedBy(sort: Sort, lang: Lang): readonly Annotation[] {
    const { alive, sorted } = shelf()
    const key = `${sort} ${lang}`
    const found = sorted.get(key) ?? sortNotes(alive, sort, (id) => pack.nameOf(id)?.[lang] ?? id)
    sorted.set(key, found)
    return found
  }

  function articlesIn(lang: Lang): readonly string[] {
    const { articles } = shelf()
    const found = articles.get(lang) ?? groupsOf(sortedBy('article', lang)).map(({ article }) => article)
    articles.set(lang, found)
    return found
  }

  /** @param isWhole Whether all states that the filter asks for are known; if not, it finds more later. */
  function find(filter: NotebookFilter, sort: Sort, lang: Lang, isWhole = true): Answer {
    const of = sortedBy(sort, lang)
    const former = isWhole && last?.of === of && isNarrower(filter, last.filter) ? last : null
    if (former && isNarrower(former.filter, filter)) return former
    const stateOf = states.found(isWhole)
    const isUnplaced = (mark: Annotation) => ['unsure', 'orphan'].includes(stateOf(mark) ?? 'exact')
    const found = filterNotes(former?.found ?? of, filter, namesOf, isUnplaced)
    const answer = { of, filter, found, groups: sort === 'article' ? groupsOf(found) : [] }
    if (isWhole) last = answer
    return answer
  }

  function namesOf(id: string): string {
    const name = pack.nameOf(id)
    return name ? `${name.zh} ${name.en} ${id}` : id
  }

  return {
    'notes.page': async ({ filter, sort, lang, offset, limit }, { signal }) => {
      // In the order of the rows: sorted by article, what comes later stands below.
      const isWhole = !filter.unplaced || (await states.prepare(sortedBy(sort, lang), signal, SHOW_AFTER_MS))
      const { found, groups } = find(filter, sort, lang, isWhole)
      const { alive, tags } = shelf()
      const rows = found.slice(offset, offset + limit)
      // The order the notebook opens in; the start page asks for the latest and needs no more.
      if (sort === 'article') setImmediate(prepareOnce, lang)
      return {
        rows,
        states: rows.map((row) => states.of(row)),
        found: found.length,
        isWhole,
        total: alive.length,
        groups,
        tags,
        articles: articlesIn(lang),
      }
    },

    'notes.each': async ({ filter }, context) => {
      if (filter?.unplaced) await states.prepare(shelf().alive, context.signal)
      const wanted = filter ? find(filter, 'article', 'zh').found : shelf().alive
      let batch: Annotation[] = []
      let length = 0
      for (const note of wanted) {
        batch.push(note)
        length += JSON.stringify(note).length
        if (length < BATCH_LENGTH) continue
        await context.emit(batch)
        batch = []
        length = 0
      }
      if (batch.length > 0) await context.emit(batch)
      return wanted.length
    },
  }
}
