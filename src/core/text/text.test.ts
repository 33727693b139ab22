import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excerpt, fold, hanToken, markAll, normaliseQuery, normaliseText, tokenise, tokeniseTerm } from './index.ts'

/** Whether every token a query asks for is one of a text's tokens, or begins one where that is enough. */
function finds(query: string, text: string): boolean {
  const tokens = tokenise(text)
  return tokeniseTerm(normaliseQuery(query)).every(({ token, prefix }) =>
    tokens.some((each) => (prefix ? each.startsWith(token) : each === token)),
  )
}

describe('normaliseText', () => {
  it('levels width, case and traditional characters', () => {
    expect(normaliseText('ＲＬＨＦ 獎勵模型 GPT')).toBe('rlhf 奖励模型 gpt')
  })

  it('levels words that differ between regions in queries', () => {
    expect(normaliseQuery('網路')).toBe('网络')
  })
})

describe('fold', () => {
  it('knows where every folded unit came from', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { text: folded, offsets } = fold(text)
        expect(offsets).toHaveLength(folded.length + 1)
        expect(offsets.at(-1)).toBe(text.length)
        for (let i = 1; i < offsets.length; i++) expect(offsets[i]).toBeGreaterThanOrEqual(offsets[i - 1] ?? 0)
        expect(folded).toBe(normaliseText(text))
      }),
    )
  })
})

describe('tokenise', () => {
  it('lets every run of Han be found that a text holds', () => {
    const han = fc.string({ unit: fc.constantFrom(...Array.from('奖励模型从人类反馈中学习思维链')), minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(han, fc.nat(), fc.integer({ min: 1, max: 6 }), (text, at, length) => {
        const start = at % text.length
        expect(finds(text.slice(start, start + length), text)).toBe(true)
      }),
    )
  })

  it.each([
    ['GPT-3.5', 'gpt-3.5'],
    ['GPT-3.5', 'gpt3.5'],
    ['GPT4', 'GPT-4'],
    ['text-davinci-003', 'davinci'],
    ['text-davinci-003', 'text-davinci-003'],
    ['GPT-4o', '4o'],
    ['reward models', 'reward'],
    ['1750亿', '175B'],
    ['175 billion parameters', '1750亿'],
    ['1.3B', '13亿'],
    ['1.4万亿', '1.4 trillion'],
    ['从人类反馈中学习', '馈'],
    ['有1750亿参数', '参数'],
    ['用GPT模型', '模型'],
  ])('finds in "%s" the query "%s"', (text, query) => {
    for (const word of query === '1.4 trillion' ? [query] : query.split(' ')) expect(finds(word, text)).toBe(true)
  })

  it('keeps amounts apart that differ', () => {
    expect(finds('175B', '17.5B')).toBe(false)
  })

  it('gives different Han characters different tokens', () => {
    const seen = new Set<string>()
    for (let code = 0x4e00; code <= 0x9fff; code++) seen.add(hanToken(String.fromCodePoint(code)))
    expect(seen.size).toBe(0x9fff - 0x4e00 + 1)
  })

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => Array.isArray(tokenise(text))))
  })
})

describe('excerpt', () => {
  it('marks what it shows, and only needles', () => {
    const needle = fc.constantFrom('奖励', '模型', 'reward', 'gpt')
    const text = fc.array(fc.constantFrom('奖励模型', 'Reward', ' ', '，', '学习', 'GPT-3 '), { maxLength: 120 })
    fc.assert(
      fc.property(text, fc.uniqueArray(needle), (parts, needles) => {
        const shown = excerpt(parts.join(''), needles)
        for (const { start, end } of shown.marks) {
          const marked = normaliseText(shown.text.slice(start, end))
          expect(needles.some((each) => marked.includes(each))).toBe(true)
        }
      }),
    )
  })

  it('chooses the window with the most different needles', () => {
    const text = `奖励。${'无关的话。'.repeat(60)}奖励模型用人类反馈训练。${'无关的话。'.repeat(60)}`
    expect(excerpt(text, ['奖励', '反馈']).text).toContain('奖励模型用人类反馈训练')
  })

  it('joins marks that touch', () => {
    expect(markAll('强化学习', ['强化', '化学', '学习']).marks).toEqual([{ start: 0, end: 4 }])
  })

  it('marks Latin words from their beginning only', () => {
    expect(markAll('a remodel of models', ['model']).marks).toEqual([{ start: 13, end: 18 }])
  })
})
