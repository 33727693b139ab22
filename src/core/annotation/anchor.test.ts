import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anchor, anchorAll } from './anchor.ts'
import { describeSelection } from './canonical-text.ts'
import type { Annotation, TextSelector } from './model.ts'

const OLD_HASH = 'a'.repeat(64)
const NEW_HASH = 'b'.repeat(64)

const ARTICLE = [
  'GPT-3 是 OpenAI 于 2020 年 5 月发表的自回归语言模型，参数为 1750 亿，是 GPT-2 的一百多倍。',
  '它没有新的结构：仍是 Transformer 的解码器，只是更宽、更深，训练的文字也更多。',
  '论文的标题“语言模型是小样本学习者”道出了它真正的发现：不调参数，只给几个例子，模型就能做新任务。',
  '参数',
  'The model was trained on a filtered Common Crawl, WebText2, two books corpora and Wikipedia.',
  '参数',
  '训练用的算力约为 3640 petaflop/s-days，一次训练的费用从未公布。',
]

function markOf(selector: TextSelector): Annotation {
  return {
    id: '0b8ff6c2-58d5-4ad1-9a53-6d6f2d1f6b11',
    article: 'gpt-3',
    lang: 'zh',
    colour: 'yellow',
    body: '',
    tags: [],
    target: { type: 'text', selector },
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
  }
}

function markIn(lines: readonly string[], start: number, end: number, textHash = OLD_HASH): Annotation {
  const blocks = lines.map((text, i) => ({ id: `lead.${i + 1}`, text }))
  return markOf(describeSelection({ blocks, textHash }, start, end))
}

function markWords(lines: readonly string[], words: string, nth = 0): Annotation {
  const text = lines.join('\n')
  let start = text.indexOf(words)
  for (let i = 0; i < nth; i++) start = text.indexOf(words, start + 1)
  return markIn(lines, start, start + words.length)
}

/** Anchors in the changed lines, without and with the old text, and gives what is shown each time. */
function show(annotation: Annotation, oldLines: readonly string[], newLines: readonly string[]) {
  const text = newLines.join('\n')
  const oldTexts = new Map([[OLD_HASH, oldLines.join('\n')]])
  return [{}, { oldTexts }].map((options) => {
    const { state, at } = anchor(annotation, text, NEW_HASH, options)
    return { state, words: at && text.slice(at.start, at.end) }
  })
}

