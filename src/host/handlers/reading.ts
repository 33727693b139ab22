import { AppError } from '../../contract/errors.ts'
import type { EventName, Events } from '../../contract/methods.ts'
import type { Handlers } from '../rpc.ts'
import type { ReadingStore } from '../storage/reading-store.ts'

/** Where the reader is in each article. */
export function readingHandlers({
  reading,
  entityIds,
  broadcast,
}: {
  readonly reading: ReadingStore
  readonly entityIds: ReadonlySet<string>
  readonly broadcast: <E extends EventName>(name: E, payload: Events[E]) => void
}): Pick<Handlers, 'reading.list' | 'reading.set'> {
  return {
    'reading.list': () => Promise.resolve(reading.all()),
    'reading.set': async (input) => {
      if (!entityIds.has(input.article)) {
        throw new AppError('not-found', `There is no entry “${input.article}” in this corpus.`, { id: input.article })
      }
      const position = { ...input, at: new Date().toISOString() }
      reading.put(position)
      broadcast('reading.changed', { article: input.article })
      return Promise.resolve(position)
    },
  }
}
