import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { surplusBackups } from './thin-backups.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = Date.UTC(2026, 10, 25, 12)

describe('surplusBackups', () => {
  it('keeps the last ten, then one a day, then one a week', () => {
    const times = Array.from({ length: 24 * 100 }, (_, hours) => NOW - hours * HOUR)
    const dropped = surplusBackups(times)
    const kept = times.filter((time) => !dropped.has(time))
    expect(kept.slice(0, 10)).toEqual(times.slice(0, 10))
    const days = (from: number, to: number) => kept.filter((time) => time <= NOW - from * DAY && time > NOW - to * DAY)
    expect(days(1, 13)).toHaveLength(12)
    expect(days(20, 90)).toHaveLength(10)
  })

  it('never drops one of the last ten, and nothing more when asked again', () => {
    const moments = fc.uniqueArray(fc.integer({ min: NOW - 400 * DAY, max: NOW }), { maxLength: 80 })
    fc.assert(
      fc.property(moments, (times) => {
        const dropped = surplusBackups(times)
        for (const time of times.toSorted((a, b) => b - a).slice(0, 10)) expect(dropped).not.toContain(time)
        expect(surplusBackups(times.filter((time) => !dropped.has(time))).size).toBe(0)
      }),
    )
  })
})