describe('anchor', () => {
  const cases: readonly {
    it: string
    words: string
    change: (lines: readonly string[]) => readonly string[]
    byQuote: object
    byDiff: object
  }[] = [
    {
      it: 'follows a passage behind a new paragraph',
      words: '仍是 Transformer 的解码器',
      change: ([first = '', ...rest]) => [first, '这里是新写的一段。', ...rest],
      // Its neighbourhood reached into the paragraph before, so the quote alone can't say that it stayed in place.
      byQuote: { state: 'moved', words: '仍是 Transformer 的解码器' },
      byDiff: { state: 'exact', words: '仍是 Transformer 的解码器' },
    },
    {
      it: 'follows a passage whose paragraph moved to the end',
      words: '仍是 Transformer 的解码器，只是更宽、更深',
      change: ([first = '', second = '', ...rest]) => [first, ...rest, second],
      byQuote: { state: 'moved', words: '仍是 Transformer 的解码器，只是更宽、更深' },
      byDiff: { state: 'moved', words: '仍是 Transformer 的解码器，只是更宽、更深' },
    },
    {
      it: 'shows a reworded passage as edited',
      words: '不调参数，只给几个例子，模型就能做新任务',
      change: (lines) => lines.map((line) => line.replace('几个例子', '很少的示例')),
      byQuote: { state: 'edited', words: '不调参数，只给很少的示例，模型就能做新任务' },
      byDiff: { state: 'edited', words: '不调参数，只给很少的示例，模型就能做新任务' },
    },
    {
      it: 'finds a passage whose quotes and widths were set anew',
      words: '题“语言模型是小样本学习者”道出',
      change: (lines) => lines.map((line) => line.replace('“', '「').replace('”', '」').replace('：', ':')),
      byQuote: { state: 'exact', words: '题「语言模型是小样本学习者」道出' },
      byDiff: { state: 'edited', words: '题「语言模型是小样本学习者」道出' },
    },
    {
      it: 'makes an orphan of a passage that was deleted',
      words: '训练用的算力约为 3640 petaflop/s-days',
      change: (lines) => lines.slice(0, -1),
      byQuote: { state: 'orphan', words: null },
      byDiff: { state: 'orphan', words: null },
    },
    {
      it: 'makes an orphan of a passage whose whole text is gone',
      words: '不调参数',
      change: () => [],
      byQuote: { state: 'orphan', words: null },
      byDiff: { state: 'orphan', words: null },
    },
  ]
  for (const { it: name, words, change, byQuote, byDiff } of cases) {
    it(name, () => {
      const found = show(markWords(ARTICLE, words), ARTICLE, change(ARTICLE))
      expect(found).toEqual([byQuote, byDiff])
    })
  }

  it('tells repeated lines apart by what stands around them', () => {
    const changed = ['前言。', ...ARTICLE]
    const text = changed.join('\n')
    const second = text.lastIndexOf('\n参数\n') + 1
    const found = anchor(markWords(ARTICLE, '参数', 3), text, NEW_HASH)
    expect(found).toMatchObject({ state: 'exact', at: { start: second, end: second + 2 } })
  })

  it('does not put a deleted line on its twin when the old text is known', () => {
    const lines = ['第一节说数据。', '参数见下表。', '第二节说算力。', '参数见下表。', '结束。']
    const changed = ['第一节说数据。', '第二节说算力。', '参数见下表。', '结束。']
    const oldTexts = new Map([[OLD_HASH, lines.join('\n')]])
    const found = anchor(markWords(lines, '参数见下表。'), changed.join('\n'), NEW_HASH, { oldTexts })
    expect(found).toMatchObject({ state: 'orphan', at: null })
  })

  it('says so when two places fit alike', () => {
    const line = '同一句话在这里出现了两次，前后都一样。'
    const lines = ['开头。', line, '中间。', line, '中间。', '结尾。']
    const changed = ['全新的开头。', '中间。', line, '中间。', line, '中间。', line, '中间。', '全新的结尾。']
    expect(anchor(markWords(lines, line), changed.join('\n'), NEW_HASH).state).toBe('unsure')
  })

  it('asks about a word that still stands here while all that stood around it is gone', () => {
    const mark = markWords(ARTICLE, '小样本')
    const changed = ['这一页是全新写成的，讲的是小样本的来历，别的都不说。', '另一段也谈到小样本。']
    for (const { state, words } of show(mark, ARTICLE, changed)) {
      expect({ state, words }).toEqual({ state: 'unsure', words: '小样本' })
    }
    const [byQuote, byDiff] = show(mark, ARTICLE, ['这一页是全新写成的，别的都不说。'])
    expect([byQuote?.state, byDiff?.state]).toEqual(['orphan', 'orphan'])
  })

  it('trusts a confirmed place more than the first one', () => {
    const first = markWords(ARTICLE, '没有新的结构')
    const again = markIn(ARTICLE, 3, 9, NEW_HASH).target
    const current = again.type === 'text' ? again.selector : undefined
    const found = anchor({ ...first, ...(current && { current }) }, ARTICLE.join('\n'), NEW_HASH)
    expect(found).toMatchObject({ state: 'exact', at: { start: 3, end: 9 } })
  })

  it('searches when position and quote of a record disagree', () => {
    const { target } = markWords(ARTICLE, '没有新的结构')
    if (target.type !== 'text') throw new TypeError('a passage was marked')
    const shifted = markOf({ ...target.selector, start: target.selector.start + 3, end: target.selector.end + 3 })
    const text = ARTICLE.join('\n')
    const found = anchor(shifted, text, OLD_HASH)
    expect(found.at && text.slice(found.at.start, found.at.end)).toBe('没有新的结构')
  })

  it('leaves marks on sections and articles alone', () => {
    const base = markWords(ARTICLE, '参数')
    for (const target of [{ type: 'article' } as const, { type: 'section', section: 'limits' } as const]) {
      expect(anchor({ ...base, target }, '', NEW_HASH)).toMatchObject({ state: 'exact', at: null })
    }
  })
})

