import fc from 'fast-check'
import MiniSearch from 'minisearch'
import { describe, expect, it } from 'vitest'
import { openPacked, packIndex } from './packed.ts'
import { miniSearchTerms } from './term-index.ts'

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 })
const text = fc.array(word, { maxLength: 12 })
const documents = fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 20 })

describe('a packed index', () => {
  it('answers as MiniSearch does: the same documents and fields', () => {
    fc.assert(
      fc.property(documents, fc.array(word, { minLength: 1, maxLength: 3 }), fc.boolean(), (docs, asked, open) => {
        const mini = new MiniSearch<{ id: number; heading: string; body: string }>({
          fields: ['heading', 'body'],
          tokenize: (each) => each.split(' ').filter((term) => term !== ''),
          processTerm: (term) => term,
        })
        docs.forEach(([heading, body], id) => {
          mini.add({ id, heading: heading.join(' '), body: body.join(' ') })
        })
        const terms = [...new Set(asked)]
        const wanted = miniSearchTerms<number>(mini, ['heading', 'body']).search(terms, open)
        const packed = packIndex(docs, 2)
        const found = openPacked(packed, [1, 1]).search(terms, open)
        const plain = (hits: typeof found) =>
          hits.map(({ id, fields, whole }) => ({ id, fields: Array.from(fields), whole })).sort((a, b) => a.id - b.id)
        expect(plain(found)).toEqual(plain(wanted))
      }),
    )
  })

  it('knows its words, and those that are spelt alike', () => {
    const index = openPacked(
      packIndex(
        [
          [
            ['attention', 'model'],
            ['=175e9', '~~~abc'],
          ],
        ],
        2,
      ),
      [1, 1],
    )
    expect(index.has('attention')).toBe(true)
    expect(index.has('attent')).toBe(false)
    expect([...index.similar('atention', 2).keys()]).toEqual(['attention'])
  })

  it('refuses parts that are cut off', () => {
    const packed = packIndex([[['some', 'words'], ['here']]], 2)
    expect(() => openPacked({ ...packed, postings: packed.postings.slice(1) }, [1, 1])).toThrow(RangeError)
    expect(() => openPacked({ ...packed, lengths: packed.lengths + 'A' }, [1, 1])).toThrow(RangeError)
  })
})
