/** Scheduling by FSRS 6, through the library ts-fsrs; this file only translates. */
import { createEmptyCard, fsrs, Rating, State, type Card, type FSRS, type Grade } from 'ts-fsrs'
import type { Schedule, StudyGrade } from './model.ts'

/** What readers of spaced-repetition programs start with; the setting goes from 0.8 to 0.97. */
export const DEFAULT_RETENTION = 0.9

/** A card failed this often is a leech: it costs more than it gives, as it is put. Anki's number. */
export const LEECH_LAPSES = 8

const STATES = { [State.Learning]: 'learning', [State.Review]: 'review', [State.Relearning]: 'relearning' } as const
const STATE_OF = { learning: State.Learning, review: State.Review, relearning: State.Relearning } as const

const RATINGS: Readonly<Record<StudyGrade, Grade>> = {
  1: Rating.Again,
  2: Rating.Hard,
  3: Rating.Good,
  4: Rating.Easy,
}

const schedulers = new Map<number, FSRS>()

/** No fuzz: the same reviews give the same schedule on every machine, whenever they are computed again. */
function schedulerFor(retention: number): FSRS {
  let found = schedulers.get(retention)
  if (!found) {
    found = fsrs({ request_retention: retention, enable_fuzz: false })
    schedulers.set(retention, found)
  }
  return found
}

/**
 * The schedule after one review.
 *
 * @param schedule Before it; `null` for the first.
 * @param at Time of the review, ISO 8601. One that lies before the last review (a clock set back) counts as that one.
 * @param retention Desired retention, 0 to 1.
 * @see https://github.com/open-spaced-repetition/ts-fsrs
 */
export function review(schedule: Schedule | null, grade: StudyGrade, at: string, retention: number): Schedule {
  const now = later(at, schedule)
  const { card } = schedulerFor(retention).next(cardOf(schedule, now), now, RATINGS[grade])
  return {
    due: card.due.toISOString(),
    last: now.toISOString(),
    state: STATES[card.state as keyof typeof STATES],
    stability: card.stability,
    difficulty: card.difficulty,
    reps: card.reps,
    lapses: card.lapses,
    step: card.learning_steps,
    days: card.scheduled_days,
  }
}

/** Probability, 0 to 1, that the answer is known at a time; 0 for a card never reviewed. */
export function recall(schedule: Schedule | null, at: string): number {
  if (schedule === null) return 0
  const now = later(at, schedule)
  return schedulerFor(DEFAULT_RETENTION).get_retrievability(cardOf(schedule, now), now, false)
}

function later(at: string, schedule: Schedule | null): Date {
  return new Date(Math.max(Date.parse(at), schedule === null ? -Infinity : Date.parse(schedule.last)))
}

function cardOf(schedule: Schedule | null, now: Date): Card {
  const empty = createEmptyCard(now)
  if (schedule === null) return empty
  return {
    ...empty,
    due: new Date(schedule.due),
    stability: schedule.stability,
    difficulty: schedule.difficulty,
    scheduled_days: schedule.days,
    learning_steps: schedule.step,
    reps: schedule.reps,
    lapses: schedule.lapses,
    state: STATE_OF[schedule.state],
    last_review: new Date(schedule.last),
  }
}
