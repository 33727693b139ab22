import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { compileCorpus, type CompiledArticle, type CorpusProblem, type Lang } from './index.ts'
import { visibleText } from '../../../test/fixtures/visible-text.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** A small corpus that is right: two entities with texts, one with its record only. */
const RIGHT: Readonly<Record<string, string>> = {
  'pack.yaml': `id: test
version: 1.0.0
title: {en: Test, zh: 测试}
description: {en: A test., zh: 一个测试。}
licence: CC BY-SA 4.0
credits: [Nobody]
`,
  'references/a.yaml': `vaswani2017:
  type: article
  title: Attention Is All You Need
  author: [{family: Vaswani, given: Ashish}, {family: Shazeer, given: Noam}]
  others: true
  issued: 2017-06-12
  arxiv: '1706.03762'
`,
  'entities/method/transformer/entity.yaml': `id: transformer
kind: method
name: {en: Transformer, zh: Transformer}
aliases: [Transformer architecture]
summary: {en: A network., zh: 一种网络。}
dates: [{what: paper, on: 2017-06-12, source: vaswani2017}]
relations: [{type: developed-by, to: google, source: known}]
level: short
confidence: verified
checked: 2026-01-01
`,
  'entities/method/transformer/zh.md': `${'注意力让每个词看到其他的词。'.repeat(20)}[[google]]在2017年提出它[@vaswani2017, p. 4]，式子是$a^2$，脚注[^1]。

## 它怎样工作 {#how}

| 模型 | 层数 |
| --- | --- |
| base | 6 |

> [!note]
> 这里只说编码器。

$$
\\frac{a}{b}
$$

\`\`\`dot {caption="一层" alt="输入经过注意力到输出。"}
digraph { a -> b; a [label="输入"]; b [label="输出"] }
\`\`\`

\`\`\`python
print("x < y")
\`\`\`

[^1]: 一条注。
`,
  'entities/method/transformer/en.md': `${'Attention lets every word see the other words of its sentence at once. '.repeat(14)}[[google|The company]] proposed it in 2017 [@vaswani2017], with $a^2$ and a note[^1].

## How it works {#how}

| Model | Layers |
| --- | --- |
| base | 6 |

> [!note]
> Only the encoder.

$$
\\frac{a}{b}
$$

\`\`\`dot {caption="One layer" alt="Input goes through attention to output."}
digraph { a -> b; a [label="input"]; b [label="output"] }
\`\`\`

\`\`\`python
print("x < y")
\`\`\`

[^1]: A note.
`,
  'entities/company/google/entity.yaml': `id: google
kind: company
name: {en: Google, zh: 谷歌}
summary: {en: A company., zh: 一家公司。}
dates: [{what: founded, on: 1998-09-04, source: known}]
level: short
confidence: known
checked: 2026-01-01
`,
}

const ZH = 'entities/method/transformer/zh.md'
const EN = 'entities/method/transformer/en.md'
const RECORD = 'entities/method/transformer/entity.yaml'

function compile(changes: Readonly<Record<string, string | ((text: string) => string)>> = {}) {
  const files = new Map(Object.entries(RIGHT))
  for (const [path, change] of Object.entries(changes)) {
    files.set(path, typeof change === 'string' ? change : change(RIGHT[path] ?? ''))
  }
  return compileCorpus(files, { sha256 })
}

async function problemsOf(changes: Parameters<typeof compile>[0]): Promise<readonly CorpusProblem[]> {
  return (await compile(changes)).problems
}

async function article(lang: Lang): Promise<CompiledArticle> {
  const { articles } = await compile()
  const found = articles.find((each) => each.id === 'transformer' && each.lang === lang)
  if (!found) throw new Error('not compiled')
  return found
}

