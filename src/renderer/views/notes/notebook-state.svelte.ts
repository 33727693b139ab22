import type { NotebookPage } from '../../../contract/methods.ts'
import type { Client } from '../../../contract/client.ts'
import { EVERYTHING, type Annotation, type NotebookFilter, type Sort } from '../../../core/annotation/index.ts'
import type { Lang } from '../../../core/corpus/model.ts'
import { reasonOf } from '../../ui/notes/notes-state.svelte.ts'

/** Rows asked for at once: more than a screen, so that a filter answers between two key presses. */
const PAGE = 24
/** The most of one answer, see the contract. */
const MOST = 500

const NOTHING: NotebookPage = { rows: [], found: 0, total: 0, groups: [], tags: [], articles: [] }

/** The notebook as the page sees it: the rows that were scrolled to; the rest stays with the host. */
export class Notebook {
  filter = $state.raw(EVERYTHING)
  sort = $state<Sort>('article')
  page = $state.raw<NotebookPage>(NOTHING)
  status = $state<'loading' | 'ready' | 'failed'>('loading')
  failure = $state('')
  readonly #client: Pick<Client, 'call' | 'on'>
  readonly #lang: () => Lang
  #newest = 0
  #wanted = PAGE

  constructor(client: Pick<Client, 'call' | 'on'>, lang: () => Lang) {
    this.#client = client
    this.#lang = lang
  }

  /** Loads, and follows what is changed anywhere until the returned function is called. */
  start(): () => void {
    void this.load()
    return this.#client.on('notes.changed', () => void this.load())
  }

  /** Shows other marks, or the same in another order, from the first on. */
  show(filter: NotebookFilter, sort: Sort = this.sort): void {
    this.filter = filter
    this.sort = sort
    this.#wanted = PAGE
    void this.load()
  }

  more(): void {
    if (this.status !== 'ready' || this.page.rows.length < this.#wanted) return // the last ones are still on their way
    this.#wanted += PAGE
    void this.load(this.page.rows.length)
  }

  /** Reads the wanted rows; from `kept` on when those before it are known to be good. */
  async load(kept = 0): Promise<void> {
    const ticket = ++this.#newest
    try {
      let rows: readonly Annotation[] = this.page.rows.slice(0, kept)
      let page = NOTHING
      do {
        const limit = Math.min(MOST, this.#wanted - rows.length)
        page = await this.#client.call('notes.page', {
          filter: this.filter,
          sort: this.sort,
          lang: this.#lang(),
          offset: rows.length,
          limit,
        })
        if (ticket !== this.#newest) return
        rows = [...rows, ...page.rows]
      } while (rows.length < Math.min(this.#wanted, page.found))
      this.page = { ...page, rows }
      this.status = 'ready'
    } catch (error) {
      if (ticket !== this.#newest) return
      this.failure = reasonOf(error)
      this.status = 'failed'
    }
  }

  /** Every mark that the filter lets through, read from the host. */
  async all(): Promise<readonly Annotation[]> {
    const all: Annotation[] = []
    await this.#client.call('notes.each', { filter: this.filter }, { onItems: (batch) => void all.push(...batch) })
    return all
  }
}
