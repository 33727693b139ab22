import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Catalog, CatalogEntry } from '../corpus/model.ts'
import type { Annotation } from './model.ts'
import { toVault } from './vault.ts'

function entry(id: string, zh: string, en = zh, more: Partial<CatalogEntry> = {}): CatalogEntry {
  return {
    id,
    kind: 'model',
    name: { zh, en },
    aliases: [],
    summary: { zh: `${zh}的简介。`, en: `About ${en}.` },
    date: null,
    level: 'standard',
    confidence: 'known',
    makers: [],
    langs: ['zh', 'en'],
    minutes: { zh: 1, en: 1 },
    degree: 0,
    ...more,
  }
}

const catalog: Catalog = {
  redirects: { 'gpt-two': 'gpt-2' },
  entities: [
    entry('gpt-3', 'GPT-3', 'GPT-3', { aliases: ['davinci', 'GPT: "3"'] }),
    entry('gpt-2', 'GPT-2'),
    entry('attention', '注意力机制', 'Attention: is it all?'),
  ],
}

function mark(more: Partial<Annotation> = {}): Annotation {
  return {
    id: '0b8ff6c2-58d5-4ad1-9a53-6d6f2d1f6b11',
    article: 'gpt-3',
    lang: 'zh',
    colour: 'green',
    body: '',
    tags: [],
    target: { type: 'article' },
    created: '2026-01-02T03:04:05.678Z',
    modified: '2026-01-02T03:04:05.678Z',
    ...more,
  }
}

function passage(exact: string): Annotation['target'] {
  const selector = { exact, prefix: '', suffix: '', start: 0, end: exact.length, block: 'lead.1', textHash: 'c' }
  return { type: 'text', selector }
}

/** The files of a vault by name, without their folder. */
function open(annotations: readonly Annotation[], of = catalog, lang: 'zh' | 'en' = 'zh'): ReadonlyMap<string, string> {
  const files = Object.entries(unzipSync(toVault(annotations, of, lang)))
  return new Map(
    files.map(([path, bytes]) => {
      expect(path).toMatch(/^mailuo-notes\/[^/]+\.md$/)
      return [path.slice('mailuo-notes/'.length), strFromU8(bytes)]
    }),
  )
}

