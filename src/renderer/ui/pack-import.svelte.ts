import { tick } from 'svelte'
import { PACK_EXTENSION } from '../../contract/packs.ts'
import { client, uploadFile } from '../client/index.ts'
import { reasonOf } from '../state/reason-of.ts'
import { t } from '../strings/index.svelte.ts'
import { router } from '../state/router.svelte.ts'

/** A corpus pack from a file: handed over, unpacked beside the other editions, then looked at among them. */
class PackImport {
  /** Name of the file that is being opened; `null` when there is none. */
  file = $state<string | null>(null)
  /** How much of it is done, 0 to 1. */
  share = $state(0)
  failure = $state('')
  #work = new AbortController()

  /** Opens a file that was chosen or dropped. */
  open(file: File): void {
    const half = (share: number) => (this.share = share / 2)
    void this.#add(file.name, (signal) => uploadFile(client, 'corpus.upload', file, half, signal))
  }

  /** Opens one that the host has already. */
  receive(name: string, upload: string): void {
    void this.#add(name, () => Promise.resolve(upload))
  }

  /** Ends the work, done or not; of a pack that is not whole nothing is left. */
  async close(): Promise<void> {
    this.#work.abort()
    this.file = null
    await tick() // the dialog is gone before another opens
  }

  async #add(name: string, arrive: (signal: AbortSignal) => Promise<string>): Promise<void> {
    this.#work = new AbortController()
    const { signal } = this.#work
    ;[this.file, this.share, this.failure] = [name, 0, '']
    try {
      const upload = await arrive(signal)
      const from = this.share
      const onItems = (shares: readonly number[]) => (this.share = from + (shares.at(-1) ?? 0) * (1 - from))
      const { digest } = await client.call('corpus.add', { upload }, { signal, onItems })
      const { active } = await client.call('corpus.update', null)
      if (active.digest === digest) throw new Error(t('editions.isRead'))
      router.go('#/editions')
      await this.close()
    } catch (error) {
      if (!signal.aborted) this.failure = reasonOf(error)
    }
  }
}

/** Whether a file is a corpus pack by its name. */
export function isPack({ name }: File): boolean {
  return name.toLowerCase().endsWith(PACK_EXTENSION)
}

export const packImport = new PackImport()
