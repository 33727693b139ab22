import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonical,
  canonicalQuery,
  createFinder,
  foldText,
  makeExcerpt,
  normaliseText,
  readUnits,
  tokenise,
  type Needles,
} from './index.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 200 })
/** Texts in which the things that matter are frequent. */
const mixedText = fc
  .array(
    fc.constantFrom(
      ...[
        '奖励模型',
        '獎勵',
        '强化学习',
        'Reward',
        'models',
        ' ',
        '，',
        '\n',
        'GPT-3.5',
        'ＧＰＴ',
        'ﬁne',
        'é',
        'e\u0301',
      ],
      ...['1750亿', '175B', '😀', '\u200b', '𠮷野', '。', 'İ', 'half-', '\ud83d'],
    ),
    { maxLength: 80 },
  )
  .map((parts) => parts.join(''))

/** Whether some way of every unit of the query has all its terms in the text, as the search asks for them. */
function finds(query: string, text: string): boolean {
  const terms = tokenise(text)
  return readUnits(canonicalQuery(query)).every((unit) => {
    const starts = unit.type === 'han' && unit.chars === 1
    return unit.ways.some((way) =>
      way.every((term) => (starts ? terms.some((each) => each.startsWith(term)) : terms.includes(term))),
    )
  })
}

describe('normaliseText', () => {
  it.each([
    ['ＧＰＴ－４ ｶ', 'gpt-4 カ'],
    ['Schölkopf, Ł, ø, ﬁ, ²', 'scholkopf, l, o, fi, 2'],
    ['OpenAI’s GPT‑4', "openai's gpt-4"],
    ['soft\u00adhyphen\u200b', 'softhyphen'],
    ['獎勵', '獎勵'],
  ])('folds %s', (text, folded) => {
    expect(normaliseText(text)).toBe(folded)
  })

  it('gives the same for a text and for its pieces between spaces', () => {
    fc.assert(
      fc.property(mixedText, (text) => {
        expect(normaliseText(text)).toBe(text.split(' ').map(normaliseText).join(' '))
      }),
    )
  })
})

describe('foldText', () => {
  it('folds as normaliseText does and leads back to the source in order', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, mixedText), (source) => {
        const { text, sourceStart, sourceEnd } = foldText(source)
        expect(text).toBe(normaliseText(source))
        let before = 0
        for (let at = 0; at < text.length; at++) {
          const [start, end] = [sourceStart(at), sourceEnd(at + 1)]
          expect(start).toBeGreaterThanOrEqual(before)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(source.length)
          // What a unit came from folds to a text that holds the unit.
          expect(normaliseText(source.slice(start, end))).toContain(text.charAt(at))
          before = start
        }
      }),
    )
  })
})