const propertiesOf = (file: string) => parse(/^---\n(.*?)\n---\n/s.exec(file)?.[1] ?? '') as unknown
const linksIn = (file: string) => [...file.matchAll(/(?<!\\)\[\[([^\]|]+)/g)].map(([, name]) => name)

describe('toVault', () => {
  it('has one file per article: properties, summary, and the marks in the order of the text', () => {
    const target = passage('参数多，\n规模大')
    const files = open([
      mark({ target, body: '很大。', tags: ['规模', 'to read', '2020'] }),
      mark({ id: '1', body: '全篇' }),
    ])
    expect([...files.keys()]).toEqual(['GPT-3.md'])
    const file = files.get('GPT-3.md') ?? ''
    expect(propertiesOf(file)).toEqual({
      title: 'GPT-3',
      aliases: ['davinci', 'GPT: "3"'],
      tags: ['规模', 'to-read', '_2020'],
      id: 'gpt-3',
      source: 'mailuo://article/gpt-3',
    })
    expect(file.split('---\n\n')[1]).toBe(
      [
        'GPT-3的简介。',
        '整篇文章',
        '全篇',
        '*绿 · 中文 · 2026-01-02*',
        '> 参数多，\n> 规模大',
        '很大。',
        '标签：#规模 #to-read #_2020',
        '*绿 · 中文 · 2026-01-02*\n',
      ].join('\n\n'),
    )
  })

  it('links only to files that are in it, and brings those of the articles that notes link to', () => {
    const body = '见 [[gpt-two]]、[[attention|注意力]]、![[attention]] 与 [[nowhere]]；`[[gpt-2]]` #回看'
    const files = open([mark({ body })], catalog, 'en')
    const file = files.get('GPT-3.md') ?? ''
    expect(file).toContain(
      '见 [[GPT-2]]、[[Attention is it all|注意力]]、\\![[Attention is it all|Attention: is it all?]] 与 \\[\\[nowhere\\]\\]；`[[gpt-2]]` #回看',
    )
    expect([...files.keys()].sort()).toEqual(['Attention is it all.md', 'GPT-2.md', 'GPT-3.md'])
    expect(files.get('GPT-2.md')).toContain('About GPT-2.')
    expect(propertiesOf(files.get('Attention is it all.md') ?? '')).toMatchObject({
      title: 'Attention: is it all?',
      aliases: ['注意力机制'],
    })
  })

  it('makes nothing of quoted words but text, and no element of what a note holds', () => {
    const target = passage('1. #不是标签 $5，$6 ==平== %%显%% [[gpt-2]] <b>')
    const file = open([mark({ target, body: '<img src=x> `a<b`' })]).get('GPT-3.md')
    expect(file).toContain('> 1\\. \\#不是标签 \\$5，\\$6 \\=\\=平\\=\\= \\%\\%显\\%\\% \\[\\[gpt-2\\]\\] \\<b\\>')
    expect(file).toContain('\\<img src=x> `a<b`')
  })

  it('keeps marks of an article that is no longer in the corpus', () => {
    expect(open([mark({ article: 'gone', body: '旧' })]).get('gone.md')).toContain('旧')
  })

  it('gives a file the same name in each export, and the same bytes for the same notes', () => {
    const twins = { ...catalog, entities: [entry('a', 'Claude'), entry('b', 'CLAUDE')] }
    const [a, b] = [mark({ article: 'a' }), mark({ article: 'b', modified: '9999-12-31T23:59:59.000Z' })]
    expect([...open([b], twins).keys()]).toEqual(['CLAUDE (b).md'])
    expect([...open([a, b], twins).keys()].sort()).toEqual(['CLAUDE (b).md', 'Claude.md'])
    expect(toVault([a, b], twins, 'zh')).toEqual(toVault([a, b], twins, 'zh'))
  })

  it('has file names that every system takes, links that resolve and properties that parse, whatever the words', () => {
    const odd = fc.constantFrom('..', '/', '\\', 'CON', 'nul', '.', ' ', ':', '\0', '\u202e', '|', ']]', 'é', 'é', '中')
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(odd).map((parts) => parts.join('')),
      fc.constant('中'.repeat(300)),
    )
    const tags = fc.array(words, { maxLength: 3 })
    fc.assert(
      fc.property(fc.uniqueArray(words, { minLength: 1, maxLength: 6 }), words, tags, (titles, said, tagged) => {
        const odd = {
          redirects: {},
          entities: titles.map((title, i) => entry(`e-${i}`, title, title, { aliases: [said] })),
        }
        const body = `${said} ${titles.map((_, i) => `[[e-${i}|${said}]]`).join(' ')}`
        const files = open([mark({ article: 'e-0', body, tags: tagged, target: passage(said) })], odd)
        const folded = [...files.keys()].map((name) => name.normalize('NFKC').toLowerCase())
        expect(new Set(folded).size).toBe(files.size)
        for (const [name, text] of files) {
          expect(name).not.toMatch(/^[. ]|[\\/:*?"<>|\p{Cc}\u202e]|[. ]\.md$/u)
          expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\./i)
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
          expect(propertiesOf(text)).toHaveProperty('id')
          for (const link of linksIn(text)) expect(files.has(`${link}.md`)).toBe(true)
        }
      }),
    )
  })

  it('reads a giant hostile note at once', () => {
    const body = ['`', '[[', '``` ', '![[a|', '<'].map((piece) => piece.repeat(20_000)).join('\n')
    const begun = process.threadCpuUsage() // a busy machine lets everything wait
    expect(open([mark({ body })]).size).toBe(1)
    const { user, system } = process.threadCpuUsage(begun)
    expect((user + system) / 1000).toBeLessThan(2000)
  })
})
