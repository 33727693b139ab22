import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planDays, readingPath } from './index.ts'

const before = (from: string, to: string) => ({ from, to, type: 'prerequisite-of' }) as const
/** d needs b and c, both need a; x is not needed. */
const EDGES = [
  before('b', 'd'),
  before('c', 'd'),
  before('a', 'b'),
  before('a', 'c'),
  before('d', 'x'),
  { from: 'y', to: 'd', type: 'uses-method' } as const,
]
const DATES = new Map([
  ['b', '2020'],
  ['c', '2019'],
])
const path = (target: string, { read = '', depth = Infinity, edges = EDGES } = {}) =>
  readingPath(target, edges, { isRead: (id) => read.includes(id), dateOf: (id) => DATES.get(id) ?? null, depth })
const ids = (steps: ReturnType<typeof path>) => steps.map(({ id }) => id).join('')

describe('readingPath', () => {
  it('puts everything after what it needs, the earlier first', () => {
    expect(ids(path('d'))).toBe('acbd')
    expect(path('d').map(({ distance }) => distance)).toEqual([2, 1, 1, 0])
  })
  it('goes no further back than what was read', () => {
    expect(path('d', { read: 'bc' })).toEqual([
      { id: 'c', distance: 1, isRead: true },
      { id: 'b', distance: 1, isRead: true },
      { id: 'd', distance: 0, isRead: false },
    ])
    expect(ids(path('d', { read: 'b' }))).toBe('acbd')
  })
  it('asks again for what comes before a target that was read', () => {
    expect(ids(path('d', { read: 'd' }))).toBe('acbd')
  })
  it('goes back only so many steps', () => {
    expect(ids(path('d', { depth: 1 }))).toBe('cbd')
  })
  it('gives the target alone when nothing comes before it', () => {
    expect(ids(path('a'))).toBe('a')
    expect(ids(path('nobody'))).toBe('nobody')
  })
  it('ends where prerequisites go in a circle', () => {
    expect(ids(path('b', { edges: [before('a', 'b'), before('b', 'a')] }))).toBe('ab')
  })
  it('never puts a step before what it needs, in any graph without circles', () => {
    const pair = fc.tuple(fc.nat(12), fc.nat(12)).filter(([a, b]) => a < b)
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 40 }), (pairs) => {
        const edges = pairs.map(([a, b]) => before(String(a), String(b)))
        const order = readingPath('12', edges, { isRead: () => false, dateOf: () => null }).map(({ id }) => id)
        expect(new Set(order).size).toBe(order.length)
        for (const { from, to } of edges) {
          if (order.includes(to)) expect(order.indexOf(from)).toBeLessThan(order.indexOf(to))
          if (order.includes(to)) expect(order).toContain(from)
        }
      }),
    )
  })
})

describe('planDays', () => {
  const steps = [5, 10, 5, 10, 10].map((minutes, i) => ({ id: String(i), minutes }))
  it('spreads the minutes evenly over the days, in order', () => {
    expect(planDays(steps, '2026-02-27', '2026-03-02')).toEqual([
      { day: '2026-02-27', ids: ['0'], minutes: 5 },
      { day: '2026-02-28', ids: ['1', '2'], minutes: 15 },
      { day: '2026-03-01', ids: ['3'], minutes: 10 },
      { day: '2026-03-02', ids: ['4'], minutes: 10 },
    ])
  })
  it('puts everything on today when the day is today or over', () => {
    for (const by of ['2026-02-27', '2026-01-01'])
      expect(planDays(steps, '2026-02-27', by)).toEqual([
        { day: '2026-02-27', ids: ['0', '1', '2', '3', '4'], minutes: 40 },
      ])
  })
  it('has no days without readings', () => {
    expect(planDays([], '2026-02-27', '2026-03-02')).toEqual([])
    expect(planDays(steps.slice(0, 1), '2026-02-27', '2026-12-31')).toHaveLength(1)
  })
})
