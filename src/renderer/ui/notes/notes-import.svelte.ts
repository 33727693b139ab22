import { tick } from 'svelte'
import type { ImportPreview } from '../../../contract/methods.ts'
import { client, uploadText } from '../../client/index.ts'
import { isDesktop } from '../../state/shell-kind.ts'
import { t } from '../../strings/index.svelte.ts'
import { toast } from '../toast.svelte.ts'
import { reasonOf } from '../../state/reason-of.ts'
import { isPack, packImport } from '../pack-import.svelte.ts'

/** Files of notes by their names, as the attribute `accept` says it. */
export const NOTES_FILES = '.jsonld,.json'

/** Notes from files: read, looked at, taken, and taken back. One file at a time; further ones wait. */
class NotesImport {
  /** Name of the file that is looked at; `null` when there is none. */
  file = $state<string | null>(null)
  /** How much of it the host has, 0 to 1. */
  share = $state(0)
  preview = $state.raw<ImportPreview | null>(null)
  failure = $state('')
  isStoring = $state(false)
  readonly changes = $derived(this.preview ? this.preview.added + this.preview.updated : 0)

  readonly #waiting: File[] = []
  #isTaking = false
  #upload = ''
  #reading = new AbortController()

  /** Takes files that were chosen or dropped: notes, and packs in their turn; what is neither by its name is told. */
  add(files: readonly File[]): void {
    const isOpened = (file: File) => isPack(file) || /\.(jsonld|json)$/i.test(file.name)
    const other = files.find((each) => !isOpened(each))
    if (other) toast.show(t('opened.other-kind', { file: other.name }))
    this.#waiting.push(...files.filter(isOpened))
    this.next()
  }

  /** Looks at the next file, dropped here or opened outside of the page, unless one is being looked at. */
  next(): void {
    if (this.file !== null || packImport.file !== null) return
    const file = this.#waiting.shift()
    if (file && isPack(file)) packImport.open(file)
    else if (file) void this.#look(file.name, (signal) => this.#send(file, signal))
    else if (isDesktop) void this.#takeOpened()
  }

  /** Stores what is looked at. */
  async take(): Promise<void> {
    this.isStoring = true
    const [upload, count, { signal }] = [this.#upload, this.changes, this.#reading]
    try {
      await client.call('notes.import', { upload })
      if (!signal.aborted) await this.close()
      toast.show(t('notes.imported', { count }), {
        action: { label: t('frame.undo'), run: () => void takeBack(upload) },
      })
    } catch (error) {
      if (signal.aborted) toast.show(t('notes.failed', { reason: reasonOf(error) }))
      else this.failure = reasonOf(error)
    } finally {
      this.isStoring = false
    }
  }

  /** Ends the look at a file; the next one follows. */
  async close(): Promise<void> {
    this.#reading.abort()
    this.file = null
    await tick() // the dialog is gone before another opens
    this.next()
  }

  #begin(name: string): AbortSignal {
    this.#reading = new AbortController()
    this.file = name
    this.share = 0
    this.preview = null
    this.failure = ''
    return this.#reading.signal
  }

  async #look(name: string, arrive: (signal: AbortSignal) => Promise<string>): Promise<void> {
    const signal = this.#begin(name)
    try {
      const upload = await arrive(signal)
      const preview = await client.call('notes.previewImport', { upload }, { signal })
      this.#upload = upload
      this.preview = preview
    } catch (error) {
      if (!signal.aborted) this.failure = reasonOf(error)
    }
  }

  async #send(file: File, signal: AbortSignal): Promise<string> {
    return uploadText(client, 'notes.upload', await file.text(), (share) => (this.share = share), signal)
  }

  async #takeOpened(): Promise<void> {
    if (this.#isTaking) return
    this.#isTaking = true
    try {
      const opened = await client.call('shell.takeFile', null)
      if (!opened) return
      if ('problem' in opened) {
        this.#begin(opened.name)
        this.failure = t(`opened.${opened.problem}`, { file: opened.name })
      } else if (opened.kind === 'pack') packImport.receive(opened.name, opened.upload)
      else void this.#look(opened.name, () => Promise.resolve(opened.upload))
    } catch (error) {
      toast.show(t('notes.failed', { reason: reasonOf(error) }))
    } finally {
      this.#isTaking = false
    }
  }
}

async function takeBack(upload: string): Promise<void> {
  try {
    await client.call('notes.undoImport', { upload })
    toast.show(t('notes.importUndone'))
  } catch (error) {
    toast.show(t('notes.failed', { reason: reasonOf(error) }))
  }
}

export const notesImport = new NotesImport()
