import { describe, expect, it } from 'vitest'
import { termSpellings, tightened } from './index.ts'

describe('termSpellings', () => {
  const term = {
    type: 'term',
    zh: '片段遮蔽',
    hant: '片段遮蔽',
    en: 'span corruption',
    also: ['span masking', '跨度遮盖'],
  } as const
  it('accepts no Chinese name where the English one is asked for, and the other way round', () => {
    expect(termSpellings(term, 'en')).toEqual(['span corruption', 'span masking'])
    expect(termSpellings(term, 'zh')).toEqual(['片段遮蔽', '跨度遮盖'])
  })
})

describe('tightened', () => {
  it.each([
    ['深度求索 是谁创办的？', '深度求索是谁创办的？'],
    ['说出 《计算机器与智能》 的一位作者。', '说出《计算机器与智能》的一位作者。'],
    ['GPT-3 是何时发布的？', 'GPT-3 是何时发布的？'],
    ['Who founded DeepSeek?', 'Who founded DeepSeek?'],
  ])('%s', (loose, tight) => expect(tightened(loose)).toBe(tight))
})
