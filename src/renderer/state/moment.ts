import type { Moment } from '../../core/study/index.ts'

/** Now, and the end of the reader's day. */
export function moment(): Moment {
  const now = new Date()
  return { now: now.toISOString(), dayEnd: dayEnd(now, 0).toISOString() }
}

/** The end of the day after today, ISO 8601. */
export function endOfTomorrow(): string {
  return dayEnd(new Date(), 1).toISOString()
}

/** Today where the reader is, `YYYY-MM-DD`. */
export function localDay(date = new Date()): string {
  return date.toLocaleDateString('sv') // the Swedish way of writing dates is this one
}

/** The days from today on where the reader is, each with its end as ISO 8601; days of 23 and 25 hours are such. */
export function dayEnds(count: number): readonly { readonly day: string; readonly end: string }[] {
  const now = new Date()
  return Array.from({ length: count }, (_, i) => ({
    day: localDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() + i)),
    end: dayEnd(now, i).toISOString(),
  }))
}

function dayEnd(date: Date, later: number): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1 + later)
}
