/** What was done and what is to come, by day. Days are `YYYY-MM-DD` of the reader's time zone, which the caller knows. */
import { reviewsOf } from './journal.ts'
import type { CardRecord, StudyEvent } from './model.ts'

const DAY_MS = 86_400_000

/** Reviews of one day. */
export interface ReviewDay {
  readonly day: string
  readonly reviews: number
  /** Cards seen before that were not known. */
  readonly failed: number
  /** Cards seen for the first time. */
  readonly fresh: number
  readonly ms: number
}

/** @param dayOf The day of a time (ISO 8601). @returns Days with reviews, oldest first. */
export function reviewDays(events: readonly StudyEvent[], dayOf: (at: string) => string): readonly ReviewDay[] {
  const days = new Map<string, { reviews: number; failed: number; fresh: number; ms: number }>()
  const met = new Set<string>()
  for (const { card, at, grade, ms } of reviewsOf(events)) {
    const day = dayOf(at)
    const sum = days.get(day) ?? { reviews: 0, failed: 0, fresh: 0, ms: 0 }
    sum.reviews++
    sum.ms += ms
    if (grade === 1 && met.has(card)) sum.failed++
    if (!met.has(card)) sum.fresh++
    met.add(card)
    days.set(day, sum)
  }
  return [...days].map(([day, sum]) => ({ day, ...sum }))
}

/** The day so many days after another; before it for a negative number. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The last `count` days up to `today`, oldest first; days without reviews have noughts. */
export function lastDays(days: readonly ReviewDay[], today: string, count: number): readonly ReviewDay[] {
  const byDay = new Map(days.map((each) => [each.day, each]))
  return Array.from({ length: count }, (_, i) => {
    const day = dayAfter(today, i + 1 - count)
    return byDay.get(day) ?? { day, reviews: 0, failed: 0, fresh: 0, ms: 0 }
  })
}

/** Days in a row with reviews, up to today or, as long as today is not over, up to yesterday. */
export function daysInARow(days: readonly ReviewDay[], today: string): number {
  const done = new Set(days.filter(({ reviews }) => reviews > 0).map(({ day }) => day))
  let day = done.has(today) ? today : dayAfter(today, -1)
  let count = 0
  for (; done.has(day); day = dayAfter(day, -1)) count++
  return count
}

/** Share of reviews of cards met before that were known, by stretches of `length` days that end today; `null` without any. */
export function retentionOver(
  days: readonly ReviewDay[],
  today: string,
  { length, count }: { readonly length: number; readonly count: number },
): readonly { readonly from: string; readonly share: number | null }[] {
  const all = lastDays(days, today, length * count)
  return Array.from({ length: count }, (_, i) => {
    const stretch = all.slice(i * length, (i + 1) * length)
    const met = stretch.reduce((sum, { reviews, fresh }) => sum + reviews - fresh, 0)
    const failed = stretch.reduce((sum, day) => sum + day.failed, 0)
    return { from: stretch[0]?.day ?? today, share: met === 0 ? null : 1 - failed / met }
  })
}

/**
 * Cards that come up on each of the next days; what is overdue counts to the first.
 * @param ends Ends of the days, ISO 8601, in order.
 */
export function forecast(records: Iterable<CardRecord>, ends: readonly string[]): readonly number[] {
  const counts = ends.map(() => 0)
  for (const { schedule, suspended, dropped } of records) {
    if (schedule === null || suspended || dropped) continue
    const at = ends.findIndex((end) => schedule.due < end)
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}
