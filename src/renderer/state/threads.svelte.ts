import { MAX_OWN_THREADS, type OwnThread } from '../../contract/settings.ts'
import type { Thread } from '../../core/corpus/model.ts'
import { t } from '../strings/index.svelte.ts'
import { corpus } from './corpus.svelte.ts'
import { settings } from './settings.svelte.ts'

const NOTHING = { zh: '', en: '' }

/** All threads to read: the reader's own first, then those of the corpus. */
class ThreadsState {
  readonly own: readonly OwnThread[] = $derived(settings.current.ownThreads)
  readonly all: readonly Thread[] = $derived([...this.own.map(asThread), ...corpus.threads])
  readonly isFull = $derived(this.own.length >= MAX_OWN_THREADS)

  find(id: string): Thread | undefined {
    return this.all.find((thread) => thread.id === id)
  }

  /** The thread as its reader wrote it; `undefined` for one of the corpus. */
  ownOf(id: string): OwnThread | undefined {
    return this.own.find((thread) => thread.id === id)
  }

  /** A new thread of these entries. @returns It, or `null` when it could not be kept; a message has said why. */
  async create(title: string, ids: readonly string[] = []): Promise<OwnThread | null> {
    const thread = { id: `own-${crypto.randomUUID()}`, title, stops: ids.map((id) => ({ id, note: '' })) }
    await settings.set({ ownThreads: [thread, ...this.own] })
    return this.ownOf(thread.id) ?? null
  }

  /** Keeps a changed thread in place of the one with its id, or as the first where that is gone. */
  async put(thread: OwnThread): Promise<void> {
    const ownThreads = this.ownOf(thread.id)
      ? this.own.map((each) => (each.id === thread.id ? thread : each))
      : [thread, ...this.own]
    await settings.set({ ownThreads })
  }

  async remove(id: string): Promise<void> {
    await settings.set({ ownThreads: this.own.filter((thread) => thread.id !== id) })
  }
}

/** In the form of the corpus, so that it is listed, walked and drawn like any other; its notes are no HTML and stay out. */
function asThread({ id, title, stops }: OwnThread): Thread {
  const { lang } = settings
  return {
    id,
    title: { zh: title, en: title },
    summary: { zh: t('thread.own'), en: t('thread.own') },
    minutes: stops.reduce((sum, stop) => sum + (corpus.entry(stop.id)?.minutes[lang] ?? 0), 0),
    stops: stops.map((stop) => ({ id: stop.id, section: null, text: NOTHING })),
    closing: null,
  }
}

export const threads = new ThreadsState()
