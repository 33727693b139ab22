import type { Moment } from '../../core/study/index.ts'

/** Now, and the end of the reader's day. */
export function moment(): Moment {
  const now = new Date()
  return { now: now.toISOString(), dayEnd: endOfDay(now, 0) }
}

/** The end of the day after today, ISO 8601. */
export function endOfTomorrow(): string {
  return endOfDay(new Date(), 1)
}

function endOfDay(date: Date, later: number): string {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1 + later).toISOString()
}

/** Today where the reader is, `YYYY-MM-DD`. */
export function localDay(): string {
  return new Date().toLocaleDateString('sv') // the Swedish way of writing dates is this one
}