describe('a right corpus', () => {
  it('has no problems and gives every file of a pack', async () => {
    const { problems, pack } = await compile()
    expect(problems).toEqual([])
    expect([...(pack?.keys() ?? [])]).toEqual(
      expect.arrayContaining([
        'manifest.json',
        'catalog.json',
        'graph.json',
        'search.jsonl',
        'sources.json',
        'threads.json',
        'glossary.json',
        'articles/transformer.zh.json',
        'articles/google.en.json',
      ]),
    )
  })

  it('tells every source in one line of each language', async () => {
    const { pack } = await compile()
    expect(JSON.parse(pack?.get('sources.json') ?? '{}')).toMatchObject({
      vaswani2017: {
        en: 'Vaswani et al. (2017). Attention Is All You Need',
        zh: 'Vaswani等（2017）。Attention Is All You Need',
      },
    })
  })

  it('compiles to the same bytes every time', async () => {
    const [a, b] = [await compile(), await compile()]
    expect([...(a.pack ?? [])]).toEqual([...(b.pack ?? [])])
  })

  it.each(['zh', 'en'] as const)('gives each block of %s the text that its HTML shows', async (lang) => {
    const { sections } = await article(lang)
    for (const block of sections.flatMap((section) => section.blocks))
      expect(visibleText(block.html), block.id).toBe(block.text)
  })

  it('aligns both languages by block', async () => {
    const ids = async (lang: Lang) =>
      (await article(lang)).sections.flatMap((section) => section.blocks.map((block) => `${block.id} ${block.type}`))
    expect(await ids('zh')).toEqual(await ids('en'))
    expect(await ids('zh')).toEqual([
      'lead.1 paragraph',
      'how.1 table',
      'how.2 callout',
      'how.3 math',
      'how.4 figure',
      'how.5 code',
    ])
  })

  it('links, cites, and keeps formulas and marks out of the text', async () => {
    const lead = (await article('zh')).sections[0]?.blocks[0]
    expect(lead?.html).toContain('<a href="#/article/google" data-id="google" data-kind="company">谷歌</a>')
    expect(lead?.html).toContain('data-key="vaswani2017" data-locator="p. 4"')
    expect(lead?.html).toContain('class="katex"')
    expect(lead?.text.endsWith('谷歌在2017年提出它，式子是，脚注。')).toBe(true)
  })

  it('writes a term without its capital within an English sentence', async () => {
    const { articles } = await compile({
      'glossary.yaml': '- {id: search-engine, entity: google, en: search engine, zh: 搜索引擎, hant: 搜尋引擎}\n',
      'entities/company/google/entity.yaml': (text) => text.replace('en: Google', 'en: Search engine'),
      [EN]: (text) => text.replace('[[google|The company]] proposed', '[[google]] first. A [[google]] proposed'),
    })
    const lead = articles.find((each) => each.id === 'transformer' && each.lang === 'en')?.sections[0]?.blocks[0]
    expect(lead?.text).toContain('at once. Search engine first. A search engine proposed it')
  })

  it('writes an abbreviation where the id of an English link is one', async () => {
    const { articles } = await compile({
      'glossary.yaml':
        '- {id: search-engine, entity: google, en: search engine, zh: 搜索引擎, hant: 搜尋引擎, abbr: [GOOGLE]}\n',
      'entities/company/google/entity.yaml': (text) => text.replace('en: Google', 'en: Search engine'),
      [EN]: (text) => text.replace('[[google|The company]] proposed', 'A [[google]] proposed'),
    })
    const lead = articles.find((each) => each.id === 'transformer' && each.lang === 'en')?.sections[0]?.blocks[0]
    expect(lead?.text).toContain('A GOOGLE proposed it')
  })

  it('draws diagrams in the page’s own ink, with a text alternative', async () => {
    const figure = (await article('zh')).sections[1]?.blocks[3]
    expect(figure?.html).toContain('输入经过注意力到输出。')
    expect(figure?.html).toContain('>输入</text>')
    expect(figure?.html).not.toMatch(/black|href=|<script/)
  })

  it('shows an entity without a text by its record, and what mentions it', async () => {
    const { articles, pack } = await compile()
    const google = articles.find((each) => each.id === 'google' && each.lang === 'zh')
    expect(google?.sections).toEqual([])
    expect(google?.relations).toMatchObject([{ type: 'developed-by', direction: 'in', id: 'transformer' }])
    expect(google?.backlinks).toMatchObject([{ id: 'transformer', section: 'lead.1' }])
    expect(JSON.parse(pack?.get('catalog.json') ?? '')).toMatchObject({
      entities: [
        { id: 'google', langs: [] },
        { id: 'transformer', langs: ['zh', 'en'] },
      ],
    })
  })

  it('formats references in the article’s language', async () => {
    expect((await article('zh')).references[0]?.html).toContain('Vaswani, A.，Shazeer, N.等（2017）')
    expect((await article('en')).references[0]?.html).toContain('Vaswani, A., Shazeer, N. et al. (2017)')
  })
})