describe('tokenise', () => {
  it('lets every run of Han be found that a text holds, wherever it is cut', () => {
    const han = fc.string({
      unit: fc.constantFrom(...('奖励模型从人类反馈中学习思维链𠮷'.match(/./gu) ?? [])),
      minLength: 1,
      maxLength: 14,
    })
    fc.assert(
      fc.property(han, fc.nat(), fc.integer({ min: 1, max: 6 }), (text, at, length) => {
        const chars = Array.from(text)
        const start = at % chars.length
        expect(finds(chars.slice(start, start + length).join(''), text)).toBe(true)
      }),
    )
  })

  it('gives bigrams like the plain definition', () => {
    const han = fc.string({ unit: fc.constantFrom(...'奖励模型人类反馈'.split('')), maxLength: 10 })
    fc.assert(
      fc.property(han, (text) => {
        const pairs = Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => tokenise(text.slice(i, i + 2))[0])
        expect(tokenise(text).slice(0, pairs.length)).toEqual(pairs)
        expect(new Set(tokenise(text)).size).toBe(
          new Set([...pairs, text.slice(-1)].filter((each) => each !== '')).size,
        )
      }),
    )
  })

  it.each([
    ['GPT-3.5', ['gpt-3.5', 'gpt3.5', 'GPT 3.5', '3.5', 'gpt']],
    ['GPT 4', ['gpt4', 'GPT-4']],
    ['GPT-4o', ['4o', 'gpt4o', 'gpt-4o']],
    ['text-davinci-003', ['davinci', 'text-davinci-003', '003', 'text davinci']],
    ['LLaMA-2-7B', ['llama2', 'llama-2', '7b', '70亿']],
    ['A100 and o1-preview', ['a100', 'o1']],
    ['reward models', ['reward', 'model', 'Models']],
    ['policies', ['policy', 'policies']],
    ['chain-of-thought', ['chain of thought', 'thought']],
    ['OpenAI’s', ['openai']],
    ['1750亿参数', ['175B', '175 billion', '1750 亿', '1,750亿', '175,000,000,000', '参数', '亿参数', '1750亿参数']],
    ['175 billion parameters', ['1750亿', '175b', '0.175 trillion', 'parameter']],
    ['1.4 万亿个词元', ['1.4T', '1.4万亿', '14000亿', '词元']],
    ['用GPT模型', ['模型', 'gpt', '用']],
    ['强化学习', ['强化學習', '习']],
    ['カード', ['カー']],
  ])('finds in "%s" what may be typed for it', (text, queries) => {
    for (const query of queries) expect(finds(query, text), query).toBe(true)
  })

  it('puts words of Taiwan into those of the mainland in queries', () => {
    expect(finds('資料庫', '数据库')).toBe(true)
    expect(finds('程序', '程序')).toBe(true)
  })

  it.each([
    ['17.5B', '175B'],
    ['GPT-4', 'GPT-3'],
    ['h 100', 'h100'],
    ['奖与励', '奖励'],
  ])('keeps %s and %s apart', (text, query) => {
    expect(finds(query, text)).toBe(false)
  })

  it('gives different Han characters different terms', () => {
    const terms = Array.from({ length: 0x9fff - 0x4e00 }, (_, i) => String.fromCodePoint(0x4e00 + i))
      .filter((char) => canonical(char) === char)
      .map((char) => tokenise(char)[0])
    expect(new Set(terms).size).toBe(terms.length)
  })

  it('takes anything', () => {
    fc.assert(fc.property(anyText, (text) => tokenise(text).every((term) => term !== '' && !/\s/.test(term))))
    fc.assert(fc.property(anyText, (text) => readUnits(canonicalQuery(text)).every((unit) => unit.ways.length > 0)))
  })
})

describe('createFinder', () => {
  const none: Needles = { literals: [], terms: new Set(), prefixes: [] }
  const found = (text: string, needles: Partial<Needles>) =>
    createFinder({ ...none, ...needles })(text).map(({ start, end }) => text.slice(start, end))

  it('finds literals where a plain search does', () => {
    const needle = fc.constantFrom('奖励', '模型', '学习强化', '型')
    fc.assert(
      fc.property(mixedText, needle, (source, literal) => {
        const text = canonical(source).replace(/\s/g, '')
        const starts: number[] = []
        for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length)) starts.push(at)
        expect(createFinder({ ...none, literals: [literal] })(text).map((each) => each.start)).toEqual(starts)
      }),
    )
  })

  it('forgives spaces beside Han, not the middle of words', () => {
    expect(found('用 gpt 模型和gpt模型', { literals: ['gpt模型'] })).toEqual(['gpt 模型', 'gpt模型'])
    expect(found('a remodel of a reward  model', { literals: ['model', 'reward model'] })).toEqual([
      'reward  model',
      'model',
    ])
  })

  it('takes signs of patterns as they are', () => {
    expect(found('a (.*)+ b [c', { literals: ['(.*)+', '[c'] })).toEqual(['(.*)+', '[c'])
  })

  it('finds words by their terms and beginnings', () => {
    expect(found('two policies, a policy and gpt-3.5', { terms: new Set(['polici', 'gpt3.5']) })).toEqual([
      'policies',
      'policy',
      'gpt-3.5',
    ])
    expect(found('a transformer transforms', { prefixes: ['transfo'] })).toEqual(['transformer', 'transforms'])
  })
})

