import { followNote, parseTags, type Annotation } from '../../../core/annotation/index.ts'
import { reasonOf } from '../../state/reason-of.ts'
import { type MarkChange, type Notes } from './notes-state.svelte.ts'
import { unsaved } from './unsaved-drafts.ts'

/** Typing rests this long before it is kept. Unit: milliseconds. */
const SAVE_AFTER_MS = 600

/** The draft of a mark: the one that still waits to be kept, or a new one. */
export function draftOf(notes: Notes, annotation: Annotation): NoteDraft {
  return unsaved.get(annotation.id) ?? new NoteDraft(notes, annotation)
}

/** A note being written: what is in the fields, and whether it is on disk. */
export class NoteDraft {
  body = $state('')
  tagText = $state('')
  status = $state<'saved' | 'unsaved' | 'saving' | 'failed'>('saved')
  failure = $state('')
  annotation = $state.raw<Annotation>() as Annotation
  readonly #notes: Notes
  #pause: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> = Promise.resolve()
  /** Tags written in their field; one that the note's words name too stays when they no longer do. */
  #written: readonly string[] = []
  /** Words and tags as they were when the tags last followed the words. */
  #former: Pick<Annotation, 'body' | 'tags'>

  constructor(notes: Notes, annotation: Annotation) {
    this.#notes = notes
    this.annotation = annotation
    this.#former = annotation
    this.body = annotation.body
    this.tagText = annotation.tags.join(', ')
  }

  /** Tells that a field changed; it is kept after a short rest. */
  touch(): void {
    this.status = 'unsaved'
    unsaved.set(this.annotation.id, this)
    clearTimeout(this.#pause)
    this.#pause = setTimeout(() => void this.flush(), SAVE_AFTER_MS)
  }

  /** Keeps what is not kept yet, one save after the other. Never rejects: see `status`. */
  flush(): Promise<void> {
    clearTimeout(this.#pause)
    this.#running = this.#running.then(() => this.#save())
    return this.#running
  }

  async #save(): Promise<void> {
    const change: MarkChange = { body: this.body, tags: [...this.#tags()] }
    if (change.body === this.annotation.body && same(change.tags, this.annotation.tags)) {
      this.#settle()
      return
    }
    this.status = 'saving'
    try {
      this.annotation = await this.#notes.update(this.annotation, change)
      this.failure = ''
      const isCurrent = this.body === change.body && same([...parseTags(this.tagText)], this.annotation.tags)
      if (isCurrent) this.#settle()
      else this.status = 'unsaved'
    } catch (error) {
      this.failure = reasonOf(error)
      this.status = 'failed'
    }
  }

  /** What the field of tags holds, after what the note's words brought into it or took out. */
  #tags(): readonly string[] {
    const { body } = this
    const typed = parseTags(this.tagText)
    this.#written = [...this.#written, ...typed.filter((tag) => !this.#former.tags.includes(tag))]
    const tags = followNote(typed, this.#former.body, body, this.#written)
    if (!same(tags, typed)) this.tagText = tags.join(', ')
    this.#former = { body, tags }
    return tags
  }

  #settle(): void {
    this.status = 'saved'
    unsaved.delete(this.annotation.id)
  }
}

function same(a: readonly string[] | undefined, b: readonly string[]): boolean {
  return a?.length === b.length && a.every((tag, i) => tag === b[i])
}