describe('what is wrong is told with its place', () => {
  const append = (more: string) => (text: string) => text + more
  it.each<[string, Parameters<typeof compile>[0], Partial<CorpusProblem>]>([
    ['YAML that does not parse', { [RECORD]: append('a: [') }, { path: RECORD, line: 11 }],
    ['an unknown kind', { [RECORD]: (text) => text.replace('kind: method', 'kind: thing') }, { path: RECORD, line: 2 }],
    ['an impossible date', { [RECORD]: (text) => text.replace('2017-06-12', '2017-13-12') }, { path: RECORD, line: 6 }],
    [
      'a relation to nobody',
      { [RECORD]: (text) => text.replace('to: google', 'to: nobody') },
      { path: RECORD, line: 7, message: 'there is no entity nobody' },
    ],
    [
      'an unknown source',
      { [RECORD]: (text) => text.replace('source: known', 'source: nobody2000') },
      { path: RECORD, line: 7, message: 'there is no reference nobody2000' },
    ],
    [
      'a name used twice',
      { [RECORD]: (text) => text.replace('Transformer architecture', '谷歌') },
      { path: RECORD, line: 4 },
    ],
    [
      'a wrong folder',
      { 'entities/model/x/entity.yaml': (RIGHT[RECORD] ?? '').replaceAll('transformer', 'y') },
      { path: 'entities/model/x/entity.yaml', line: 1 },
    ],
    [
      'a dangling link',
      { [ZH]: append('\n[[nobody]]\n'), [EN]: append('\nMore.\n') },
      { path: ZH, message: '[[nobody]]: there is no such entity' },
    ],
    [
      'a dangling citation',
      { [ZH]: append('\n话[@nobody]。\n'), [EN]: append('\nMore.\n') },
      { path: ZH, message: '[@nobody]: there is no such reference' },
    ],
    [
      'raw HTML',
      { [ZH]: append('\n<b>x</b>\n'), [EN]: append('\nMore.\n') },
      { path: ZH, message: 'raw HTML is not allowed' },
    ],
    ['a broken formula', { [ZH]: append('\n$\\frac{a$\n'), [EN]: append('\n$a$\n') }, { path: ZH }],
    [
      'a broken diagram',
      {
        [ZH]: append('\n```dot {caption="a" alt="b"}\ndigraph { a ->\n```\n'),
        [EN]: append('\n```dot {caption="a" alt="b"}\ndigraph { a }\n```\n'),
      },
      { path: ZH },
    ],
    [
      'a diagram without words',
      {
        [ZH]: append('\n```dot\ndigraph { a }\n```\n'),
        [EN]: append('\n```dot {caption="a" alt="b"}\ndigraph { a }\n```\n'),
      },
      { path: ZH },
    ],
    [
      'a heading without id',
      { [ZH]: append('\n## 无名\n\n话。\n'), [EN]: append('\n## Named {#line-35}\n\nWords.\n') },
      { path: ZH },
    ],
    [
      'texts that do not align',
      { [EN]: append('\nOne more.\n') },
      { path: EN, message: 'block how.6 is missing in zh.md and a paragraph in en.md (5 blocks and 6)' },
    ],
    [
      'blocks of different kinds',
      { [ZH]: append('\n一段。\n'), [EN]: append('\n- one\n') },
      { path: EN, message: 'block how.6 is a paragraph in zh.md and a list in en.md' },
    ],
    [
      'a text in one language only',
      { 'entities/company/google/zh.md': '一段。' },
      { path: 'entities/company/google/en.md', line: 0 },
    ],
    ['half-width punctuation', { [ZH]: append('\n一段,话。\n'), [EN]: append('\nMore.\n') }, { path: ZH }],
    ['typed spaces', { [ZH]: append('\n一段 GPT 话。\n'), [EN]: append('\nMore.\n') }, { path: ZH }],
    [
      'stock phrases',
      { [ZH]: append('\n这是里程碑。\n'), [EN]: append('\nMore.\n') },
      { path: ZH, message: expect.stringContaining('里程碑') as string },
    ],
    [
      'figures of an unnamed maker',
      { [ZH]: append('\n这是厂商的数。\n'), [EN]: append("\nThese are the maker's figures.\n") },
      { path: EN, message: expect.stringContaining('the maker’s figures') as string },
    ],
    [
      'too little text',
      { [ZH]: (text) => text.replaceAll('注意力让每个词看到其他的词。', '') },
      { path: ZH, message: expect.stringContaining('level short asks for 200') as string },
    ],
    [
      'an arXiv number of another month',
      { 'references/a.yaml': (text) => text.replace('2017-06-12', '2018-01-01') },
      { path: 'references/a.yaml', line: 1 },
    ],
    [
      'a reference written twice',
      { 'references/b.yaml': RIGHT['references/a.yaml'] ?? '' },
      { path: 'references/b.yaml', line: 1, message: 'the reference vaswani2017 is already in references/a.yaml:1' },
    ],
  ])('%s', async (_name, changes, expected) => {
    const problems = await problemsOf(changes)
    expect(problems).toEqual(expect.arrayContaining([expect.objectContaining(expected)]))
    expect((await compile(changes)).pack).toBeNull()
  })

  it('circles of descent, and children older than their parents', async () => {
    const child = (id: string, to: string, year: string) =>
      (RIGHT[RECORD] ?? '')
        .replaceAll('Transformer', id)
        .replace('id: transformer', `id: ${id}`)
        .replace('2017-06-12', year)
        .replace('type: developed-by, to: google', `type: derived-from, to: ${to}`)
    const at = (id: string) => `entities/method/${id}/entity.yaml`
    const problems = await problemsOf({ [at('a')]: child('a', 'b', "'2018'"), [at('b')]: child('b', 'a', "'2019'") })
    expect(problems.map((problem) => problem.message).join('\n')).toMatch(
      /a circle of derived-from: [ab] → [ab] → [ab]/,
    )
    expect(problems.map((problem) => problem.message).join('\n')).toContain('a (2018) is dated before b (2019)')
  })

  it('all in one run', async () => {
    const problems = await problemsOf({
      [RECORD]: (text) => text.replace('to: google', 'to: nobody'),
      [ZH]: (text) => `${text}\n里程碑,是。\n`,
    })
    expect(new Set(problems.map((problem) => problem.path)).size).toBeGreaterThanOrEqual(3)
  })
})