describe('anchorAll', () => {
  it('keeps the order of what it was given', () => {
    const marks = ['算力', 'Wikipedia', 'GPT-2'].map((words) => markWords(ARTICLE, words))
    const changed = ['新的一段。', ...ARTICLE].join('\n')
    const placed = anchorAll(marks, changed, NEW_HASH)
    expect(placed.map(({ annotation }) => annotation)).toEqual(marks)
    expect(placed.map(({ at }) => at && changed.slice(at.start, at.end))).toEqual(['算力', 'Wikipedia', 'GPT-2'])
  })

  // Lines that are told apart by their number: with two equal lines no text says which of them was deleted.
  const words = fc.array(fc.constantFrom('模型', '参数', '训练', 'attention', ' ', '，', '的', '😀', 'data'), {
    minLength: 3,
    maxLength: 20,
  })
  const articles = fc
    .array(words, { minLength: 3, maxLength: 12 })
    .map((lines) => lines.map((line, i) => `${i * 7919}:${line.join('')}${i * 104729}`))

  it('gives back any range in a text that did not change', () => {
    fc.assert(
      fc.property(articles, fc.nat(), fc.nat(), (lines, a, b) => {
        const text = lines.join('\n')
        const [start = 0, end = 0] = [a % text.length, b % text.length].sort((x, y) => x - y)
        fc.pre(start < end)
        const mark = markIn(lines, start, end)
        const selector = mark.target.type === 'text' ? mark.target.selector : undefined
        expect(selector?.exact).toBe(text.slice(selector?.start, selector?.end))
        expect(anchor(mark, text, OLD_HASH)).toMatchObject({
          state: 'exact',
          at: { start: selector?.start, end: selector?.end },
        })
      }),
    )
  })

  const edits = fc.array(
    fc.record({
      line: fc.nat(),
      what: fc.constantFrom('delete', 'insert', 'append', 'cut'),
      text: words.map((w) => w.join('')),
    }),
    { minLength: 1, maxLength: 6 },
  )
  type Edit = { readonly line: number; readonly what: string; readonly text: string }

  /** Edits every line but the kept one; gives the new lines and where the kept line is now. */
  function editElsewhere(lines: readonly string[], kept: number, changes: readonly Edit[]) {
    const rows = lines.map((text, i) => ({ text, isKept: i === kept }))
    for (const [n, { line, what, text }] of changes.entries()) {
      const at = line % rows.length
      const row = rows[at]
      if (what === 'insert') rows.splice(at, 0, { text: `${n + 1}#${text}#${n + 1}`, isKept: false })
      else if (row && !row.isKept && what === 'delete') rows.splice(at, 1)
      else if (row && !row.isKept) row.text = what === 'append' ? row.text + text : row.text.slice(3)
    }
    const index = rows.findIndex((row) => row.isKept)
    const before = rows.slice(0, index).reduce((sum, row) => sum + row.text.length + 1, 0)
    return { text: rows.map((row) => row.text).join('\n'), offset: before }
  }

  it('never moves an untouched quote when text is inserted or deleted elsewhere', () => {
    fc.assert(
      fc.property(articles, edits, fc.nat(), fc.nat(), fc.nat(), (lines, changes, line, a, b) => {
        const kept = line % lines.length
        const own = lines[kept] ?? ''
        const [from = 0, to = 0] = [a % (own.length + 1), b % (own.length + 1)].sort((x, y) => x - y)
        fc.pre(from < to)
        const lineStart = lines.slice(0, kept).reduce((sum, each) => sum + each.length + 1, 0)
        const mark = markIn(lines, lineStart + from, lineStart + to)
        const selector = mark.target.type === 'text' ? mark.target.selector : null
        if (!selector) throw new TypeError('a passage was marked')
        const changed = editElsewhere(lines, kept, changes)
        const oldTexts = new Map([[OLD_HASH, lines.join('\n')]])
        const found = anchor(mark, changed.text, NEW_HASH, { oldTexts })
        const start = changed.offset + selector.start - lineStart
        expect(found).toMatchObject({ state: 'exact', at: { start, end: start + selector.exact.length } })
      }),
      { numRuns: 300 },
    )
  })

  it('never shows words that differ from the quote as exact or moved', () => {
    const fold = (text: string) => text.replace(/\s/g, '')
    fc.assert(
      fc.property(articles, edits, fc.nat(), fc.nat(), (lines, changes, a, length) => {
        const text = lines.join('\n')
        const start = a % (text.length - 1)
        const mark = markIn(lines, start, Math.min(text.length, start + 1 + (length % 60)))
        const changed = editElsewhere(lines, -1, changes).text
        const { state, at } = anchor(mark, changed, NEW_HASH)
        const quote = mark.target.type === 'text' ? mark.target.selector.exact : ''
        if (state === 'orphan') expect(at).toBeNull()
        else if (state !== 'edited' && state !== 'unsure') {
          expect(fold(changed.slice(at?.start, at?.end))).toBe(fold(quote))
        }
      }),
    )
  })
})

