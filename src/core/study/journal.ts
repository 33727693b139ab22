/** From the journal to where each card stands. */
import type { CardRecord, OwnCard, Schedule, StudyEvent } from './model.ts'
import { review } from './schedule.ts'

/**
 * Where a card stands after its events.
 * @param events Of this card, in any order: they are put in order of time (then id), an event given twice counts once.
 */
export function recordOf(card: string, events: readonly StudyEvent[]): CardRecord {
  const ordered = inOrder(events)
  const undone = new Set(ordered.flatMap((event) => (event.type === 'undo' ? [event.of] : [])))
  let schedule: Schedule | null = null
  let own = null as OwnCard | null
  let seen: string | null = null
  let [suspended, dropped, buriedUntil]: [boolean, boolean, string | null] = [false, false, null]
  for (const event of ordered) {
    if (undone.has(event.id)) continue
    switch (event.type) {
      case 'review':
        schedule = review(schedule, event.grade, event.at, event.retention)
        seen = event.seen
        break
      case 'suspend':
      case 'resume':
        suspended = event.type === 'suspend'
        break
      case 'bury':
        buriedUntil = event.until
        break
      case 'drop':
      case 'bring-back':
        dropped = event.type === 'drop'
        break
      case 'keep':
        own = { deck: null, ...event.own, id: card, created: own?.created ?? event.at, modified: event.at }
        break
      case 'undo':
        break
    }
  }
  return { card, schedule, suspended, dropped, buriedUntil, own, seen }
}

/** Events in order of time; those of the same time by id, so that joined journals read the same everywhere. */
export function inOrder(events: readonly StudyEvent[]): readonly StudyEvent[] {
  const unique = new Map(events.map((event) => [event.id, event]))
  return [...unique.values()].sort((a, b) => compare(a.at, b.at) || compare(a.id, b.id))
}

/** Reviews that were not taken back, in order of time. */
export function reviewsOf(events: readonly StudyEvent[]): readonly (StudyEvent & { readonly type: 'review' })[] {
  const undone = new Set(events.flatMap((event) => (event.type === 'undo' ? [event.of] : [])))
  return inOrder(events).flatMap((event) => (event.type === 'review' && !undone.has(event.id) ? [event] : []))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
