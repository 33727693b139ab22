import { describe, expect, it } from 'vitest'
import { blockAt, blockSpans, canonicalText, describeSelection } from './canonical-text.ts'

const blocks = [
  { id: 'lead.1', text: '一二三' },
  { id: 'lead.2', text: '' },
  { id: 'data.1', text: 'a😀b' },
]

describe('canonicalText', () => {
  it('joins the blocks of all sections by line feeds', () => {
    expect(canonicalText([{ blocks: blocks.slice(0, 2) }, { blocks: blocks.slice(2) }])).toBe('一二三\n\na😀b')
  })
})

describe('blockSpans', () => {
  it('covers the canonical text but for the line feeds', () => {
    const text = canonicalText([{ blocks }])
    expect(blockSpans(blocks).map(({ start, end }) => text.slice(start, end))).toEqual(
      blocks.map((block) => block.text),
    )
  })

  it('counts a line feed to the block before it', () => {
    expect([0, 3, 4, 5, 9].map((offset) => blockAt(blockSpans(blocks), offset)?.id)).toEqual([
      'lead.1',
      'lead.1',
      'lead.2',
      'data.1',
      'data.1',
    ])
    expect(blockAt(blockSpans(blocks), 10)).toBeNull()
  })
})

describe('describeSelection', () => {
  const article = { blocks, textHash: 'a'.repeat(64) }

  it('keeps quote, neighbourhood, position, block and hash', () => {
    expect(describeSelection(article, 1, 3)).toEqual({
      exact: '二三',
      prefix: '一',
      suffix: '\n\na😀b',
      start: 1,
      end: 3,
      block: 'lead.1',
      textHash: article.textHash,
    })
  })

  it('never cuts a character in half', () => {
    expect(describeSelection(article, 7, 8)).toMatchObject({ exact: '😀b'.slice(0, 2), start: 6, end: 8 })
    const long = {
      blocks: [{ id: 'lead.1', text: `😀${'x'.repeat(31)}Q${'y'.repeat(31)}😀` }],
      textHash: article.textHash,
    }
    expect(describeSelection(long, 33, 34)).toMatchObject({ prefix: 'x'.repeat(31), suffix: 'y'.repeat(31) })
  })

  it.each([
    [2, 2],
    [3, 1],
    [-1, 2],
    [0, 99],
    [0.5, 2],
    [NaN, 2],
  ])('refuses [%s, %s)', (start, end) => {
    expect(() => describeSelection(article, start, end)).toThrow(RangeError)
  })
})
