import { Converter } from 'opencc-js/cn2t'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { showTraditional } from './index.ts'

const taiwan = Converter({ from: 'cn', to: 'tw' })
const hongKong = Converter({ from: 'cn', to: 'hk' })
/** Puts words into those of Taiwan as well: many come out longer or shorter. */
const words = Converter({ from: 'cn', to: 'twp' })

test('chooses characters by the words they stand in', () => {
  expect(showTraditional('头发发现后来的皇后，一只只有面条的系统', taiwan)).toBe(
    '頭髮發現後來的皇后，一隻只有麵條的系統',
  )
})

test('writes as Taiwan does, or as Hong Kong does', () => {
  expect(showTraditional('这里着手', taiwan)).toBe('這裡著手')
  expect(showTraditional('这里着手', hongKong)).toBe('這裏着手')
})

test('takes corner brackets for quotation marks, and leaves apostrophes', () => {
  expect(showTraditional('“注意力”一文（OpenAI’s ‘GPT’）', taiwan)).toBe('「注意力」一文（OpenAI’s 『GPT』）')
})

test('keeps the length where a conversion would not', () => {
  expect(words('内存的循环')).not.toHaveLength(5)
  expect(showTraditional('内存的循环', words)).toBe('內存的循環')
})

test('keeps the length of any text', () => {
  const han = fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code))
  const text = fc.array(
    fc.oneof(han, fc.constantFrom('内存', '“', '’', 'a', '程序', '𠮷'), fc.string({ unit: 'grapheme' })),
  )
  fc.assert(
    fc.property(text, fc.constantFrom(taiwan, hongKong, words), (parts, convert) => {
      const original = parts.join('')
      expect(showTraditional(original, convert)).toHaveLength(original.length)
    }),
  )
})
