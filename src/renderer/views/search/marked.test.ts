import { describe, expect, it } from 'vitest'
import { foundWords, markWords, piecesOf } from './marked.ts'

const marked = (text: string, words: readonly string[]) =>
  piecesOf(markWords(text, words))
    .filter((piece) => piece.marked)
    .map((piece) => piece.text)

describe('marks of a passage', () => {
  it('carries the words of an excerpt over to the rest', () => {
    const words = foundWords({
      text: '…奖励模型打分，Model 也',
      marks: [
        { start: 1, end: 5 },
        { start: 8, end: 13 },
      ],
    })
    expect(words).toEqual(['奖励模型', 'Model'])
    expect(marked('model 之外，獎勵模型与奖励模型。', words)).toEqual(['model', '獎勵模型', '奖励模型'])
  })

  it('marks the longer of words that overlap, and nothing twice', () => {
    expect(marked('the reward model', ['reward', 'reward model'])).toEqual(['reward model'])
    expect(marked('plain', [])).toEqual([])
    expect(piecesOf({ text: 'plain', marks: [] })).toEqual([{ text: 'plain', marked: false }])
  })
})
