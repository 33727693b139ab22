/** Study on disk: one journal, `study/journal.jsonl`, from which every schedule can be computed again. */
import { join } from 'node:path'
import type { HostWarning } from '../../contract/methods.ts'
import { inOrder, recordOf, type CardRecord, type StudyEvent } from '../../core/study/index.ts'
import { openAppendLog } from './append-log.ts'
import { refuseNewer } from './format.ts'

/** Raised whenever an event changes its shape. */
const STUDY_FORMAT = 1
const NAME = 'study/journal.jsonl'

export interface StudyStore {
  /** Where every card with events stands. */
  all(): readonly CardRecord[]
  get(card: string): CardRecord
  /** Events of a card, oldest first. */
  eventsOf(card: string): readonly StudyEvent[]
  /** All events, in order of time. */
  events(): readonly StudyEvent[]
  /** Adds an event; returns where the card then stands, once it is on disk. @throws AppError `storage`. */
  add(event: StudyEvent): CardRecord
  /** Adds many events with one write. @throws AppError `storage`; then none was added. */
  addAll(events: readonly StudyEvent[]): void
  close(): void
}

/** Reads the journal of a data folder; lines that cannot be read are passed over and reported through `warn`. */
export function openStudyStore(dataFolder: string, warn: (warning: HostWarning) => void): StudyStore {
  const { log, lines, damaged } = openAppendLog(join(dataFolder, NAME), { format: STUDY_FORMAT })
  const byCard = new Map<string, StudyEvent[]>()
  let unknown = damaged
  for (const line of lines) {
    if (isEvent(line)) keep(line)
    else if (isHead(line)) refuseNewer(line.format, STUDY_FORMAT, NAME)
    else unknown++
  }
  if (unknown > 0) warn({ code: 'journal-lines-skipped', file: NAME })
  const records = new Map([...byCard].map(([card, events]) => [card, recordOf(card, events)]))

  function keep(event: StudyEvent): void {
    const events = byCard.get(event.card)
    if (events) events.push(event)
    else byCard.set(event.card, [event])
  }

  const eventsOf = (card: string) => inOrder(byCard.get(card) ?? [])
  return {
    all: () => [...records.values()],
    get: (card) => records.get(card) ?? recordOf(card, []),
    eventsOf,
    events: () => inOrder([...byCard.values()].flat()),
    add(event) {
      log.append(event)
      keep(event)
      const record = recordOf(event.card, byCard.get(event.card) ?? [])
      records.set(event.card, record)
      return record
    },
    addAll(events) {
      log.appendAll(events)
      events.forEach(keep)
      for (const card of new Set(events.map((event) => event.card))) {
        records.set(card, recordOf(card, byCard.get(card) ?? []))
      }
    },
    close: () => log.close(),
  }
}

function isHead(line: unknown): line is { readonly format: number } {
  return typeof line === 'object' && line !== null && 'format' in line && typeof line.format === 'number'
}

function isEvent(line: unknown): line is StudyEvent {
  const event = line as Partial<StudyEvent> | null
  return (
    typeof event === 'object' &&
    typeof event?.id === 'string' &&
    typeof event.card === 'string' &&
    typeof event.type === 'string' &&
    typeof event.at === 'string' &&
    !Number.isNaN(Date.parse(event.at)) &&
    (event.type !== 'review' || (Number.isInteger(event.grade) && typeof event.retention === 'number'))
  )
}
