import { describe, expect, it } from 'vitest'
import { dayAfter, daysInARow, forecast, knowField, lastDays, recordOf, retentionOver, reviewDays } from './index.ts'
import type { StudyEvent, StudyGrade } from './index.ts'

let n = 0
function answered(card: string, at: string, grade: StudyGrade = 3): StudyEvent {
  return { id: String(n++).padStart(4, '0'), card, at, type: 'review', grade, ms: 1000, retention: 0.9, seen: '' }
}
const dayOf = (at: string) => at.slice(0, 10)
const events = [
  answered('a', '2026-02-27T10:00:00.000Z'),
  answered('a', '2026-02-28T10:00:00.000Z', 1),
  answered('b', '2026-02-28T10:01:00.000Z', 1),
  answered('a', '2026-03-01T10:00:00.000Z'),
]
const days = reviewDays(events, dayOf)

describe('reviewDays', () => {
  it('counts a failure only of a card met before', () => {
    expect(days).toEqual([
      { day: '2026-02-27', reviews: 1, failed: 0, fresh: 1, ms: 1000 },
      { day: '2026-02-28', reviews: 2, failed: 1, fresh: 1, ms: 2000 },
      { day: '2026-03-01', reviews: 1, failed: 0, fresh: 0, ms: 1000 },
    ])
  })
  it('does not count what was undone', () => {
    const undo: StudyEvent = {
      id: 'u',
      card: 'a',
      at: '2026-03-01T10:00:01.000Z',
      type: 'undo',
      of: events[3]?.id ?? '',
    }
    expect(reviewDays([...events, undo], dayOf)).toHaveLength(2)
  })
})

describe('days', () => {
  it('go over the ends of months and years', () => {
    expect(dayAfter('2026-02-28', 1)).toBe('2026-03-01')
    expect(dayAfter('2026-01-01', -1)).toBe('2025-12-31')
    expect(lastDays(days, '2026-03-02', 3).map(({ day, reviews }) => [day, reviews])).toEqual([
      ['2026-02-28', 2],
      ['2026-03-01', 1],
      ['2026-03-02', 0],
    ])
  })
  it('are in a row up to yesterday as long as today is not over', () => {
    expect(daysInARow(days, '2026-03-01')).toBe(3)
    expect(daysInARow(days, '2026-03-02')).toBe(3)
    expect(daysInARow(days, '2026-03-03')).toBe(0)
    expect(daysInARow([], '2026-03-03')).toBe(0)
  })
  it('give the share remembered, of what could be', () => {
    expect(retentionOver(days, '2026-03-01', { length: 2, count: 2 })).toEqual([
      { from: '2026-02-26', share: null },
      { from: '2026-02-28', share: 0.5 },
    ])
  })
})

describe('forecast', () => {
  it('counts what is overdue to the first day, and leaves out what is set aside', () => {
    const records = [
      recordOf(
        'a',
        events.filter(({ card }) => card === 'a'),
      ),
      recordOf(
        'b',
        events.filter(({ card }) => card === 'b'),
      ),
      recordOf('c', [answered('c', '2026-03-01T10:00:00.000Z', 4)]),
      recordOf('d', [
        answered('d', '2026-03-01T10:00:00.000Z'),
        { id: 's', card: 'd', at: '2026-03-01T10:00:01.000Z', type: 'suspend' },
      ]),
    ]
    const ends = Array.from({ length: 10 }, (_, i) => `${dayAfter('2026-03-02', i)}T00:00:00.000Z`)
    expect(forecast(records, ends)).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 1, 0])
  })
})

describe('knowField', () => {
  const cards = [
    { id: 'a', about: 'gpt-3' },
    { id: 'b', about: 'gpt-3' },
    { id: 'e', about: 'bert' },
  ]
  const know = (
    records: readonly ReturnType<typeof recordOf>[],
    progress: readonly (readonly [string, number])[] = [],
  ) =>
    knowField(['gpt-3', 'bert', 'gan', 'dqn'], {
      cards,
      records: new Map(records.map((record) => [record.card, record])),
      progress: new Map(progress),
      readFrom: 0.9,
      now: '2026-03-01T12:00:00.000Z',
    })
  const well = (card: string) => recordOf(card, [answered(card, '2026-03-01T11:00:00.000Z', 4)])

  it('goes from unseen over opened and read to learning and known', () => {
    const levels = [
      ...know(
        [well('a'), well('e')],
        [
          ['gan', 0.95],
          ['dqn', 0.2],
        ],
      ),
    ].map(([, { level }]) => level)
    expect(levels).toEqual(['learning', 'known', 'read', 'opened'])
    expect(know([]).get('bert')).toEqual({ level: 'unseen', cards: 1, begun: 0, recall: 0 })
  })
  it('fades as time goes by', () => {
    const before = recordOf('e', [answered('e', '2025-01-01T11:00:00.000Z', 3)])
    expect(know([before]).get('bert')?.level).toBe('learning')
  })
  it('does not ask for cards that are suspended', () => {
    const suspended = recordOf('b', [{ id: 's', card: 'b', at: '2026-03-01T10:00:01.000Z', type: 'suspend' }])
    expect(know([well('a'), suspended]).get('gpt-3')).toMatchObject({ level: 'known', cards: 1 })
  })
})
