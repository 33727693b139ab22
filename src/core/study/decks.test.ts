import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countDeck, makeDecks, makeQueue, recordOf } from './index.ts'

const entities = new Map([['gpt-3', { kind: 'model', date: '2020-05-28' }] as const])
const threads = [{ id: 'family', stops: [{ id: 'gpt-3', section: null, text: { zh: '', en: '' } }] }]
const own = [
  { id: 'a', article: 'gpt-3', deck: null },
  { id: 'b', article: null, deck: '日语::词' },
]
const decks = makeDecks([{ id: 'when/gpt-3/paper', about: 'gpt-3' }], own, entities, threads)
const cardsOf = (id: string) => decks.find((deck) => deck.id === id)?.cards

describe('makeDecks', () => {
  it('puts a card of one’s own from an article among the cards about it', () => {
    for (const id of ['thread/family', 'kind/model', 'period/2020'])
      expect(cardsOf(id)).toEqual(['when/gpt-3/paper', 'a'])
    expect(cardsOf('all')).toEqual(['when/gpt-3/paper', 'a', 'b'])
  })
  it('lists what was imported as a deck of its name', () => {
    expect(cardsOf('own/日语::词')).toEqual(['b'])
    expect(cardsOf('own')).toEqual(['a', 'b'])
  })
  it('leaves out decks without cards', () => {
    expect(cardsOf('kind/person')).toBeUndefined()
  })
})

describe('countDeck', () => {
  const moment = { now: '2026-01-02T00:00:00.000Z', dayEnd: '2026-01-03T00:00:00.000Z' }
  const event = (more: object) =>
    recordOf('a', [{ id: '1', card: 'a', at: '2026-01-01T00:00:00.000Z', ...more } as never])
  const count = (more: object) => countDeck({ id: 'own', cards: ['a', 'b'] }, new Map([['a', event(more)]]), moment)

  it('counts what is due, and what comes back once it was put off', () => {
    expect(count({ type: 'review', grade: 3, ms: 1, retention: 0.9, seen: '' })).toMatchObject({
      due: 1,
      fresh: 1,
      begun: 1,
    })
    expect(count({ type: 'bury', until: '2026-01-02T12:00:00.000Z' })).toMatchObject({ due: 0, fresh: 1 })
    expect(count({ type: 'bury', until: '2026-01-01T12:00:00.000Z' })).toMatchObject({ due: 0, fresh: 2 })
    expect(count({ type: 'suspend' })).toMatchObject({ total: 2, fresh: 1 })
  })
})

describe('makeQueue', () => {
  const moment = { now: '2026-01-31T00:00:00.000Z', dayEnd: '2026-02-01T00:00:00.000Z' }
  const day = (n: number) => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`
  const seen = (card: string, at: string) =>
    recordOf(card, [{ id: card, card, at, type: 'review', grade: 3, ms: 1, retention: 0.9, seen: '' }])
  const queue = (dues: readonly number[], fresh: number, limits: { freshLeft: number; limit: number }) => {
    const old = dues.map((n, i) => seen(`old-${String(i)}`, day(n)))
    const cards = [...old.map(({ card }) => card), ...Array.from({ length: fresh }, (_, i) => `new-${String(i)}`)]
    return makeQueue({ id: 'all', cards }, new Map(old.map((record) => [record.card, record])), moment, limits)
  }

  it('begins with what is longest overdue, then brings new cards from all over the deck', () => {
    expect(queue([9, 3, 5], 8, { freshLeft: 3, limit: 20 })).toEqual([
      'old-1',
      'old-2',
      'old-0',
      'new-0',
      'new-5',
      'new-2',
    ])
  })
  it('is as long as asked for and no longer, and never begins more than is left', () => {
    expect(queue([9, 3, 5], 8, { freshLeft: 3, limit: 2 })).toEqual(['old-1', 'old-2'])
    expect(queue([9], 8, { freshLeft: 0, limit: 20 })).toEqual(['old-0'])
    expect(queue([9], 8, { freshLeft: -4, limit: 20 })).toEqual(['old-0'])
    expect(queue([], 0, { freshLeft: 5, limit: 5 })).toEqual([])
  })
  it('has the cards that sorting all of them would put first', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 28 }), { maxLength: 60 }), fc.nat(30), (dues, limit) => {
        const all = dues
          .map((n, i) => ({ id: `old-${String(i)}`, n }))
          .sort((a, b) => a.n - b.n || (a.id < b.id ? -1 : 1))
        expect(queue(dues, 0, { freshLeft: 5, limit })).toEqual(all.slice(0, limit).map(({ id }) => id))
      }),
    )
  })
})
