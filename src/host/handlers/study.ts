import { randomUUID } from 'node:crypto'
import { failure } from '../../contract/errors.ts'
import type { EventName, Events, StudyStep } from '../../contract/methods.ts'
import { reviewDays, type StudyEvent } from '../../core/study/index.ts'
import type { Handlers } from '../rpc.ts'
import type { StudyStore } from '../storage/study-store.ts'
import type { OwnWords } from './own-words.ts'

/** Distributes over the kinds of event, so that each keeps its own fields. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/** The reader's reviews and own cards; each answer means "it is on disk". */
export function studyHandlers({
  study,
  words,
  retention,
  now,
  broadcast,
}: {
  readonly study: StudyStore
  readonly words: OwnWords
  /** Desired retention as set now, 0 to 1. */
  readonly retention: () => number
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly broadcast: <E extends EventName>(name: E, payload: Events[E]) => void
}): Pick<
  Handlers,
  'study.list' | 'study.review' | 'study.undo' | 'study.mark' | 'study.bury' | 'study.keep' | 'study.check'
> {
  function add(event: Without<StudyEvent, 'id' | 'at'>): Promise<StudyStep> {
    const id = randomUUID()
    const record = study.add({ ...event, id, at: timeAfter(study.eventsOf(event.card), now()) })
    words.card(record)
    broadcast('study.changed', record)
    return Promise.resolve({ event: id, record })
  }

  return {
    'study.list': () =>
      Promise.resolve({ records: study.all(), days: reviewDays(study.events(), (at) => localDay(new Date(at))) }),
    'study.review': async (input) => add({ ...input, type: 'review', retention: retention() }),
    'study.undo': async ({ card, event }) => {
      if (!study.eventsOf(card).some(({ id }) => id === event)) {
        throw failure('not-found', 'nothing-to-undo', 'There is nothing to undo: this step is not in the journal.', {
          card,
          event,
        })
      }
      return add({ card, type: 'undo', of: event })
    },
    'study.mark': async ({ card, mark }) => add({ card, type: mark }),
    'study.bury': async ({ card, until }) => add({ card, type: 'bury', until }),
    'study.keep': async ({ card, ...own }) => {
      if (card !== null && study.get(card).own === null) {
        throw failure('not-found', 'card-gone', 'This card is not one you made, or it is not there any more.', { card })
      }
      return add({ card: card ?? randomUUID(), type: 'keep', own })
    },
    'study.check': async ({ typed, accepted }) => {
      // Its dictionaries are half of the host's code, and few sessions need them.
      const { fitsAnswer } = await import('../../core/typed-answer/index.ts')
      return fitsAnswer(typed, accepted)
    },
  }
}

/** Now, but after the last event of the card: a clock that was set back must not change the order of what happened. */
function timeAfter(events: readonly StudyEvent[], now: number): string {
  const last = events.at(-1)
  return new Date(Math.max(now, last === undefined ? 0 : Date.parse(last.at) + 1)).toISOString()
}

function localDay(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
