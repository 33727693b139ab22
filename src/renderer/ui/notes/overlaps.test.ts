import fc from 'fast-check'
import { expect, it } from 'vitest'
import { overlapsOf } from './overlaps.ts'

const LENGTH = 30
const marks = fc.array(
  fc.tuple(fc.nat(LENGTH), fc.nat(LENGTH)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })),
  { maxLength: 8 },
)
const covering = (passages: readonly { start: number; end: number }[], at: number) =>
  passages.filter(({ start, end }) => start <= at && at < end)

it('covers each unit that is marked more than once, once, and names a mark that is there', () => {
  fc.assert(
    fc.property(marks, (passages) => {
      const named = passages.map((passage, id) => ({ ...passage, id }))
      const pieces = overlapsOf(named)
      for (let at = 0; at <= LENGTH; at++) {
        const here = covering(pieces, at)
        expect(here).toHaveLength(covering(named, at).length > 1 ? 1 : 0)
        for (const { id } of pieces.filter((piece) => covering([piece], at).length > 0)) {
          expect(
            covering(
              named.filter((mark) => mark.id === id),
              at,
            ),
          ).toHaveLength(1)
        }
      }
    }),
  )
})
