/** The vectors are those ts-fsrs publishes with FSRS 6 (packages/fsrs/__tests__/FSRS-6.test.ts), which fsrs-rs gives too. */
import { afterEach, describe, expect, it } from 'vitest'
import { recall, review, type Schedule, type StudyGrade } from './index.ts'

const START = '2022-12-29T12:30:00.000Z'
const DAY_MS = 86_400_000
const zone = process.env['TZ']
afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

/** Reviews each time the card is due. */
function intervals(grades: readonly StudyGrade[]): readonly number[] {
  let schedule: Schedule | null = null
  return grades.map((grade) => {
    schedule = review(schedule, grade, schedule?.due ?? START, 0.9)
    return schedule.days
  })
}

function afterDays(days: readonly number[], grades: readonly StudyGrade[], start = START): Schedule | null {
  let at = Date.parse(start)
  return grades.reduce<Schedule | null>((schedule, grade, i) => {
    at += (days[i] ?? 0) * DAY_MS
    return review(schedule, grade, new Date(at).toISOString(), 0.9)
  }, null)
}

describe('review', () => {
  it('gives the reference intervals', () => {
    expect(intervals([3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3])).toEqual([0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21])
  })

  it('gives the reference state of memory', () => {
    const schedule = afterDays([0, 0, 1, 3, 8, 21], [1, 3, 3, 3, 3, 3])
    expect(schedule?.stability).toBeCloseTo(53.62691, 4)
    expect(schedule?.difficulty).toBeCloseTo(6.3574867, 4)
  })

  it.each([
    [1, 0.212, 6.4133, 'learning', 0],
    [2, 1.2931, 5.11217071, 'learning', 0],
    [3, 2.3065, 2.11810397, 'learning', 0],
    [4, 8.2956, 1, 'review', 8],
  ] as const)('begins with the reference state for grade %i', (grade, stability, difficulty, state, days) => {
    expect(review(null, grade, START, 0.9)).toMatchObject({ stability, difficulty, state, days, reps: 1, lapses: 0 })
  })

  it.each(['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe'])(
    'is the same in %s, over the change to and from summer time',
    (place) => {
      const grades = [3, 3, 3, 3] as const
      const days = [0, 1, 30, 200]
      const expected = [START, '2026-03-07T23:59:30.000Z', '2026-10-31T03:59:59.000Z'].map((start) => {
        process.env['TZ'] = 'UTC'
        return afterDays(days, grades, start)
      })
      process.env['TZ'] = place
      expect(new Date(START).getTimezoneOffset() === 0).toBe(place === 'UTC')
      expect(
        [START, '2026-03-07T23:59:30.000Z', '2026-10-31T03:59:59.000Z'].map((start) => afterDays(days, grades, start)),
      ).toEqual(expected)
    },
  )

  it('takes a review before the last one as one at the same time', () => {
    const first = review(null, 3, START, 0.9)
    expect(review(first, 3, '2001-01-01T00:00:00.000Z', 0.9)).toEqual(review(first, 3, START, 0.9))
  })

  it('asks more often for a higher retention', () => {
    const [low, high] = [0.8, 0.95].map((retention) => review(null, 4, START, retention).days)
    expect(low).toBeGreaterThan(high ?? NaN)
  })
})

describe('recall', () => {
  it('falls from one, and is the retention asked for when the card is due', () => {
    const schedule = review(null, 4, START, 0.9)
    expect(recall(null, START)).toBe(0)
    expect(recall(schedule, START)).toBe(1)
    expect(recall(schedule, schedule.due)).toBeCloseTo(0.9, 1)
    expect(recall(schedule, '2030-01-01T00:00:00.000Z')).toBeLessThan(0.7)
  })
})
