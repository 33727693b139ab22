import { describe, expect, it } from 'vitest'
import { fitsAnswer } from './index.ts'

describe('fitsAnswer', () => {
  it.each([
    ['openai', 'OpenAI'],
    ['ＯｐｅｎＡＩ', 'OpenAI'],
    ['gpt 3', 'GPT-3'],
    ['注意力機制', '注意力机制'],
    ['zhuyili jizhi', '注意力机制'],
    ['Zhuyilijizhi', '注意力机制'],
    ['transfomer', 'Transformer'],
    ['trasnformer', 'Transformer'],
    ['175B', '175b'],
    ['Bradley-Terry', 'Bradley–Terry'],
  ])('takes %s for %s', (typed, right) => {
    expect(fitsAnswer(typed, ['something else', right])).toBe(true)
  })

  it.each([
    ['', 'OpenAI'],
    ['  ', 'OpenAI'],
    ['gpt-2', 'GPT-3'],
    ['codebert', 'codebertx5'],
    ['zhuyi', '注意力机制'],
    ['注意力', '注意力机制'],
    ['bort', 'BERT'],
    ['1.5', '15'],
    ['2020', '2021'],
    ['transfrmr', 'Transformer'],
  ])('does not take %j for %s', (typed, right) => {
    expect(fitsAnswer(typed, [right])).toBe(false)
  })
})
