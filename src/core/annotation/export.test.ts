import { describe, expect, it } from 'vitest'
import type { Catalog } from '../corpus/model.ts'
import { describeSelection } from './canonical-text.ts'
import { toMarkdown } from './markdown.ts'
import type { Annotation, MarkTarget } from './model.ts'
import { toWebAnnotations } from './web-annotation.ts'

const TEXT = '😀😀 GPT-3 有 *1750 亿* 参数。\n# 不是标题'
const HASH = 'c'.repeat(64)
const article = { blocks: TEXT.split('\n').map((text, i) => ({ id: `lead.${i + 1}`, text })), textHash: HASH }

function passage(words: string): MarkTarget {
  const start = TEXT.indexOf(words)
  return { type: 'text', selector: describeSelection(article, start, start + words.length) }
}

function mark(target: MarkTarget, rest: Partial<Annotation> = {}): Annotation {
  return {
    id: '0b8ff6c2-58d5-4ad1-9a53-6d6f2d1f6b11',
    article: 'gpt-3',
    lang: 'zh',
    colour: 'green',
    body: '',
    tags: [],
    target,
    created: '2026-01-02T03:04:05.678Z',
    modified: '2026-01-02T03:04:05.678Z',
    ...rest,
  }
}

const catalog: Catalog = {
  redirects: {},
  entities: [
    {
      id: 'gpt-3',
      kind: 'model',
      name: { zh: 'GPT-3（模型）', en: 'GPT-3' },
      aliases: [],
      summary: { zh: '', en: '' },
      date: null,
      level: 'standard',
      confidence: 'known',
      makers: [],
      langs: ['zh', 'en'],
      minutes: { zh: 1, en: 1 },
      degree: 0,
    },
  ],
}

describe('toWebAnnotations', () => {
  it('counts positions in code points, as the standard asks', () => {
    const exported = toWebAnnotations([mark(passage('GPT-3'))], new Map([[HASH, TEXT]]))
    expect(exported).toMatchObject({
      type: 'AnnotationCollection',
      total: 1,
      first: {
        items: [
          {
            id: 'urn:uuid:0b8ff6c2-58d5-4ad1-9a53-6d6f2d1f6b11',
            type: 'Annotation',
            motivation: 'highlighting',
            target: {
              styleClass: 'mark-green',
              source: { language: 'zh', format: 'text/plain' },
              selector: [
                { type: 'TextQuoteSelector', exact: 'GPT-3', prefix: '😀😀 ' },
                { type: 'TextPositionSelector', start: 3, end: 8 },
              ],
            },
          },
        ],
      },
    })
    expect(Array.from(TEXT).slice(3, 8).join('')).toBe('GPT-3')
  })

  it('leaves the position out where the text is not at hand', () => {
    const exported = JSON.stringify(toWebAnnotations([mark(passage('GPT-3'))]))
    expect(exported).toContain('TextQuoteSelector')
    expect(exported).not.toContain('TextPositionSelector')
  })

  it('keeps the first place of a mark that was placed anew', () => {
    const again = passage('参数')
    const current = again.type === 'text' ? again.selector : null
    if (!current) throw new TypeError('a passage was marked')
    const exported = toWebAnnotations([mark(passage('GPT-3'), { current })])
    expect(exported).toMatchObject({
      first: { items: [{ target: { selector: [{ exact: '参数' }], 'mailuo:firstSelector': [{ exact: 'GPT-3' }] } }] },
    })
  })

  it('carries note, tags and bookmarks', () => {
    const exported = toWebAnnotations([
      mark({ type: 'section', section: 'limits' }, { tags: ['回看'] }),
      mark({ type: 'article' }, { body: '见 [[gpt-2]]' }),
    ])
    expect(exported).toMatchObject({
      first: {
        items: [
          {
            motivation: 'bookmarking',
            body: [{ purpose: 'tagging', value: '回看' }],
            target: { selector: { type: 'FragmentSelector', value: 'limits' } },
          },
          { motivation: 'commenting', body: [{ format: 'text/markdown', value: '见 [[gpt-2]]' }] },
        ],
      },
    })
  })
})

describe('toMarkdown', () => {
  it('writes passages in the order of the text, as text', () => {
    const marks = [
      mark(passage('# 不是标题'), { id: '2', tags: ['a b'] }),
      mark(passage('*1750 亿*'), { id: '1', body: '很大。\n\n见 [[gpt-2]]' }),
      mark({ type: 'article' }, { id: '3', body: '全篇' }),
      mark({ type: 'section', section: 'limits' }, { id: '4', lang: 'en' }),
    ]
    expect(toMarkdown(marks, catalog, 'zh')).toBe(
      [
        '# 脉络笔记',
        '## GPT-3（模型） [[gpt-3]]',
        '整篇文章',
        '全篇',
        '*绿 · 中文 · 2026-01-02*',
        '> \\*1750 亿\\*',
        '很大。\n\n见 [[gpt-2]]',
        '*绿 · 中文 · 2026-01-02*',
        '> \\# 不是标题',
        '标签：#a-b',
        '*绿 · 中文 · 2026-01-02*',
        '小节：limits',
        '*绿 · 英文 · 2026-01-02*\n',
      ].join('\n\n'),
    )
  })

  it('keeps marks of an article that is no longer in the corpus', () => {
    const text = toMarkdown([mark(passage('GPT-3'), { article: 'gone' })], catalog, 'en')
    expect(text).toContain('## gone [[gone]]')
    expect(text).toContain('> GPT-3')
  })
})
