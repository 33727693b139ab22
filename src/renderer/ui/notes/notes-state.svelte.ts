import {
  anchorAll,
  type AnchoredAnnotation,
  type Annotation,
  type MarkColour,
  type MarkTarget,
  type TextSelector,
} from '../../../core/annotation/index.ts'
import { MAX_CHANGED } from '../../../contract/frames.ts'
import type { Client } from '../../../contract/client.ts'
import type { Lang } from '../../../core/corpus/model.ts'
import { reasonOf } from '../../state/reason-of.ts'
import { t } from '../../strings/index.svelte.ts'
import { toast } from '../toast.svelte.ts'
import { textsByHash } from './former-texts.ts'

/** What a change of a mark may hold. */
export interface MarkChange {
  readonly colour?: MarkColour
  readonly body?: string
  readonly tags?: string[]
  readonly current?: TextSelector
}

/** What is done to many marks at once. */
export interface ManyChange {
  readonly colour?: MarkColour
  readonly addTags?: readonly string[]
  readonly removeTags?: readonly string[]
  readonly deleted?: boolean
}

/** What takes a change of many marks back: only what it really did to each. */
export function inverseOf(
  marks: readonly Annotation[],
  { colour, addTags = [], removeTags = [], deleted }: ManyChange,
): readonly { readonly notes: readonly Annotation[]; readonly change: ManyChange }[] {
  const back: { notes: readonly Annotation[]; change: ManyChange }[] = []
  if (deleted !== undefined) back.push({ notes: marks, change: { deleted: !deleted } })
  if (colour !== undefined) {
    for (const [former, notes] of Map.groupBy(marks, (mark) => mark.colour))
      back.push({ notes, change: { colour: former } })
  }
  for (const tag of addTags) {
    back.push({ notes: marks.filter(({ tags }) => !tags.includes(tag)), change: { removeTags: [tag] } })
  }
  for (const tag of removeTags) {
    back.push({ notes: marks.filter(({ tags }) => tags.includes(tag)), change: { addTags: [tag] } })
  }
  return back.filter(({ notes }) => notes.length > 0)
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

/** A mark the reader asked to see; its article's page takes it up and forgets it. */
export const wantedMark = $state<{ id: string | null }>({ id: null })

/**
 * The reader's marks of one article as the host keeps them; without an article only what is done to marks. What a
 * method returns is on disk.
 */
export class Notes {
  all = $state.raw<readonly Annotation[]>([])
  status = $state<'loading' | 'ready' | 'failed'>('loading')
  failure = $state('')
  readonly article: string | undefined
  readonly #client: Pick<Client, 'call' | 'on'>
  #newestLoad = 0
  /** Texts that marks were made in, by hash; set before the marks that need them. */
  #formerTexts = textsByHash([])

  constructor(client: Pick<Client, 'call' | 'on'>, article?: string) {
    this.#client = client
    this.article = article
  }

  /** Loads, and follows what other windows do until the returned function is called. */
  start(): () => void {
    void this.load()
    return this.#client.on('notes.changed', ({ article }) => {
      if (article === this.article) void this.load()
    })
  }

  async load(): Promise<void> {
    const ticket = ++this.#newestLoad
    try {
      const all = await this.#read()
      if (ticket !== this.#newestLoad) return
      this.all = all
      this.status = 'ready'
    } catch (error) {
      if (ticket !== this.#newestLoad) return
      this.failure = reasonOf(error)
      this.status = 'failed'
    }
  }

  async #read(): Promise<readonly Annotation[]> {
    const { article } = this
    if (article === undefined) return []
    const [own, former] = await Promise.all([
      this.#client.call('notes.list', { article }),
      this.#client.call('notes.texts', { article }),
    ])
    this.#formerTexts = textsByHash(former)
    return own
  }

  /** Changes many marks at one click and offers to take it back; `said` is what the reader is told. */
  async changeAll(marks: readonly Annotation[], change: ManyChange, said: string): Promise<void> {
    try {
      await this.#changeAll(marks, change)
    } catch (error) {
      toast.show(t('notes.failed', { reason: reasonOf(error) }))
      return
    }
    const undo = async () => {
      for (const { notes, change: back } of inverseOf(marks, change)) await this.#changeAll(notes, back)
    }
    toast.show(said, {
      action: {
        label: t('frame.undo'),
        run: () => void undo().catch((error: unknown) => toast.show(t('notes.failed', { reason: reasonOf(error) }))),
      },
    })
  }

  async #changeAll(marks: readonly Annotation[], change: ManyChange): Promise<void> {
    const { addTags, removeTags, ...rest } = change
    for (let at = 0; at < marks.length; at += MAX_CHANGED) {
      await this.#client.call('notes.changeAll', {
        notes: marks.slice(at, at + MAX_CHANGED).map(({ article, id }) => ({ article, id })),
        change: {
          ...rest,
          ...(addTags && { addTags: [...addTags] }),
          ...(removeTags && { removeTags: [...removeTags] }),
        },
      })
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
    return anchorAll(own, text, textHash, { oldTexts: this.#formerTexts }).toSorted(
      (a, b) => (a.at?.start ?? -1) - (b.at?.start ?? -1),
    )
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
