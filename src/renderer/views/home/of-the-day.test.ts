import { describe, expect, it } from 'vitest'
import type { CatalogEntry } from '../../../core/corpus/model.ts'
import { aroundInTime, dayNumber, entryOfTheDay } from './of-the-day.ts'

const entry = (id: string, over: Partial<CatalogEntry> = {}): CatalogEntry => ({
  id,
  kind: 'model',
  name: { zh: id, en: id },
  aliases: [],
  summary: { zh: '', en: '' },
  date: '2020-01',
  level: 'standard',
  confidence: 'verified',
  makers: [],
  langs: ['zh', 'en'],
  minutes: { zh: 1, en: 1 },
  degree: 0,
  ...over,
})
const many = (count: number) => Array.from({ length: count }, (_, i) => entry(`e${i}`))

describe('entryOfTheDay', () => {
  it.each([1, 2, 7, 12, 100, 319])('shows each of %i entries once before any comes again', (count) => {
    const first = dayNumber(new Date(2026, 1, 27))
    const shown = Array.from({ length: count }, (_, i) => entryOfTheDay(many(count), first + i)?.id)
    expect(new Set(shown).size).toBe(count)
    expect(entryOfTheDay(many(count), first + count)?.id).toBe(shown[0])
  })
  it('does not depend on the order of the catalog', () => {
    expect(entryOfTheDay(many(30).toReversed(), 20_000)).toEqual(entryOfTheDay(many(30), 20_000))
  })
  it('takes only what can be read, and nothing from nothing', () => {
    const entries = [entry('bare', { langs: [] }), entry('brief', { level: 'short' }), entry('long')]
    expect([1, 2, 3].map((day) => entryOfTheDay(entries, day)?.id)).toEqual(['long', 'long', 'long'])
    expect(entryOfTheDay([], 5)).toBeUndefined()
  })
})

describe('dayNumber', () => {
  it('changes at midnight where the reader is, also over a change of clocks', () => {
    expect(dayNumber(new Date(2026, 2, 29, 0, 0))).toBe(dayNumber(new Date(2026, 2, 29, 23, 59)))
    expect(dayNumber(new Date(2026, 2, 30))).toBe(dayNumber(new Date(2026, 2, 29)) + 1)
  })
})

describe('aroundInTime', () => {
  const entries = [
    entry('c', { date: '2022-11-30' }),
    entry('a', { date: '2017-06' }),
    entry('b', { date: '2020-05-28' }),
    entry('d', { date: '2023' }),
    entry('lab', { kind: 'company', date: '2021' }),
    entry('undated', { date: null }),
  ]
  const around = (id: string, side: number) =>
    aroundInTime(entries, entries.find((each) => each.id === id) ?? entry(id), side).map((each) => each.id)

  it('gives the neighbours in order of time', () => expect(around('b', 1)).toEqual(['a', 'b', 'c']))
  it('keeps its length at both ends', () => {
    expect(around('a', 1)).toEqual(['a', 'b', 'c'])
    expect(around('d', 1)).toEqual(['b', 'c', 'd'])
  })
  it('puts a company among the things that came out then, when it is the one asked about', () =>
    expect(around('lab', 1)).toEqual(['b', 'lab', 'c']))
})
