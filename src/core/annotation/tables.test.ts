import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Catalog } from '../corpus/model.ts'
import type { Annotation } from './model.ts'
import { toCsv, toHtml } from './tables.ts'

const catalog = { redirects: {}, entities: [] }
const mark = (body: string, more: Partial<Annotation> = {}): Annotation => ({
  id: '0b8ff6c2-58d5-4ad1-9a53-6d6f2d1f6b11',
  article: 'gpt-3',
  lang: 'zh',
  colour: 'green',
  body,
  tags: [],
  target: { type: 'article' },
  created: '2026-01-02T03:04:05.678Z',
  modified: '2026-01-02T03:04:05.678Z',
  ...more,
})

/** Reads RFC 4180 the plain way. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, separator = '', quoted, plain = ''] of text.matchAll(/(^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)) {
    if (separator === '\r\n') rows.push([])
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
  }
  return rows
}

describe('toCsv', () => {
  it('gives every word back to a reader of RFC 4180', () => {
    const words = fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@\t\r]/.test(text))
    fc.assert(
      fc.property(words, (body) => {
        const [head, row] = readCsv(toCsv([mark(body)], catalog, 'zh').slice(1))
        expect(row?.[head?.indexOf('note') ?? -1]).toBe(body)
      }),
    )
  })

  it('defuses what a spreadsheet would run', () => {
    expect(toCsv([mark('=HYPERLINK("http://x")')], catalog, 'en')).toContain(`"'=HYPERLINK(""http://x"")"`)
  })
})

describe('toHtml', () => {
  it('keeps the words of a note as words', () => {
    const html = toHtml(
      [mark('<script>alert("1")</script> & 二'), mark('', { tags: ['<b>'] })],
      catalog,
      'zh',
      '笔记 <1>',
    )
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; 二')
    expect(html).toContain('#&lt;b&gt; · 2026-01-02')
    expect(html).toContain('<title>笔记 &lt;1&gt;</title>')
    expect(html).not.toMatch(/<script|<b>/)
  })
  it('shows a note as the app does, and names the entries it links to', () => {
    const names = { zh: '生成式预训练变换器2', en: 'GPT-2' }
    const entities = [{ id: 'gpt-2', name: names }] as unknown as Catalog['entities']
    const body = '**比 [[old-gpt-2]]** 与 [[gpt-2|前作]]、[[nowhere]]\n\n- `a<b`\n- #回看\n\n> *引*'
    const html = toHtml([mark(body)], { redirects: { 'old-gpt-2': 'gpt-2' }, entities }, 'en', 'Notes')
    expect(html).toContain(
      '<p class="paragraph"><strong>比 GPT-2</strong> 与 前作、[[nowhere]]</p>' +
        '<ul><li><code>a&lt;b</code></li><li>#回看</li></ul><blockquote><em>引</em></blockquote>',
    )
  })
})
