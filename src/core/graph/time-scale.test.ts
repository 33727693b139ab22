import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateValue, makeTimeScale, monthsBetween } from './time-scale.ts'
import { present } from '../../../test/present.ts'

describe('dateValue', () => {
  it('reads years, months and days in one order', () => {
    const dates = ['1999-12-31', '2020', '2020-05', '2020-05-28', '2020-06', '2021']
    const values = dates.map((d) => present(dateValue(d)))
    expect(values).toEqual([...values].sort((a, b) => a - b))
    expect(dateValue('2020-07')).toBe(2020.5)
  })

  it('gives null for what is no date', () => {
    for (const text of ['', 'soon', '20', '2020-5', '2020/05']) expect(dateValue(text)).toBeNull()
  })
})

describe('monthsBetween', () => {
  it('counts months, and says nothing where only a year is known', () => {
    expect(monthsBetween('2020-05-28', '2022-11')).toBe(29)
    expect(monthsBetween('2020', '2022-11')).toBeNull()
    expect(monthsBetween(null, '2022-11')).toBeNull()
  })
})

const anyDemand = fc
  .uniqueArray(fc.integer({ min: 1936, max: 2030 }), { minLength: 1, maxLength: 30 })
  .chain((years) => fc.tuple(...years.map((y) => fc.tuple(fc.constant(y), fc.integer({ min: 0, max: 900 })))))
  .map((rows) => new Map(rows))

describe('makeTimeScale', () => {
  it('runs forward everywhere and fills the asked width', () => {
    fc.assert(
      fc.property(anyDemand, fc.integer({ min: 100, max: 3000 }), (demand, minWidth) => {
        const scale = makeTimeScale(demand, minWidth)
        let before = -1
        for (let v = 1930; v <= 2032; v += 0.25) {
          expect(scale.x(v)).toBeGreaterThanOrEqual(before)
          before = scale.x(v)
        }
        expect(scale.width).toBeGreaterThanOrEqual(minWidth - 0.01)
      }),
    )
  })

  it('gives a full year more room than an empty one', () => {
    const scale = makeTimeScale(
      new Map([
        [1966, 0],
        [2022, 600],
      ]),
      0,
    )
    expect(scale.x(2023) - scale.x(2022)).toBeGreaterThan(100 * (scale.x(1981) - scale.x(1980)))
  })

  it('never lets labels of years run into each other', () => {
    fc.assert(
      fc.property(anyDemand, (demand) => {
        const labels = makeTimeScale(demand, 800).ticks.filter((t) => t.labelled && t.month === null)
        for (const [i, tick] of labels.entries()) {
          if (i > 0) expect(tick.x - present(labels[i - 1]).x).toBeGreaterThanOrEqual(42)
        }
      }),
    )
  })

  it('has nothing to say about no years', () => {
    expect(makeTimeScale(new Map(), 500).ticks).toEqual([])
  })
})
