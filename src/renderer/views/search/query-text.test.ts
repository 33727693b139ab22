import { describe, expect, it } from 'vitest'
import { remembered, withoutFilter } from './query-text.ts'

describe('withoutFilter', () => {
  it.each([
    ['思维链 kind:model', 'kind', 'model', '思维链'],
    ['kind：方法 注意力', 'kind', 'method', '注意力'],
    ['by:"google brain" year:2017', 'by', 'google brain', 'year:2017'],
    ['kind:model kind:paper x', 'kind', 'paper', 'kind:model x'],
    ['nothing here', 'kind', 'model', 'nothing here'],
  ])('takes from %s the filter %s:%s', (text, key, value, rest) => {
    expect(withoutFilter(text, key, value)).toBe(rest)
  })
})

describe('remembered', () => {
  it('puts the newest first, each once, and forgets the oldest', () => {
    expect(remembered(['b', 'a', 'c'], 'a', 2)).toEqual(['a', 'b'])
  })
})
