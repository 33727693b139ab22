import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { walk, type WalkedText } from './selection-walk.ts'

function walked(...lines: readonly string[]): WalkedText {
  let start = 0
  const blocks = lines.map((line) => {
    const span = { start, end: start + line.length }
    start = span.end + 1
    return span
  })
  return { text: lines.join('\n'), lang: 'zh', blocks }
}

const TEXT = walked('第一句。第二句！', '', '它有 1750 亿参数。A second one.')

/** Presses keys one after the other, beginning with the first paragraph; gives what is selected after each. */
function press(...keys: readonly string[]): readonly string[] {
  let passage = { start: 0, end: 8 }
  return keys.map((name) => {
    const key = name.replace('Shift+', '')
    passage = walk(TEXT, passage, { key: key === 'W' ? key : `Arrow${key}`, shiftKey: key !== name }) ?? passage
    return TEXT.text.slice(passage.start, passage.end)
  })
}

describe('walk', () => {
  it('goes by paragraph, past empty ones', () => {
    expect(press('Down', 'Down', 'Up')).toEqual([
      '它有 1750 亿参数。A second one.',
      '它有 1750 亿参数。A second one.',
      '第一句。第二句！',
    ])
  })

  it('enters a paragraph by its first sentence and goes on', () => {
    expect(press('Right', 'Right', 'Right', 'Left')).toEqual(['第一句。', '第二句！', '它有 1750 亿参数。', '第二句！'])
  })

  it('moves the end by word and by sentence', () => {
    expect(press('Right', 'Shift+Down', 'Shift+Left', 'Shift+Up')).toEqual([
      '第一句。',
      '第一句。第二句！',
      '第一句。第二句',
      '第一句。',
    ])
  })

  it('goes by word, over punctuation and from one paragraph and script to the next', () => {
    expect(press('Down', 'W', 'W', 'W', 'W', 'W', 'W', 'W', 'W')).toEqual([
      '它有 1750 亿参数。A second one.',
      ...['它', '有', '1750', '亿', '参数', 'A', 'second', 'one'],
    ])
    expect(press('Down', 'Shift+W', 'Shift+W', 'W')).toEqual(['它有 1750 亿参数。A second one.', '句', '第二', '句'])
  })

  it('leaves other keys alone', () => {
    expect(walk(TEXT, { start: 0, end: 4 }, { key: 'h', shiftKey: false })).toBeNull()
  })

  it('always has some words, whatever is pressed', () => {
    const key = fc.constantFrom('ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'w')
    fc.assert(
      fc.property(fc.array(fc.record({ key, shiftKey: fc.boolean() }), { maxLength: 30 }), (keys) => {
        let passage = { start: 0, end: 8 }
        for (const event of keys) {
          passage = walk(TEXT, passage, event) ?? passage
          const words = TEXT.text.slice(passage.start, passage.end)
          expect(words).not.toBe('')
          expect(words).toBe(words.trim())
        }
      }),
    )
  })
})
