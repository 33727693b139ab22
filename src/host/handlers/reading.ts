import { failure } from '../../contract/errors.ts'
import type { EventName, Events } from '../../contract/methods.ts'
import type { Pack } from '../pack.ts'
import type { Handlers } from '../rpc.ts'
import type { ReadingStore } from '../storage/reading-store.ts'

/** Where the reader is in each article. */
export function readingHandlers({
  reading,
  pack,
  now,
  broadcast,
}: {
  readonly reading: ReadingStore
  readonly pack: Pack
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly broadcast: <E extends EventName>(name: E, payload: Events[E]) => void
}): Pick<Handlers, 'reading.list' | 'reading.set'> {
  return {
    'reading.list': () => Promise.resolve(reading.all()),
    'reading.set': async (input) => {
      const article = pack.currentId(input.article)
      if (article === null) {
        throw failure('not-found', 'entry-gone', `There is no entry “${input.article}” in this corpus.`, {
          id: input.article,
        })
      }
      const position = { ...input, article, at: new Date(now()).toISOString() }
      reading.put(position)
      broadcast('reading.changed', { article })
      return Promise.resolve(position)
    },
  }
}
