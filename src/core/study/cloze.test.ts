import { describe, expect, it } from 'vitest'
import { clozeOf } from './index.ts'

const TEXT =
  'GPT-3 has 175 billion parameters. It was trained on Common Crawl, and Common Crawl is large! The end\n它有1750亿参数。论文写于2020年。'
const at = (words: string, from = 0) => {
  const start = TEXT.indexOf(words, from)
  return { start, end: start + words.length }
}

describe('clozeOf', () => {
  it('asks for the words by their sentence alone', () => {
    expect(clozeOf(TEXT, at('175 billion'), 'en')).toEqual({ front: 'GPT-3 has […] parameters.', back: '175 billion' })
    expect(clozeOf(TEXT, at('1750亿'), 'zh')).toEqual({ front: '它有［……］参数。', back: '1750亿' })
  })
  it('hides the same words everywhere in the sentence', () => {
    expect(clozeOf(TEXT, at('Common Crawl'), 'en')?.front).toBe('It was trained on […], and […] is large!')
  })
  it('asks by all sentences that are touched', () => {
    expect(clozeOf(TEXT, at('parameters. It was'), 'en')?.front).toBe(
      'GPT-3 has 175 billion […] trained on Common Crawl, and Common Crawl is large!',
    )
  })
  it('ends with its paragraph', () => {
    expect(clozeOf(TEXT, at('end'), 'en')).toEqual({ front: 'The […]', back: 'end' })
  })
  it('gives null when a whole sentence was marked, or nothing', () => {
    expect(clozeOf(TEXT, at('论文写于2020年。'), 'zh')).toBeNull()
    expect(clozeOf(TEXT, at('论文写于2020年'), 'zh')).toBeNull()
    expect(clozeOf(TEXT, { start: 3, end: 3 }, 'en')).toBeNull()
  })
})
