import { describe, expect, it } from 'vitest'
import type { TimelineEvent } from '../corpus/model.ts'
import { axisTicks, DOT, layoutTimeline, stretchAxis, timelineItems, type TimelineOptions } from './timeline.ts'

const event = (id: string, on: string, more: Partial<TimelineEvent> = {}): TimelineEvent => ({
  id,
  kind: 'model',
  what: 'release',
  on,
  source: 'known',
  ...more,
})

/** Sixty models in two years, one idea long before. */
const crowd = [
  event('turing', '1936', { kind: 'concept' }),
  ...Array.from({ length: 60 }, (_, i) =>
    event(`m${String(i)}`, `202${String(2 + (i % 2))}-${String(1 + (i % 12)).padStart(2, '0')}`),
  ),
]

function arrange(events: readonly TimelineEvent[], width = 900, more: Partial<TimelineOptions> = {}) {
  const items = timelineItems(events)
  const axis = stretchAxis(
    items.map((item) => item.start),
    1936,
    2026,
    width,
  )
  return {
    items,
    axis,
    ...layoutTimeline(items, {
      axis,
      left: 0,
      right: width,
      height: 500,
      labelWidth: () => 70,
      weight: () => 1,
      ...more,
    }),
  }
}

describe('timelineItems', () => {
  it('joins what happened to one entity on one day and tells how exact the date is', () => {
    const items = timelineItems([
      event('a', '2020-05-28', { what: 'paper' }),
      event('a', '2020-05-28'),
      event('a', '2024', { what: 'retired' }),
      event('b', '2021-03', { disputed: ['2021-05'] }),
    ])
    expect(items.map(({ id, what, precision, first }) => [id, what, precision, first])).toEqual([
      ['a', ['paper', 'release'], 'day', true],
      ['b', ['release'], 'disputed', true],
      ['a', ['retired'], 'year', false],
    ])
  })

  it('leaves out a date that cannot be read', () => {
    expect(timelineItems([event('a', 'spring'), event('b', '')])).toEqual([])
  })
})

describe('stretchAxis', () => {
  it('gives busy years more room, runs forward, and goes back to the date', () => {
    const { axis } = arrange(crowd)
    const room = (year: number) => axis.x(year + 1) - axis.x(year)
    expect(room(2022)).toBeGreaterThan(8 * room(1950))
    expect(axis.x(1936)).toBe(0)
    expect(axis.x(2026)).toBeCloseTo(900)
    for (const date of [1936, 1950.5, 2019.25, 2022.9]) expect(axis.value(axis.x(date))).toBeCloseTo(date)
  })

  it('keeps what lies outside at its ends', () => {
    const { axis } = arrange(crowd)
    expect([axis.x(1827), axis.value(-40)]).toEqual([0, 1936])
  })

  it('labels years without running them into each other', () => {
    const labels = axisTicks(arrange(crowd).axis).filter((tick) => tick.labelled && tick.month === null)
    expect(labels.map((tick) => tick.year)).toContain(2022)
    for (const [i, tick] of labels.entries()) expect(tick.x - (labels[i - 1]?.x ?? -99)).toBeGreaterThanOrEqual(44)
  })
})

describe('layoutTimeline', () => {
  it('shows every item exactly once, as a name, a dot or in a cluster', () => {
    const { items, placed, clusters } = arrange(crowd)
    const shown = [...placed.map((p) => p.item.key), ...clusters.flatMap((c) => c.items.map((item) => item.key))]
    expect(shown.sort()).toEqual(items.map((item) => item.key).sort())
    expect(clusters.length).toBeGreaterThan(0)
  })

  it('lets nothing overlap', () => {
    const { placed } = arrange(crowd)
    const boxes = placed.map(({ x, y, label, side }) => ({
      y,
      from: x - DOT / 2 - (side === 'left' ? label : 0),
      to: x + DOT / 2 + (side === 'right' ? label : 0),
    }))
    for (const a of boxes)
      for (const b of boxes) if (a !== b && a.y === b.y && a.from <= b.from) expect(a.to).toBeLessThanOrEqual(b.from)
  })

  it('opens a cluster when the axis is wider, without moving a lane', () => {
    const near = arrange(crowd)
    const far = arrange(crowd, 9000, { left: 0, right: 9000 })
    expect(far.clusters.length).toBeLessThan(near.clusters.length)
    expect(far.lanes).toEqual(near.lanes)
  })

  it('gives the name to the heavier of two at one place', () => {
    const { placed } = arrange(crowd, 200, { height: 60, weight: (item) => (item.id === 'm7' ? 9 : 1) })
    expect(placed.find((p) => p.item.id === 'm7')?.label).toBe(70)
  })

  it('gives an empty picture for no events', () => {
    expect(arrange([])).toMatchObject({ lanes: [], placed: [], clusters: [] })
  })
})
