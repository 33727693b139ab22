import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Heights, layOutList } from './list-layout.ts'

describe('layOutList', () => {
  const even = () => 100

  it('draws what is in sight and leaves room for the rest', () => {
    expect(layOutList(10, even, { top: 150, bottom: 420 }, null)).toEqual({
      drawn: [
        { chunk: 1, gap: 100 },
        { chunk: 2, gap: 0 },
        { chunk: 3, gap: 0 },
        { chunk: 4, gap: 0 },
      ],
      rest: 500,
    })
  })

  it('keeps the chunk with the focus and its neighbours, so that Tab goes on from it', () => {
    const { drawn, rest } = layOutList(10, even, { top: 700, bottom: 750 }, 2)
    expect(drawn.map(({ chunk, gap }) => [chunk, gap])).toEqual([
      [1, 100],
      [2, 0],
      [3, 0],
      [7, 300],
    ])
    expect(rest).toBe(200)
  })

  it('is always as long as the whole, and draws no more than is in sight', () => {
    const heights = fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 60 })
    fc.assert(
      fc.property(
        heights,
        fc.integer({ min: -5000, max: 90_000 }),
        fc.integer({ min: 1, max: 4000 }),
        (all, top, high) => {
          const { drawn, rest } = layOutList(all.length, (n) => all[n] ?? 0, { top, bottom: top + high }, null)
          const length = drawn.reduce((sum, { chunk, gap }) => sum + gap + (all[chunk] ?? 0), rest)
          expect(length).toBe(all.reduce((sum, height) => sum + height, 0))
          const inner = drawn.slice(1, -1).reduce((sum, { chunk }) => sum + (all[chunk] ?? 0), 0)
          expect(inner).toBeLessThan(high)
        },
      ),
    )
  })
})

describe('Heights', () => {
  it('takes what was not measured to be as high as the first full chunk, never as the last', () => {
    const heights = new Heights(50)
    heights.measure(0, 10, false)
    expect([heights.of(0), heights.of(1)]).toEqual([10, 50])
    heights.measure(0, 200, true)
    heights.measure(1, 300, true)
    expect([heights.of(0), heights.of(1), heights.of(2)]).toEqual([200, 300, 200])
  })
})
