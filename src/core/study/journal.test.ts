import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordOf, review, type StudyEvent, type StudyGrade } from './index.ts'

const CARD = 'when/gpt-3/paper'
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString()
const reviewed = (n: number, grade: StudyGrade = 3): StudyEvent => ({
  id: `e${String(n).padStart(3, '0')}`,
  card: CARD,
  at: at(n),
  type: 'review',
  grade,
  ms: 4000,
  retention: 0.9,
  seen: '2020-05-28',
})

describe('recordOf', () => {
  it('is new without events', () => {
    expect(recordOf(CARD, [])).toEqual({
      card: CARD,
      schedule: null,
      suspended: false,
      dropped: false,
      buriedUntil: null,
      own: null,
      seen: null,
    })
  })

  it('takes back what was undone as if it had not been', () => {
    const kept = [reviewed(1), reviewed(12)]
    const undo: StudyEvent = { id: 'u', card: CARD, at: at(30), type: 'undo', of: reviewed(20, 1).id }
    expect(recordOf(CARD, [...kept, reviewed(20, 1), undo])).toEqual(recordOf(CARD, kept))
  })

  it('computes with the retention of each review', () => {
    const first = review(null, 4, at(1), 0.8)
    const event = { ...reviewed(1, 4), retention: 0.8 } as StudyEvent
    expect(recordOf(CARD, [event]).schedule).toEqual(first)
  })

  it('keeps what the reader wrote, as written last', () => {
    const own = { front: 'Q', back: 'A', lang: 'en', article: 'gpt-3', block: 'lead.1' } as const
    const events: StudyEvent[] = [
      { id: 'a', card: 'own', at: at(1), type: 'keep', own },
      { id: 'b', card: 'own', at: at(2), type: 'keep', own: { ...own, back: 'B' } },
      { id: 'c', card: 'own', at: at(3), type: 'drop' },
    ]
    expect(recordOf('own', events)).toMatchObject({
      dropped: true,
      own: { id: 'own', front: 'Q', back: 'B', created: at(1), modified: at(2) },
    })
  })

  it('reads the same however two machines’ journals are joined', () => {
    const grades = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 12 })
    fc.assert(
      fc.property(grades, fc.infiniteStream(fc.nat()), (given, order) => {
        const events = given.map((grade, i) => reviewed(i * 7, grade as StudyGrade))
        const shuffled = events
          .map((event) => ({ event, key: order.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event)
        expect(recordOf(CARD, [...shuffled, ...events.slice(0, 3)])).toEqual(recordOf(CARD, events))
      }),
    )
  })
})