describe('what the measured mistakes taught', () => {
  it('does not take letters that two words share for one word that changed', () => {
    const lines = ['The authors were right about it.', 'Nothing else.']
    const found = show(markWords(lines, 'were'), lines, ['The extensive report is out.', 'Nothing else.'])
    expect(found[1]).toEqual({ state: 'orphan', words: null })
  })

  it('shows the larger part of a passage whose paragraphs were torn apart', () => {
    const marked =
      '论文的标题“语言模型是小样本学习者”道出了它真正的发现：不调参数，只给几个例子，模型就能做新任务。\n参数\nThe model'
    const fresh = Array.from({ length: 9 }, (_, i) => `新写的第${i}段，说的是另一件事，与前后都没有关系。`)
    const torn = [...ARTICLE.slice(0, 3), ...fresh, ...ARTICLE.slice(3)]
    const [, byDiff] = show(markWords(ARTICLE, marked), ARTICLE, torn)
    expect(byDiff).toEqual({ state: 'edited', words: `${ARTICLE[2] ?? ''}\n` })
  })

  it('asks before it puts a deleted commonplace on the same words in a new paragraph', () => {
    const lines = ['Alpha opens the chapter.', 'Leave it alone if you know why.', 'Omega closes the chapter.']
    const changed = [
      'Alpha opens the chapter.',
      'Omega closes the chapter.',
      'Quite another matter; do so if you know why.',
    ]
    const [, byDiff] = show(markWords(lines, 'if you know why.'), lines, changed)
    expect(['unsure', 'orphan']).toContain(byDiff?.state)
  })

  it('does not take the end of a deleted word for the end of another', () => {
    const lines = ['Gemini Pro came in February.', 'Nothing else.']
    const found = show(markWords(lines, 'Pro'), lines, ['Gemini Zero came in February.', 'Nothing else.'])
    expect(found[1]).toEqual({ state: 'orphan', words: null })
  })

  it('keeps a word of which an ending changed', () => {
    const lines = ['It was one of the reasoning models of that year.', 'Nothing else.']
    const changed = ['It was a reasoning model of that year.', 'Nothing else.']
    const [, byDiff] = show(markWords(lines, 'reasoning models'), lines, changed)
    expect(byDiff).toEqual({ state: 'edited', words: 'reasoning model' })
  })

  it('asks before it puts a deleted stock line on the same line written elsewhere', () => {
    const stock = 'The number of parameters has not been disclosed.'
    const lines = ['Alpha opens.', stock, 'Beta.', stock, 'Gamma.', 'Delta.', 'Omega closes.']
    const changed = ['Alpha opens.', 'Beta.', stock, 'Gamma.', 'Delta.', stock, 'Omega closes.']
    for (const words of [stock, 'has not been disclosed.']) {
      const [, byDiff] = show(markWords(lines, words), lines, changed)
      expect(['unsure', 'orphan']).toContain(byDiff?.state)
    }
  })
})