describe('makeExcerpt', () => {
  const needles = fc.uniqueArray(fc.constantFrom('奖励', '奖励模型', '学习', '型'), { minLength: 1 })

  it('marks in order, without touching, only what was looked for', () => {
    fc.assert(
      fc.property(mixedText, needles, fc.constantFrom(20, 60, 168, Infinity), (source, literals, columns) => {
        const { text, marks } = makeExcerpt(source, createFinder({ literals, terms: new Set(), prefixes: [] }), columns)
        let before = -1
        for (const { start, end } of marks) {
          expect(start).toBeGreaterThan(before)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          // Every character marked belongs to some needle.
          const marked = canonical(text.slice(start, end)).replace(/\s/g, '')
          const covered = new Set<number>()
          for (const literal of literals)
            for (let at = marked.indexOf(literal); at >= 0; at = marked.indexOf(literal, at + 1))
              for (let i = 0; i < literal.length; i++) covered.add(at + i)
          expect(covered.size).toBe(marked.length)
          before = end
        }
      }),
    )
  })

  it('shows as many different needles as the best of all windows', () => {
    const plain = fc
      .array(fc.constantFrom('奖励', '学习', '型', '的话', '，没有'), { maxLength: 60 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(plain, needles, (source, literals) => {
        const columns = 40
        const find = createFinder({ literals, terms: new Set(), prefixes: [] })
        const { weight } = makeExcerpt(source, find, columns)
        const room = (columns - 10) / 2
        const weights = Array.from(source, (_, from) => {
          const inside = find(source).filter((each) => each.start >= from && each.end <= from + room)
          return [...new Set(inside.map((each) => each.needle))].reduce((sum, each) => sum + each.length, 0)
        })
        expect(weight).toBe(Math.max(0, ...weights))
      }),
    )
  })

  it('joins marks that touch', () => {
    const find = createFinder({ literals: ['强化', '化学', '学习'], terms: new Set(), prefixes: [] })
    expect(makeExcerpt('深度强化学习。', find).marks).toEqual([{ start: 2, end: 6 }])
  })

  it('cuts a long text around what was found and says so', () => {
    const find = createFinder({ literals: ['奖励模型'], terms: new Set(), prefixes: [] })
    const far = `开头。${'无关的话。'.repeat(60)}这里说奖励模型的事。${'别的话。'.repeat(60)}`
    const { text, marks } = makeExcerpt(far, find)
    expect(text).toMatch(/^….*这里说奖励模型的事。.*…$/)
    expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual(['奖励模型'])
    expect(makeExcerpt('短。', find)).toEqual({ text: '短。', marks: [], weight: 0 })
  })

  it('keeps the cells of a table apart, and ends where words do', () => {
    const find = createFinder({ literals: ['1'], terms: new Set(), prefixes: [] })
    const { text, marks } = makeExcerpt('\nLayer\nPath\n\nSelf-attention\n\n1\n', find)
    expect(text).toBe('Layer · Path · Self-attention · 1')
    expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual(['1'])
    expect(makeExcerpt('A list:\nits first line.\nThe second', find).text).toBe('A list: its first line. The second')
    expect(makeExcerpt('word '.repeat(60), find).text).toMatch(/d…$/)
  })

  it('never cuts a character in two', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('😀', '奖', 'a', '，'), { maxLength: 60 }),
        fc.integer({ min: 4, max: 30 }),
        (parts, columns) => {
          const find = createFinder({ literals: ['奖'], terms: new Set(), prefixes: [] })
          expect(makeExcerpt(parts.join(''), find, columns).text.isWellFormed()).toBe(true)
        },
      ),
    )
  })
})
