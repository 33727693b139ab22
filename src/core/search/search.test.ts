import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Catalog, CatalogEntry, CompiledArticle, GlossaryTerm, Kind, Lang } from '../corpus/model.ts'
import type { Annotation } from '../annotation/model.ts'
import {
  answerSearch,
  buildSearchIndex,
  cardText,
  createOwnIndex,
  noteText,
  openNamesOnly,
  openSearch,
  type ArticleHit,
  type SearchRequest,
} from './index.ts'

function entry(id: string, kind: Kind, zh: string, en: string, more: Partial<CatalogEntry> = {}): CatalogEntry {
  return {
    id,
    kind,
    name: { zh, en },
    aliases: [],
    summary: { zh: `${zh}的简介。`, en: `About ${en}.` },
    date: null,
    level: 'standard',
    confidence: 'verified',
    makers: [],
    langs: ['zh', 'en'],
    minutes: { zh: 1, en: 1 },
    degree: 1,
    ...more,
  }
}

function article(id: string, lang: Lang, sections: Record<string, string>): CompiledArticle {
  return {
    id,
    lang,
    sections: Object.entries(sections).map(([section, text]) => ({
      id: section,
      title: section === 'lead' ? '' : section,
      depth: section === 'lead' ? 1 : 2,
      blocks: text
        .split('\n')
        .map((each, i) => ({ id: `${section}.${String(i + 1)}`, type: 'paragraph', html: '', text: each })),
    })),
  } as unknown as CompiledArticle
}

const catalog: Catalog = {
  entities: [
    entry('gpt-3', 'model', 'GPT-3', 'GPT-3', {
      date: '2020-05-28',
      makers: ['openai'],
      aliases: ['davinci'],
      degree: 20,
      level: 'keystone',
    }),
    entry('openai', 'company', 'OpenAI', 'OpenAI', { date: '2015-12-11' }),
    entry('reward-model', 'method', '奖励模型', 'Reward model', { date: '2017-06' }),
    entry('chain-of-thought', 'method', '思维链', 'Chain of thought', { aliases: ['CoT'], date: '2022-01-28' }),
    entry('agents', 'concept', '主体', 'Agents', { degree: 90, level: 'keystone' }),
    entry('hugging-face', 'company', 'Hugging Face', 'Hugging Face'),
    entry('laion', 'company', 'LAION', 'LAION', {
      langs: [],
      summary: { zh: '收集图文对的机构。', en: 'A group that collects images with captions.' },
    }),
  ],
  redirects: {},
}
const articles = [
  article('gpt-3', 'zh', {
    lead: 'GPT-3有1750亿参数，2020年由OpenAI发布。',
    limits: '它会编造事实。\n训练一次的代价很高。\n数据受了污染，芯片也贵。',
  }),
  article('gpt-3', 'en', { lead: 'GPT-3 has 175 billion parameters.', limits: 'It makes up facts.' }),
  article('reward-model', 'zh', { lead: '奖励模型从人类的比较中学会打分，用于强化学习。' }),
  article('reward-model', 'en', { lead: 'A reward model learns to score from human comparisons.' }),
  article('chain-of-thought', 'zh', { lead: '思维链让模型写出中间步骤。' }),
  article('chain-of-thought', 'en', { lead: 'A chain of thought lets a model write its steps.' }),
  article('agents', 'en', { lead: 'The model gets a reward.', more: 'Reward, model, reward.', rewards: 'A model.' }),
  article('openai', 'zh', { lead: '一家机构，做模型，也奖励研究。' }),
  article('openai', 'en', { lead: 'A laboratory.' }),
]
const glossary: GlossaryTerm[] = [
  { id: 'cot', entity: 'chain-of-thought', en: 'chain of thought', zh: '思维链', hant: '思維鏈', abbr: ['CoT'] },
  { id: 'dirt', en: 'data contamination', zh: '数据污染', hant: '資料污染' },
  { id: 'rm', entity: 'reward-model', en: 'reward model', zh: '奖励模型', hant: '獎勵模型' },
]

