import {
  anchorAll,
  type AnchoredAnnotation,
  type Annotation,
  type MarkColour,
  type MarkTarget,
  type TextSelector,
} from '../../../core/annotation/index.ts'
import type { Client } from '../../../contract/client.ts'
import type { Lang } from '../../../core/corpus/model.ts'
import { t } from '../../strings/index.svelte.ts'
import { toast } from '../toast.svelte.ts'

/** What a change of a mark may hold. */
export interface MarkChange {
  readonly colour?: MarkColour
  readonly body?: string
  readonly tags?: string[]
  readonly current?: TextSelector
}

/** What a new mark needs. */
export interface NewMark {
  readonly article: string
  readonly lang: Lang
  readonly colour: MarkColour
  readonly target: MarkTarget
  readonly body?: string
  readonly tags?: string[]
}

/** A text to anchor in, as `TextMap` gives it. */
export interface AnchorText {
  readonly lang: Lang
  readonly text: string
  readonly textHash: string
}

/** The words of a failure, for a sentence to a person. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A mark the reader asked to see; its article's page takes it up and forgets it. */
export const wantedMark: { id: string | null } = { id: null }

/** The reader's marks as the host keeps them: of one article, or all of them. What a method returns is on disk. */
export class Notes {
  all = $state.raw<readonly Annotation[]>([])
  status = $state<'loading' | 'ready' | 'failed'>('loading')
  failure = $state('')
  readonly article: string | undefined
  readonly #client: Pick<Client, 'call' | 'on'>
  #newestLoad = 0

  constructor(client: Pick<Client, 'call' | 'on'>, article?: string) {
    this.#client = client
    this.article = article
  }

  /** Loads, and follows what other windows do until the returned function is called. */
  start(): () => void {
    void this.load()
    return this.#client.on('notes.changed', ({ article }) => {
      if (this.article === undefined || article === this.article) void this.load()
    })
  }

  async load(): Promise<void> {
    const ticket = ++this.#newestLoad
    try {
      const all = await this.#client.call('notes.list', this.article === undefined ? {} : { article: this.article })
      if (ticket !== this.#newestLoad) return
      this.all = all
      this.status = 'ready'
    } catch (error) {
      if (ticket !== this.#newestLoad) return
      this.failure = reasonOf(error)
      this.status = 'failed'
    }
  }

  /** Makes a mark; `null` when it could not be kept, after a message. */
  async create({ body = '', tags = [], ...rest }: NewMark): Promise<Annotation | null> {
    return this.#attempt(() => this.#client.call('notes.create', { ...rest, body, tags }))
  }

  /** Changes a mark. Rejects when it could not be kept: the caller still holds the reader's words. */
  async update({ article, id }: Annotation, change: MarkChange): Promise<Annotation> {
    return this.#take(await this.#client.call('notes.update', { article, id, change }))
  }

  /** Changes a mark at one click; a failure is told. */
  async change(annotation: Annotation, change: MarkChange): Promise<Annotation | null> {
    return this.#attempt(() => this.update(annotation, change))
  }

  /** Deletes a mark and offers to take that back. */
  async remove(annotation: Annotation): Promise<void> {
    const { article, id } = annotation
    const gone = await this.#attempt(() => this.#client.call('notes.remove', { article, id }))
    if (!gone) return
    toast.show(t('notes.deleted'), { action: { label: t('frame.undo'), run: () => void this.restore(annotation) } })
  }

  async restore({ article, id }: Annotation): Promise<Annotation | null> {
    return this.#attempt(() => this.#client.call('notes.restore', { article, id }))
  }

  /** The marks of one language with their places in today's text, in the order of the text. */
  anchoredIn({ lang, text, textHash }: AnchorText): readonly AnchoredAnnotation[] {
    const own = this.all.filter((annotation) => annotation.lang === lang)
    return anchorAll(own, text, textHash).toSorted((a, b) => (a.at?.start ?? -1) - (b.at?.start ?? -1))
  }

  async #attempt(act: () => Promise<Annotation>): Promise<Annotation | null> {
    try {
      return this.#take(await act())
    } catch (error) {
      toast.show(t('notes.failed', { reason: reasonOf(error) }))
      return null
    }
  }

  /** Shows an answer at once; the host's own message makes the list load again. */
  #take(answer: Annotation): Annotation {
    const rest = this.all.filter(({ id }) => id !== answer.id)
    this.all = answer.deleted === undefined ? [...rest, answer] : rest
    return answer
  }
}
