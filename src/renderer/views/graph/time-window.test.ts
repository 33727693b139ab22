import { expect, it } from 'vitest'
import { TimeWindow } from './time-window.svelte.ts'

it('keeps the middle of what is in sight when the window gets another size', () => {
  const time = new TimeWindow(104, 34)
  /** The share of the axis in the middle of the window. */
  const middle = () => (time.left + time.room / 2) / (time.room * time.k)
  time.width = 700
  time.fit()
  time.showShare(0.6, 0.64)
  expect(middle()).toBeCloseTo(0.62)
  for (const width of [1160, 400, 1900]) {
    const before = time.width
    time.width = width
    time.keepFrom(before)
    expect(middle()).toBeCloseTo(0.62)
  }
})