const bytes = (text: string) => ({
  bytes: new TextEncoder().encode(text),
  decode: (bytes: Uint8Array) => new TextDecoder().decode(bytes),
})
const opened = openSearch(bytes(buildSearchIndex({ catalog, articles, glossary })), {
  catalog,
  glossary,
  edges: [{ from: 'gpt-3', to: 'reward-model', type: 'uses-method', since: null, source: 'known' }],
})
if (!opened.ok) throw new Error(opened.message)
const { engine } = opened

function ask(text: string, more: Partial<SearchRequest> = {}, searched = engine) {
  const request: SearchRequest = { text, lang: 'zh', scope: 'all', limit: 20, ...more }
  return answerSearch(searched, createOwnIndex(), request, () => 0)
}
function articleHits(text: string, more: Partial<SearchRequest> = {}): ArticleHit[] {
  return ask(text, more).hits.filter((hit) => hit.type === 'article')
}
const ids = (text: string, lang: Lang = 'zh') => articleHits(text, { lang }).map((hit) => hit.id)
const first = (text: string, lang: Lang = 'zh') => ids(text, lang)[0]

describe('a search', () => {
  it.each([
    ['奖励模型', 'reward-model', 'by its Chinese name'],
    ['reward model', 'reward-model', 'by its English name'],
    ['獎勵模型', 'reward-model', 'in traditional characters'],
    ['jianglimoxing', 'reward-model', 'in pinyin'],
    ['jiang li mo xing', 'reward-model', 'in pinyin by syllables'],
    ['jlmx', 'reward-model', 'by pinyin initials'],
    ['rewrad model', 'reward-model', 'with a slip'],
    ['reward modle', 'reward-model', 'with a slip, before what has its words more often'],
    ['huginface', 'hugging-face', 'with a slip and without its space'],
    ['数据污染', 'gpt-3', 'by parts of a term that stands nowhere'],
    ['晶片', 'gpt-3', 'by a word of Taiwan in common characters'],
    ['CoT', 'chain-of-thought', 'by abbreviation'],
    ['思维链', 'chain-of-thought', 'by a term'],
    ['gpt3', 'gpt-3', 'without its hyphen'],
    ['davinci', 'gpt-3', 'by an alias'],
    ['175B', 'gpt-3', 'by an amount in another unit'],
    ['1750亿', 'gpt-3', 'by an amount'],
    ['人类的比较', 'reward-model', 'by words inside the text'],
    ['编造', 'gpt-3', 'by a word of a later section'],
    ['链', 'chain-of-thought', 'by a single character'],
    ['laion', 'laion', 'without any article text'],
    ['captions', 'laion', 'by its summary'],
    ['思为链', 'chain-of-thought', 'by the right sound in wrong characters'],
    ['谁提出了思维链', 'chain-of-thought', 'in a Chinese question'],
    ['who invented chain of thought', 'chain-of-thought', 'in an English question'],
    ['chian of thougth', 'chain-of-thought', 'with two slips'],
    ['2020 openai 模型', 'gpt-3', 'by year, maker and kind'],
    ['奖励 scoring', 'reward-model', 'in two languages at once'],
    ['OPENAI　ＧＰＴ－３', 'gpt-3', 'in full width'],
  ])('for %s finds %s %s', (query, id) => {
    expect(first(query)).toBe(id)
  })

  it('shows an article in the reader’s language', () => {
    expect(articleHits('reward model', { lang: 'zh' })[0]).toMatchObject({ lang: 'zh', title: { text: '奖励模型' } })
    expect(articleHits('奖励模型', { lang: 'en' })[0]?.lang).toBe('en')
  })

  it('leads to the section and block', () => {
    expect(articleHits('代价')[0]?.sections[0]).toMatchObject({ section: 'limits', block: 'limits.2' })
  })

  it('checks long Chinese words literally', () => {
    // “做模型，也奖励研究” holds the pairs of 奖励 and 模型, not the word.
    expect(ids('"奖励模型"')).not.toContain('openai')
  })

  it('keeps phrases when any of the words will do', () => {
    expect(ids('"奖励研究" zzzzqq zzzzqqq')).toEqual([])
    expect(ids('"奖励研究" zzzzqq')).toEqual(['openai'])
    expect(ids('"奖励研究" 思维链')).toEqual(['openai'])
  })

  it('says what it searched as well', () => {
    expect(ask('思维链').understood.also.map((each) => each.term)).toContain('chain of thought')
  })

  it('searches only what was typed when asked to', () => {
    expect(ask('score').hits.length).toBeGreaterThan(0)
    const { understood, hits } = ask('思维链', { plain: true })
    expect(understood.also).toEqual([])
    expect(hits[0]?.id).toBe('chain-of-thought')
  })

  it('filters by kind, maker and year, and leaves out what is unwanted', () => {
    expect(ids('kind:model')).toEqual(['gpt-3'])
    expect(ids('参数 by:openai')).toEqual(['gpt-3'])
    expect(ids('year:2017..2018')).toEqual(['reward-model'])
    expect(ids('模型 -奖励')).not.toContain('reward-model')
  })

  it('names the way an article was found by, where it was a detour', () => {
    const why = (text: string) => articleHits(text)[0]?.why[0]
    expect(why('GPT-3')).toBe('exact-title')
    expect(why('davinci')).toBe('alias')
    expect(why('jlmx')).toBe('pinyin')
    expect(why('rewrad')).toBe('typo')
    expect(why('编造')).toBe('body')
  })

  it('marks what was found, Chinese words whole', () => {
    const [hit] = articleHits('奖励模型')
    expect(hit?.title.marks).toEqual([{ start: 0, end: 4 }])
    const { text, marks } = hit?.sections[0]?.excerpt ?? { text: '', marks: [] }
    expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual(['奖励模型'])
    expect(articleHits('davinci')[0]?.title.marks).toEqual([])
  })

  it('counts kinds before the chosen kind narrows the list', () => {
    const answer = ask('模型', { kinds: ['method'] })
    expect(answer.hits.every((hit) => hit.type === 'article' && hit.kind === 'method')).toBe(true)
    expect(answer.facets['company']).toBeGreaterThan(0)
    expect(answer.total).toBe(answer.facets['method'])
  })

  it('reads filters with quotes, lists and full-width colons', () => {
    expect(ids('kind：方法')).toEqual(ids('kind:methods'))
    expect(ids('kind:model kind:company').toSorted()).toEqual(['gpt-3', 'hugging-face', 'laion', 'openai'])
    expect(ids('by:"OpenAI"')).toEqual(['gpt-3'])
    expect(ids('uses:奖励模型')).toEqual(['gpt-3'])
    expect(ids('title:cot')).toEqual(['chain-of-thought'])
    expect(articleHits('lang:en 奖励模型')[0]).toMatchObject({ lang: 'en', title: { text: 'Reward model' } })
    expect(ids('tag:x')).toEqual([])
  })

  it('takes unknown operators as text', () => {
    expect(ask('foo:bar').understood.filters).toEqual([])
  })

  it('falls back to any of the words, and says so', () => {
    const answer = ask('思维链 zzzzqq')
    expect(answer.understood.stage).toBe('any')
    expect(answer.hits[0]?.id).toBe('chain-of-thought')
  })

  it('offers the closest names when nothing is found', () => {
    expect(ask('title:rewardings').closest[0]).toBe('reward-model')
    expect(ask('qqqqqqqq').closest).toEqual([])
    expect(ask('奖励模型').closest).toEqual([])
  })

  it('finds nothing for nothing', () => {
    expect(ask('').hits).toEqual([])
    expect(ask('qqqqqqqq').understood.stage).toBe('none')
  })

  it('never throws, whatever is typed', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"', '-', 'kind:', 'year:..', '(.*)+', '\ud800', '“', 'by:', '奖励', '😀'),
    )
    fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (parts) => Array.isArray(ask(parts.join('')).hits)))
    expect(ask('模型 '.repeat(3000)).hits.length).toBeGreaterThan(0)
  })
})

