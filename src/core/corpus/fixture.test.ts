/** The corpus in test/fixtures/corpus holds every case of an article once. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileCorpus, FACT_KEYS, type ArticleBlock, type CompiledArticle, type Lang, type Thread } from './index.ts'
import { visibleText } from '../../../test/fixtures/visible-text.ts'

const FOLDER = join(import.meta.dirname, '../../../test/fixtures/corpus')
const FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [relative(FOLDER, file), readFileSync(file, 'utf8')]),
)
const TINY = 'entities/model/tiny-lm'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const compiled = compileCorpus(FILES, { sha256 })

function changed(changes: Readonly<Record<string, (text: string) => string>>): ReadonlyMap<string, string> {
  return new Map([...FILES].map(([path, text]) => [path, changes[path]?.(text) ?? text]))
}

async function messages(changes: Parameters<typeof changed>[0], more: Readonly<Record<string, string>> = {}) {
  const { problems } = await compileCorpus(new Map([...changed(changes), ...Object.entries(more)]), { sha256 })
  return problems.map(({ path, line, message }) => `${path}:${line}: ${message}`)
}

async function article(id: string, lang: Lang): Promise<CompiledArticle> {
  const found = (await compiled).articles.find((each) => each.id === id && each.lang === lang)
  if (!found) throw new Error(`${id}.${lang} is not compiled`)
  return found
}

async function block(lang: Lang, id: string): Promise<ArticleBlock> {
  const { sections } = await article('tiny-lm', lang)
  const found = sections.flatMap((section) => section.blocks).find((each) => each.id === id)
  if (!found) throw new Error(`there is no block ${id}`)
  return found
}

async function packed<T>(path: string): Promise<T> {
  return JSON.parse((await compiled).pack?.get(path) ?? 'null') as T
}

it('reads text as the page does', () => {
  const html = '<p>a<a data-skip="" title=">">b<b>c</b></a>d &#x26;<br>e<img src="x"> <em>f</em></p>'
  expect(visibleText(html)).toBe('ad &e f')
})

describe('every case of an article', () => {
  it('is right', async () => {
    expect((await compiled).problems).toEqual([])
  })

  it('shows the text that search and notes know', async () => {
    const { articles } = await compiled
    for (const { id, lang, sections } of articles)
      for (const each of sections.flatMap((section) => section.blocks))
        expect(visibleText(each.html), `${id}.${lang} ${each.id}`).toBe(each.text)
  })

  it('joins lines of the source with a space in English and with nothing in Chinese', async () => {
    expect((await block('zh', 'lead.1')).text).toContain('读的是一堆网页，')
    expect((await block('en', 'lead.1')).text.replace('\n', ' ')).toContain('a heap of pages')
  })

  it('leaves no space where a citation stood', async () => {
    expect((await block('en', 'lead.1')).text).toContain('2 million parameters. It read')
  })

  it('keeps links whole in the cells of a table', async () => {
    const table = await block('en', 'how.4')
    expect(table.text.split('\n').filter(Boolean)).toEqual([
      'Name',
      'Size',
      'The small one',
      '2 million',
      'The large & the larger',
      'a|b',
    ])
  })

  it('follows former ids', async () => {
    expect((await block('en', 'how.4')).html).toContain('href="#/article/tiny-lm"')
    const [thread] = await packed<Thread[]>('threads.json')
    expect(thread?.stops.map((stop) => stop.id)).toContain('tiny-lm')
    expect(await packed('catalog.json')).toMatchObject({ redirects: { 'old-lm': 'tiny-lm' } })
  })

  it('numbers references by first citation, those of the record last', async () => {
    const { references } = await article('tiny-lm', 'en')
    expect(references.map(({ n, key, citedIn }) => [n, key, citedIn])).toEqual([
      [1, 'example2020', ['lead.1']],
      [2, 'wang2019', ['lead.1']],
      [3, 'lab2021', ['how.4']],
    ])
    expect((await article('ada-example', 'en')).references.map((each) => each.key)).toEqual(['example2020'])
    expect((await article('page-heap', 'en')).references.map((each) => each.key)).toEqual(['wang2019', 'lab2021'])
  })

  it('writes references as each language does, safely', async () => {
    const html = async (lang: Lang) => (await article('tiny-lm', lang)).references.map((each) => each.html)
    expect((await html('en'))[0]).toContain('Example, A. B., & Muster, M. (2020). Looking Around Is Enough. <cite>')
    expect((await html('zh'))[1]).toBe('王小明，李华（2019）。<cite>网页堆</cite>。虚构出版社')
    expect((await html('en'))[2]).toContain('Small Lab (2021, March 4). <cite>Tiny LM &lt;released&gt;</cite>.')
    expect((await html('zh'))[2]).toContain('href="https://lab.example/tiny?a=1&amp;b=2"')
  })

  it('tells who mentions an article, with the sentence', async () => {
    expect((await article('look-around', 'en')).backlinks).toEqual([
      { id: 'tiny-lm', section: 'lead.1', excerpt: 'It read a heap of pages and looked around (see here).' },
    ])
  })

  it('shows relations from both ends', async () => {
    const seen = (await article('slow-chip', 'zh')).relations
    expect(seen).toEqual([{ type: 'trained-on', direction: 'in', id: 'tiny-lm', since: null, source: 'known' }])
  })

  it('numbers footnotes by use', async () => {
    const { footnotes } = await article('tiny-lm', 'en')
    expect(footnotes.map(({ id, n }) => [id, n])).toEqual([
      ['why', 1],
      ['2', 2],
    ])
    expect((await block('en', 'lead.1')).html).toContain('<a class="footnote-ref" href="#fn-why" data-skip="">1</a>')
  })

  it('names callouts in the article’s language, outside the text', async () => {
    expect(await block('zh', 'how.9')).toMatchObject({
      type: 'callout',
      html: expect.stringContaining('<div class="callout-title" data-skip="">说法不一</div>') as string,
      text: '\n有人说它写第三遍。\n',
    })
  })

  it('draws diagrams in one ink, without links, with a label for those who cannot see them', async () => {
    const { html, text } = await block('en', 'how.6')
    expect(html).toContain('role="img" aria-label="Pages go into the model, the model writes words."')
    expect(html).toContain('>model &lt;1&gt;</text>')
    expect(html).not.toMatch(/red|black|href|javascript|style=|<title/)
    expect(text).toBe('From pages to words')
  })

  it('serves figures from the pack', async () => {
    expect((await block('zh', 'how.7')).html).toContain('<img src="/corpus/assets/tiny-lm/words.svg" alt="一条横线">')
    expect((await compiled).pack?.get('assets/tiny-lm/words.svg')).toBe(FILES.get(`${TINY}/words.svg`))
  })

  it('lists every file with its hash', async () => {
    const { pack } = await compiled
    const { files } = await packed<{ files: Record<string, string> }>('manifest.json')
    const hashes = [...(pack ?? [])]
      .filter(([path]) => path !== 'manifest.json')
      .map(([path, text]) => [path, sha256(text)])
    expect(files).toEqual(Object.fromEntries(hashes))
  })
})

describe('what is kept from an earlier build', () => {
  async function build(cache: Map<string, string>, files = FILES) {
    const written: string[] = []
    const set = (key: string, text: string) => {
      written.push(key)
      cache.set(key, text)
    }
    const { pack, problems } = await compileCorpus(files, { sha256, cache: { get: (key) => cache.get(key), set } })
    return { pack, problems, rendered: written.length }
  }

  it('gives the same pack as a fresh build', async () => {
    const cache = new Map<string, string>()
    expect((await build(cache)).rendered).toBe(6)
    const again = await build(cache)
    expect(again.rendered).toBe(0)
    expect([...(again.pack ?? [])]).toEqual([...((await compiled).pack ?? [])])
  })

  it('is rendered anew where the text or the name of something it links to has changed', async () => {
    const cache = new Map<string, string>()
    await build(cache)
    const edited = changed({ [`${TINY}/en.md`]: (text) => text.replace('The last', 'The very last') })
    expect((await build(cache, edited)).rendered).toBe(1)
    const record = 'entities/dataset/page-heap/entity.yaml'
    const renamed = changed({ [record]: (text) => text.replace('zh: 网页堆}', 'zh: 网页山}') })
    const after = await build(cache, renamed)
    expect(after.rendered).toBe(1) // the Chinese text that shows the name
    expect(after.pack).toEqual((await compileCorpus(renamed, { sha256 })).pack)
  })

  it('is not believed when it is damaged', async () => {
    const cache = new Map<string, string>()
    await build(cache)
    for (const key of cache.keys()) cache.set(key, '{"sections":[')
    expect((await build(cache)).rendered).toBe(6)
  })

  it('keeps its problems', async () => {
    const cache = new Map<string, string>()
    const broken = changed({ [`${TINY}/en.md`]: (text) => text.replace('[@lab2021]', '[@nobody]') })
    const first = await build(cache, broken)
    expect(first.problems).toHaveLength(1)
    expect((await build(cache, broken)).problems).toEqual(first.problems)
  })
})

describe('faults of every kind', () => {
  const en = `${TINY}/en.md`
  const zh = `${TINY}/zh.md`
  const record = `${TINY}/entity.yaml`
  it.each<[string, Parameters<typeof changed>[0], string]>([
    [
      'a link to a missing section',
      { [en]: (text) => text.replace('[[look-around#how|', '[[look-around#why|') },
      `${en}:2: [[look-around#why]]: look-around has no such section`,
    ],
    [
      'a link that is not closed',
      { [en]: (text) => text.replace('[[ada-example]]', '[[ada-example]') },
      `${en}:44: “[[” cannot be read as a link, citation or footnote (docs/corpus.md, section 3)`,
    ],
    [
      'a footnote that is not there',
      { [en]: (text) => text.replace('[^2]: The', 'The') },
      `${en}:42: “[^2]” cannot be read as a link, citation or footnote (docs/corpus.md, section 3)`,
    ],
    [
      'a footnote that is not used',
      { [en]: (text) => text.replace('[^2].', '.') },
      `${en}:45: the footnote [^2] is not used`,
    ],
    [
      'a formula in a line between double dollars',
      { [en]: (text) => text.replace('$d$', () => '$$d$$') },
      `${en}:8: $$ stands alone on a line before and after its formula`,
    ],
    [
      'dollars that are money',
      { [en]: (text) => text.replace('it cost \\$5', 'from $5 and not more than $7') },
      `${en}:8: “$5 and not more than $” reads like words, not like a formula: write \\$ for a dollar sign`,
    ],
    [
      'an unused bar in a table',
      { [en]: (text) => text.replace('`a\\|b`', '`a|b`') },
      `${en}:22: this row has more cells than the head of its table: write \\| for a bar inside a cell`,
    ],
    [
      'a figure without caption',
      { [en]: (text) => text.replace(' "What a line looks like"', '') },
      `${en}:33: a figure needs a text alternative and a caption: ![alternative](file.svg "Caption")`,
    ],
    [
      'a figure from elsewhere',
      { [en]: (text) => text.replace('words.svg', 'https://lab.example/words.svg') },
      `${en}:33: the figure https://lab.example/words.svg is not beside the article`,
    ],
    [
      'a picture inside a line',
      { [en]: (text) => text.replace('The last paragraph', 'The ![last](words.svg "x") paragraph') },
      `${en}:42: a figure stands in a paragraph of its own`,
    ],
    [
      'an address that is not https',
      { [en]: (text) => text.replace('(https://lab', '(http://lab') },
      `${en}:2: the address http://lab.example/tiny does not begin with https://`,
    ],
    [
      'a lead that gives another size',
      { [en]: (text) => text.replace('2 million parameters', '7 million parameters') },
      `${en}:1: the lead gives 7,000,000 parameters, the record 2,000,000 (figures-ok allows others)`,
    ],
    [
      'sections that differ',
      { [en]: (text) => text.replace('{#how}', '{#means}') },
      `${en}:6: section 2 is ## how in zh.md and ## means in en.md`,
    ],
    [
      'style faults in a heading',
      { [zh]: (text) => text.replace('它怎样写字', '它 GPT 怎样写字') },
      `${zh}:6: a typed space between Han and Latin: “它 GPT 怎样”, “它 GPT 怎样写字” (the page adds the gap)`,
    ],
    [
      'stock phrases in a record',
      { [record]: (text) => text.replace('A model of', 'A milestone of') },
      `${record}:5: “milestone” is a stock phrase: say what happened instead`,
    ],
    [
      'an unknown key',
      { [record]: (text) => `${text}colour: red\n` },
      `${record}:17: colour is no known key (docs/corpus.md lists them)`,
    ],
    [
      'an unknown kind of fact',
      { [record]: (text) => text.replace('key: parameters', 'key: weight') },
      `${record}:8: facts.0.key is "weight", not (${FACT_KEYS.map((key) => `"${key}"`).join(' | ')})`,
    ],
    [
      'parameters in words',
      { [record]: (text) => text.replace('value: 2000000', 'value: two million') },
      `${record}:8: facts.0 is no plain number, as a count of parameters is`,
    ],
    ['a missing key', { [record]: (text) => text.replace('level: short\n', '') }, `${record}:1: level is missing`],
    [
      'a disputed value of an unknown source',
      { 'entities/dataset/page-heap/entity.yaml': (text) => text.replace('lab2021', 'nobody') },
      'entities/dataset/page-heap/entity.yaml:7: there is no reference nobody',
    ],
    [
      'a stop at an unknown section',
      { 'threads/a-short-walk.yaml': (text) => text.replace('#how', '#why') },
      'threads/a-short-walk.yaml:8: look-around has no section why',
    ],
    [
      'a redirect to nobody',
      { 'redirects.yaml': (text) => text.replace(': tiny-lm', ': nobody') },
      'redirects.yaml:1: there is no entity nobody',
    ],
    [
      'a term of nobody',
      { 'glossary.yaml': (text) => text.replace('entity: look-around', 'entity: nobody') },
      'glossary.yaml:1: there is no entity nobody',
    ],
    [
      'a drawing with a script',
      { [`${TINY}/words.svg`]: (text) => text.replace('<path', '\n<script>1</script><path') },
      `${TINY}/words.svg:2: a figure must not hold a script`,
    ],
  ])('%s', async (_name, changes, expected) => {
    expect(await messages(changes)).toContain(expected)
  })

  it('files without a place, and texts without a record', async () => {
    const found = await messages({}, { 'entities/model/tiny-lm/zh.txt': '', 'entities/model/lost/en.md': 'Lost.' })
    expect(found).toEqual([
      'entities/model/lost/en.md:0: has no record: entities/model/lost/entity.yaml is missing',
      'entities/model/tiny-lm/zh.txt:0: has no place in a corpus: docs/corpus.md, section 1, lists what has',
    ])
  })

  it('one work under two keys', async () => {
    const twin = `twin2020:\n  type: article\n  title: Twin\n  issued: 2020-06\n  arxiv: '2006.00001'\n`
    expect(await messages({}, { 'references/more.yaml': twin })).toEqual([
      'references/works.yaml:1: arXiv 2006.00001 is also the reference twin2020: keep one key',
    ])
  })

  it('none of a size that the record allows', async () => {
    const found = await messages({
      [en]: (text) => text.replace('2 million parameters', '7 million parameters'),
      [record]: (text) => `${text}figures-ok: [7000000]\n`,
    })
    expect(found).toEqual([])
  })

  it('only of the entities that are asked for', async () => {
    const broken = changed({
      [en]: (text) => text.replace('[@lab2021]', '[@nobody]'),
      'entities/dataset/page-heap/en.md': (text) => text.replace('[@wang2019]', '[@nobody]'),
    })
    const { problems, pack } = await compileCorpus(broken, { sha256, only: new Set(['page-heap']) })
    expect(problems.map((problem) => problem.path)).toContain('entities/dataset/page-heap/en.md')
    expect(problems.map((problem) => problem.path)).not.toContain(en)
    expect(pack).toBeNull()
  })
})
