/** How sure the app is of each mark's place in the edition that is read. */
import { AppError } from '../../contract/errors.ts'
import { placeIn, selectorOf, type AnchorState, type Annotation } from '../../core/annotation/index.ts'
import type { Pack } from '../pack.ts'
import type { NotesStore } from '../storage/notes-store.ts'
import type { MarkedTexts } from './marked-texts.ts'

/** States of marks: found article by article when they are asked for, and again once the marks of an article change. */
export interface MarkStates {
  /** `exact` as well where the article can't be read: its own page says so, and the notebook stays usable. */
  of(mark: Annotation): AnchorState
  /**
   * Those found so far, for going through many marks at one moment: `null` where the article was not read yet.
   * @param isWhole Finds what is missing, e.g. of an article that changed since `prepare` was at it.
   */
  found(isWhole: boolean): (mark: Annotation) => AnchorState | null
  /**
   * Finds those of these marks, in their order, one article at the least; lets other calls in between.
   * @param limitMs When to leave it at what was found until then.
   * @returns Whether all are found.
   * @throws when it is aborted.
   */
  prepare(marks: readonly Annotation[], signal: AbortSignal, limitMs?: number): Promise<boolean>
}

interface Known {
  /** The lists of the store that were placed: it makes new ones with every change. */
  readonly of: readonly (readonly Annotation[])[]
  readonly states: ReadonlyMap<string, AnchorState>
}

export function createMarkStates({
  notes,
  pack,
  texts,
}: {
  readonly notes: NotesStore
  readonly pack: Pack
  readonly texts: MarkedTexts
}): MarkStates {
  const known = new Map<string, Known>()

  /** Where a mark's states are kept, and what is kept there as long as it holds. */
  function look(article: string) {
    const id = pack.currentId(article) ?? article
    const ids = [id, ...pack.formerIds(id)]
    const of = ids.map((each) => notes.of(each)).filter((own) => own.length > 0)
    const former = known.get(id)
    const isFresh = former?.of.length === of.length && former.of.every((own, i) => own === of[i])
    return { id, ids, of, states: isFresh ? former.states : null }
  }

  function statesOf(article: string): Known['states'] {
    const { id, ids, of, ...kept } = look(article)
    if (kept.states) return kept.states
    const states = placeOrLeave(id, ids, of.flat())
    known.set(id, { of, states })
    return states
  }

  function placeOrLeave(...args: Parameters<typeof place>): Known['states'] {
    try {
      return place(...args)
    } catch (error) {
      if (error instanceof AppError) return new Map()
      throw error
    }
  }

  function place(id: string, ids: readonly string[], marks: readonly Annotation[]): Known['states'] {
    const alive = marks.filter((mark) => mark.deleted === undefined)
    const rows = [...Map.groupBy(alive, ({ lang }) => lang)].flatMap(([lang, own]) => {
      const article = pack.article(id, lang)
      const isAsMarked = own.every((mark) => [undefined, article?.textHash].includes(selectorOf(mark)?.textHash))
      const former = isAsMarked ? [] : texts.formerOf(ids) // read from disk: only where they help
      return placeIn(own, article, { oldTexts: new Map(former.map(({ hash, text }) => [hash, text])) })
    })
    return new Map(rows.map(({ annotation, state }) => [annotation.id, state]))
  }

  return {
    of: ({ article, id }) => statesOf(article).get(id) ?? 'exact',
    found(isWhole) {
      const looked = new Map<string, Known['states'] | null>()
      return ({ article, id }) => {
        let states = looked.get(article)
        if (states === undefined) looked.set(article, (states = isWhole ? statesOf(article) : look(article).states))
        return states && (states.get(id) ?? 'exact')
      }
    },
    async prepare(marks, signal, limitMs = Infinity) {
      const begun = performance.now()
      let isFurther = false
      for (const article of new Set(marks.map((mark) => mark.article))) {
        if (look(article).states) continue
        if (isFurther && performance.now() - begun > limitMs) return false
        statesOf(article)
        isFurther = true
        await new Promise(setImmediate)
        signal.throwIfAborted()
      }
      return true
    },
  }
}