describe('what is set as type', () => {
  it('knows the end of bold type that ends with Han punctuation', async () => {
    const { articles, problems } = await compile({
      [ZH]: (text) => text.replace('注意力让每个词', '**快。**它让每个词'),
    })
    const lead = articles.find(({ id, lang }) => id === 'transformer' && lang === 'zh')?.sections[0]?.blocks[0]
    expect(lead?.html).toContain('<strong>快。</strong>它')
    expect(lead?.text).toMatch(/^快。它让每个词/)
    expect(problems).toEqual([])
  })

  it('says so when an asterisk is left over', async () => {
    const problems = await problemsOf({ [ZH]: (text) => text.replace('注意力让每个词', '**快。它让每个词') })
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('“**” cannot be read')])
  })

  it('sets percent signs close', async () => {
    const { articles } = await compile({ [EN]: (text) => text.replace('| base | 6 |', '| base | 6 % of 12\u202f% |') })
    const table = articles.find(({ id, lang }) => id === 'transformer' && lang === 'en')?.sections[1]?.blocks[0]
    expect(table?.text).toContain('6% of 12%')
  })
})

it('sets English quotation marks curved, and leaves code and formulas alone', async () => {
  const typed = `\n"Two" heads' work, [[transformer|the layer]]'s "[[transformer]]": it's \`a"b'c\` and $x'$.\n`
  const { articles } = await compile({ [EN]: (text) => text + typed })
  const last = articles
    .find(({ id, lang }) => id === 'transformer' && lang === 'en')
    ?.sections.at(-1)
    ?.blocks.at(-1)
  expect(last?.text).toContain('“Two” heads’ work, the layer’s “Transformer”: it’s a"b\'c and')
})

describe('hostile Markdown', () => {
  it('leaves nothing that runs', async () => {
    const hostile =
      '\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![a](x.svg "t\\" onerror=\\"alert(1)")\n\n```dot {caption="c" alt="d"}\ndigraph { a [URL="javascript:alert(1)" label="<script>"] }\n```\n\n$\\href{javascript:alert(1)}{x}$\n'
    const { articles } = await compile({ [ZH]: (text) => text + hostile })
    const html = articles
      .flatMap((each) => each.sections.flatMap((section) => section.blocks.map((block) => block.html)))
      .join('')
    expect(html).not.toMatch(/<script|href="javascript|xlink:href|\son\w+="/i)
  })
})
