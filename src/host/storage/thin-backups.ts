/** The last so many are all kept, whatever their age. */
const LAST = 10
/** Then the latest one of each of so many days … */
const DAYS = 14
/** … and of so many weeks that have one. */
const WEEKS = 26

const DAY_MS = 86_400_000

/**
 * Which backups to drop: those that are neither among the last ten, nor the latest of one of the last 14 days that have
 * one, nor of one of the last 26 weeks. What is kept is still kept when it is asked again with nothing new.
 * @param times When they were made, in milliseconds since 1970, in any order.
 */
export function surplusBackups(times: readonly number[]): ReadonlySet<number> {
  const newestFirst = times.toSorted((a, b) => b - a)
  const kept = new Set([
    ...newestFirst.slice(0, LAST),
    ...latestOfEach(newestFirst, DAY_MS, DAYS),
    ...latestOfEach(newestFirst, 7 * DAY_MS, WEEKS),
  ])
  return new Set(times.filter((time) => !kept.has(time)))
}

function latestOfEach(newestFirst: readonly number[], periodMs: number, periods: number): readonly number[] {
  const latest = new Map<number, number>()
  for (const time of newestFirst) {
    const period = Math.floor(time / periodMs)
    if (!latest.has(period)) latest.set(period, time)
  }
  return [...latest.values()].slice(0, periods)
}