describe('openSearch', () => {
  it('refuses a damaged index and one of another tokeniser', () => {
    const context = { catalog, glossary }
    expect(openSearch(bytes('{'), context).ok).toBe(false)
    const text = buildSearchIndex({ catalog, articles, glossary })
    expect(openSearch(bytes(text.replace(/"tokeniser":"[^"]+"/, '"tokeniser":"old"')), context)).toMatchObject({
      ok: false,
    })
  })

  it('is given the same text for the same corpus', () => {
    expect(buildSearchIndex({ catalog, articles, glossary })).toBe(buildSearchIndex({ catalog, articles, glossary }))
  })
})

describe('notes', () => {
  const note: Annotation = {
    id: '0e8c4a52-6a2f-4a7e-9a0e-0d7a9d6a1111',
    article: 'gpt-3',
    lang: 'zh',
    colour: 'yellow',
    body: '和上一代比一比',
    tags: ['考试'],
    target: { type: 'article' },
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
  }
  const request: SearchRequest = { text: '上一代', lang: 'zh', scope: 'all', limit: 20 }

  it('are found with the articles, and not when they are gone', () => {
    const notes = createOwnIndex()
    notes.put(noteText(note))
    expect(answerSearch(engine, notes, request, () => 0)).toMatchObject({
      hits: [{ type: 'note', id: note.id }],
      facets: { note: 1 },
    })
    notes.put(noteText({ ...note, body: '换了话' }))
    expect(answerSearch(engine, notes, request, () => 0).facets['note']).toBeUndefined()
    notes.remove(note.id)
    expect(answerSearch(engine, notes, { ...request, text: '换了话' }, () => 0).hits).toEqual([])
  })

  it('are shown as words, with the names of what they link to', () => {
    const notes = createOwnIndex()
    notes.put(noteText({ ...note, body: '**上一代**是 [[reward-model]]，[[gone]]' }))
    const [hit] = answerSearch(engine, notes, { ...request, scope: 'notes' }, () => 0).hits
    expect(hit).toMatchObject({ excerpt: { text: '上一代是 奖励模型，[[gone]]', marks: [{ start: 0, end: 3 }] } })
  })

  it('stand beside the cards the reader made', () => {
    const own = createOwnIndex()
    own.put(noteText(note))
    const card = {
      front: '上一代是什么？',
      back: 'GPT-2',
      lang: 'zh',
      article: 'gpt-3',
      block: null,
      deck: null,
    } as const
    const id = '0e8c4a52-6a2f-4a7e-9a0e-0d7a9d6a3333'
    own.put(cardText({ ...card, id, created: note.created, modified: note.modified }))
    const mine = () => answerSearch(engine, own, { ...request, scope: 'notes' }, () => 0).hits
    expect(mine().map((hit) => hit.type)).toEqual(expect.arrayContaining(['note', 'card']))
    expect(mine().find((hit) => hit.type === 'card')).toMatchObject({
      id,
      article: 'gpt-3',
      excerpt: { text: '上一代是什么？ GPT-2', marks: [{ start: 0, end: 3 }] },
    })
    own.remove(id)
    expect(mine().map((hit) => hit.type)).toEqual(['note'])
  })

  it('are listed by tag', () => {
    const notes = createOwnIndex()
    notes.put(noteText(note))
    expect(answerSearch(engine, notes, { ...request, text: 'tag:考试' }, () => 0).hits.map((hit) => hit.id)).toEqual([
      note.id,
    ])
  })
})

describe('openNamesOnly', () => {
  const names = openNamesOnly({ catalog, glossary })

  it('finds names, aliases and summaries, and says that texts were not searched', () => {
    for (const [text, id] of [
      ['奖励模型', 'reward-model'],
      ['cot', 'chain-of-thought'],
      ['davinci', 'gpt-3'],
      ['captions', 'laion'],
    ] as const)
      expect(ask(text, {}, names), text).toMatchObject({ complete: false, hits: [{ id }] })
    expect(ask('编造', {}, names).hits).toEqual([])
  })
})
