import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeNotes } from './place-notes.ts'

describe('placeNotes', () => {
  it('leaves notes where they want to be when there is room', () => {
    expect(placeNotes([0, 100, 300], [50, 50, 50], 8)).toEqual({ tops: [0, 100, 300], height: 350 })
  })

  it('pushes a note below the one before', () => {
    expect(placeNotes([10, 12, 200], [50, 40, 10], 8).tops).toEqual([10, 68, 200])
  })

  it('never lets two overlap, and never moves one up', () => {
    const notes = fc.array(fc.tuple(fc.integer({ min: -500, max: 5000 }), fc.integer({ min: 1, max: 300 })))
    fc.assert(
      fc.property(notes, (rows) => {
        const wanted = rows.map(([want]) => want).toSorted((a, b) => a - b)
        const heights = rows.map(([, height]) => height)
        const { tops } = placeNotes(wanted, heights, 8)
        tops.forEach((top, i) => {
          expect(top).toBeGreaterThanOrEqual(Math.max(0, wanted[i] ?? 0))
          if (i > 0) expect(top).toBeGreaterThanOrEqual((tops[i - 1] ?? 0) + (heights[i - 1] ?? 0) + 8)
        })
      }),
    )
  })
})
