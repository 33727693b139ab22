import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGrowingIndex } from './growing.ts'
import { openPacked, packIndex } from './packed.ts'

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 })
const text = fc.array(word, { maxLength: 8 })
/** A document that is added, or one to remove by where it stands among those there are. */
const change = fc.oneof({ weight: 3, arbitrary: fc.tuple(text, text) }, fc.nat(99))

describe('a growing index', () => {
  it('answers as an index of what is left would, whatever was added and removed', () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 120 }),
        fc.array(word, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.boolean(),
        (changes, words, open, any) => {
          const index = createGrowingIndex<string>([2, 1])
          const left = new Map<string, readonly [string[], string[]]>()
          changes.forEach((each, i) => {
            if (typeof each === 'number') {
              const id = [...left.keys()][each % Math.max(1, left.size)] ?? 'none'
              left.delete(id)
              index.remove(id)
            } else {
              left.set(`d${String(i)}`, each)
              index.add(`d${String(i)}`, each)
            }
          })
          const ids = [...left.keys()]
          const asked = [...new Set(words)]
          const packed = openPacked(packIndex([...left.values()], 2), [2, 1]).search(asked, open, any)
          const plain = (hits: readonly { id: string; fields: ArrayLike<number>; whole: boolean; score: number }[]) =>
            hits
              .map((hit) => ({ ...hit, fields: Array.from(hit.fields), score: hit.score.toFixed(9) }))
              .sort((a, b) => (a.id < b.id ? -1 : 1))
          expect(plain(index.search(asked, open, any))).toEqual(
            plain(packed.map((hit) => ({ ...hit, id: ids[hit.id] ?? '' }))),
          )
        },
      ),
    )
  })

  it('finds beginnings among thousands of words, old and new', () => {
    const index = createGrowingIndex<number>([1])
    for (let i = 0; i < 3000; i++) index.add(i, [[`word${String(i)}`, 'common']])
    expect(index.search(['word12'], true)).toHaveLength(111)
    expect(index.search(['word2999'], false).map(({ id }) => id)).toEqual([2999])
    expect(index.search(['common'], false)).toHaveLength(3000)
  })
})
