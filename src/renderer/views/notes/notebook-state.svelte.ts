import type { NotebookPage } from '../../../contract/methods.ts'
import type { Client } from '../../../contract/client.ts'
import {
  EVERYTHING,
  type AnchorState,
  type Annotation,
  type NotebookFilter,
  type Sort,
} from '../../../core/annotation/index.ts'
import type { Lang } from '../../../core/corpus/model.ts'
import { reasonOf } from '../../state/reason-of.ts'

/** Rows asked for and drawn together: few, so that a filter answers between two key presses. */
export const CHUNK = 24

type Rows = readonly Annotation[]

/** The notebook as the page sees it: the rows near the screen, in chunks; the rest stays with the host. */
export class Notebook {
  filter = $state.raw(EVERYTHING)
  sort = $state<Sort>('article')
  /** What is known of all rows. */
  page = $state.raw<Omit<NotebookPage, 'rows' | 'states'>>({
    found: 0,
    isWhole: true,
    total: 0,
    groups: [],
    tags: [],
    articles: [],
  })
  /** Rows of the chunks that were needed since the marks last changed. */
  chunks = $state.raw<Readonly<Record<number, Rows>>>({})
  /** How sure the app is of the places of those rows, by id. */
  states = $state.raw<Readonly<Record<string, AnchorState>>>({})
  /** Another number for each filter and order that is shown. */
  list = $state(0)
  status = $state<'loading' | 'ready' | 'failed'>('loading')
  failure = $state('')
  readonly #client: Pick<Client, 'call' | 'on'>
  readonly #lang: () => Lang
  #asked = 0
  #answered = 0
  #needed: readonly number[] = [0]
  #isNewList = true
  #isFilling = false

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
    this.#isNewList = true
    void this.load()
  }

  /** Says which chunks are near the screen; those that are not here yet come. */
  need(chunks: readonly number[]): void {
    this.#needed = chunks
    void this.#fill()
  }

  /** Reads what is needed anew; until it is here, what was shown stays. */
  async load(): Promise<void> {
    const ticket = ++this.#asked
    const isNewList = this.#isNewList
    const wanted = isNewList || this.#needed.length === 0 ? [0] : this.#needed
    try {
      const pages = await Promise.all(wanted.map((chunk) => this.#read(chunk)))
      const [page] = pages
      if (ticket !== this.#asked || !page) return
      this.page = page
      this.chunks = Object.fromEntries(pages.map(({ rows }, i) => [wanted[i] ?? 0, rows]))
      this.states = Object.assign({}, ...pages.map(statesById)) as typeof this.states
      if (isNewList) this.list++
      this.#isNewList = false
      this.status = 'ready'
    } catch (error) {
      if (ticket !== this.#asked) return
      this.#fail(error)
    }
    this.#answered = ticket
    if (!this.page.isWhole && this.status === 'ready') void this.load()
    else await this.#fill()
  }

  /** Every mark that the filter lets through, read from the host. */
  async all(): Promise<Rows> {
    const all: Annotation[] = []
    await this.#client.call('notes.each', { filter: this.filter }, { onItems: (batch) => void all.push(...batch) })
    return all
  }

  /** Reads needed chunks one by one: of those that were scrolled past quickly, most are no longer needed by then. */
  async #fill(): Promise<void> {
    if (this.#isFilling) return
    this.#isFilling = true
    try {
      while (this.#answered === this.#asked && this.status === 'ready') {
        const ticket = this.#asked
        const missing = this.#needed.find((chunk) => !this.chunks[chunk] && chunk * CHUNK < this.page.found)
        if (missing === undefined) return
        const page = await this.#read(missing)
        if (ticket !== this.#asked) continue
        this.states = { ...this.states, ...statesById(page) }
        this.chunks = { ...this.chunks, [missing]: page.rows }
      }
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#isFilling = false
    }
  }

  #read(chunk: number): Promise<NotebookPage> {
    const { filter, sort } = this
    return this.#client.call('notes.page', { filter, sort, lang: this.#lang(), offset: chunk * CHUNK, limit: CHUNK })
  }

  #fail(error: unknown): void {
    this.failure = reasonOf(error)
    this.status = 'failed'
  }
}

function statesById({ rows, states }: NotebookPage): Readonly<Record<string, AnchorState>> {
  return Object.fromEntries(rows.map(({ id }, i) => [id, states[i] ?? 'exact']))
}
