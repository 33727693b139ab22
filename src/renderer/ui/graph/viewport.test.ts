import { beforeEach, describe, expect, it } from 'vitest'
import { Viewport } from './viewport.svelte.ts'

/** A window of 800 × 600 of which a gutter covers 100 at the left and an axis 40 at the top. */
let viewport: Viewport
beforeEach(() => {
  viewport = new Viewport(100, 40)
  Object.assign(viewport, { width: 800, height: 600, content: { width: 4000, height: 3000 }, k: 1, x: 100, y: 40 })
})
const box = (x: number, y: number) => ({ x, y, width: 50, height: 20 })

describe('isInSight', () => {
  it.each([
    ['in the upper left corner', box(0, 0), true],
    ['cut off by the right edge', box(690, 0), true],
    ['beyond the right edge', box(701, 0), false],
    ['cut off by the lower edge', box(0, 550), true],
    ['below', box(0, 561), false],
    ['half behind the gutter', box(-30, 0), true],
    ['all behind the gutter', box(-51, 0), false],
    ['half behind the axis', box(0, -10), true],
    ['all behind the axis', box(0, -21), false],
  ])('tells of a box %s', (_where, given, expected) => {
    expect(viewport.isInSight(given)).toBe(expected)
  })

  it('goes by the scale and the place of the window', () => {
    expect(viewport.isInSight(box(1000, 0))).toBe(false)
    viewport.k = 0.5
    expect(viewport.isInSight(box(1000, 0))).toBe(true)
    viewport.pan(-600, 0)
    expect(viewport.isInSight(box(0, 0))).toBe(false)
  })
})

it('tells what fits into the window, beside what covers it', () => {
  expect(viewport.fits({ width: 680, height: 540 }, 10)).toBe(true)
  expect(viewport.fits({ width: 681, height: 540 }, 10)).toBe(false)
  expect(viewport.fits({ width: 680, height: 541 }, 10)).toBe(false)
})

describe('seek', () => {
  it('brings all of what fits into sight, and moves no further', () => {
    viewport.seek([box(900, 100), box(1200, 300)], 10)
    expect([viewport.x, viewport.y]).toEqual([800 - 10 - 1250, 40])
    viewport.seek([box(900, 100), box(1200, 300)], 10)
    expect([viewport.x, viewport.y]).toEqual([800 - 10 - 1250, 40])
  })

  it('goes to the middle one of what does not fit, and stays where one is in sight', () => {
    viewport.seek([box(0, 0), box(3900, 2900)])
    expect([viewport.x, viewport.y]).toEqual([100, 40])
    viewport.seek([box(1500, 1000), box(2000, 1000), box(3900, 2900)])
    expect([viewport.x, viewport.y]).toEqual([450 - 2025, 320 - 1010])
  })

  it('does nothing without a box', () => {
    viewport.seek([])
    expect([viewport.x, viewport.y]).toEqual([100, 40])
  })
})

it('takes for near what is in sight and a step beside it', () => {
  expect(viewport.isNear(box(700, 0))).toBe(true)
  expect(viewport.isNear(box(3000, 0))).toBe(false)
})

describe('keep', () => {
  /** Where a point of the content is, as a share of what is free of the window. */
  const share = ({ x, y }: { x: number; y: number }) => [
    (viewport.x + x * viewport.k - 100) / (viewport.width - 100),
    (viewport.y + y * viewport.k - 40) / (viewport.height - 40),
  ]

  it('keeps a point at its share of a window that gets another size', () => {
    viewport.pan(-1800, -1500)
    const point = { x: 2200, y: 1900 }
    const before = share(point)
    for (const size of [
      { width: 500, height: 420 },
      { width: 1400, height: 900 },
    ]) {
      const { width, height } = viewport
      Object.assign(viewport, size)
      viewport.keep(point, point, { width, height })
      expect(share(point)[0]).toBeCloseTo(before[0] ?? NaN)
      expect(share(point)[1]).toBeCloseTo(before[1] ?? NaN)
    }
  })

  it('follows a point to where it was laid out anew', () => {
    viewport.pan(-1800, -1500)
    const before = share({ x: 2200, y: 1900 })
    viewport.keep({ x: 2200, y: 1900 }, { x: 2500, y: 1850 }, viewport)
    expect(share({ x: 2500, y: 1850 })).toEqual(before)
  })
})

it('brings nothing to where the buttons lie', () => {
  viewport = new Viewport(0, 0, 50)
  Object.assign(viewport, { width: 800, height: 600, content: { width: 700, height: 2000 } })
  viewport.reveal(box(0, 1000), 10)
  expect(viewport.y + 1020).toBe(600 - 50 - 10)
  viewport.fit(10)
  expect(viewport.y + 2000 * viewport.k).toBeCloseTo(600 - 50 - 10)
})
