import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isCompiledMarkup } from './markup.ts'

describe('isCompiledMarkup', () => {
  it.each([
    '',
    'a > b &lt; c',
    '<p>See <a href="#/article/gpt-3" class="entity">GPT-3</a>, <a href="https://example.com/a?b=c:d" rel="noopener">there</a>.</p>',
    '<span class="math" data-tex="a<b"><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi></math></span>',
    '<svg viewBox="0 0 1 1" role="img"><path d="M0 0" fill="none"/></svg>',
    '<img src="/corpus/assets/tiny-lm/words.svg" alt="words"><input type="checkbox" disabled><br />',
  ])('takes %s', (html) => expect(isCompiledMarkup(html)).toBe(true))

  it.each([
    '<script>alert(1)</script>',
    '<SCRIPT src="/x.js"></SCRIPT>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<svg onload="alert(1)">',
    '<p\nonclick="alert(1)">',
    '<p class="a"onclick="alert(1)">',
    "<p class='a' onclick='alert(1)'>",
    '<a href="javascript:alert(1)">',
    '<a href=" javascript:alert(1)">',
    '<a href="java&#115;cript:alert(1)">',
    '<a href="data:text/html,x">',
    '<a xlink:href="javascript:alert(1)">',
    '<img src="//evil.example/x.png">',
    '<img src="/corpus" srcset="https://evil.example/x.png 1x">',
    '<iframe srcdoc="x">',
    '<style><img title="</style><script>alert(1)</script>"></style>',
    '<svg><style>*{}</style></svg>',
    '<svg><animate attributeName="href" values="javascript:alert(1)"/></svg>',
    '<svg><use href="#x"/></svg>',
    '<math><annotation-xml encoding="text/html"><p></p></annotation-xml></math>',
    '<form action="https://evil.example/">',
    '<input formaction="https://evil.example/">',
    '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0">',
    '<!-- --><p></p>',
    '<!--><script>alert(1)</script>-->',
    '<p></p foo>',
    '<p',
    'a < b',
  ])('refuses %s', (html) => expect(isCompiledMarkup(html)).toBe(false))

  it('is linear in what it reads', () => {
    for (const piece of ['<', '<p ', '<p a="', '<p a', ' a="b"'])
      expect(isCompiledMarkup(`<p${piece.repeat(200_000)}`)).toBe(false)
  })
})

describe('the compiled corpus', () => {
  const folder = 'resources/corpus'
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  )

  type Told = { zh: string; en: string }
  type Thread = { stops: { text: Told }[]; closing: Told | null }

  function* htmlIn(value: unknown): Generator<string> {
    if (typeof value !== 'object' || value === null) return
    for (const [name, each] of Object.entries(value)) {
      if (name === 'html' && typeof each === 'string') yield each
      else yield* htmlIn(each)
    }
  }

  it('carries nothing executable', () => {
    expect(new Set(files.map((file) => extname(file)))).toEqual(new Set(['.json', '.jsonl']))
    const texts = files
      .filter((file) => file.endsWith('.json'))
      .map((file) => JSON.parse(readFileSync(file, 'utf8')) as unknown)
    const threads = JSON.parse(readFileSync(join(folder, 'threads.json'), 'utf8')) as Thread[]
    const told = threads.flatMap(({ stops, closing }) => [
      ...stops.map(({ text }) => text),
      ...(closing ? [closing] : []),
    ])
    const pieces = [...texts.flatMap((text) => [...htmlIn(text)]), ...told.flatMap(({ zh, en }) => [zh, en])]
    expect(pieces.length).toBeGreaterThan(5000)
    expect(pieces.filter((html) => !isCompiledMarkup(html))).toEqual([])
  })
})
