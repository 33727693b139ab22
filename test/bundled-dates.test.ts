/** The dates marked in the bundled corpus, against what marks of readers are anchored to. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { canonicalText } from '../src/core/annotation/index.ts'
import type { CompiledArticle } from '../src/core/corpus/index.ts'
import { visibleText } from './fixtures/visible-text.ts'

const FOLDER = 'resources/corpus/articles'
const articles = readdirSync(FOLDER).map(
  (name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as CompiledArticle,
)
const unmarked = (html: string) => html.replace(/<time datetime="[\d-]+">([^<]*)<\/time>/g, '$1')

describe('dates of the bundled corpus', () => {
  it('leave the text of every article as it is without them', () => {
    for (const { id, lang, sections, textHash } of articles) {
      for (const block of sections.flatMap((section) => section.blocks)) {
        const plain = unmarked(block.html)
        expect(plain, `${id}.${lang} ${block.id}`).not.toMatch(/<\/?time\b/)
        expect(visibleText(plain) === block.text, `${id}.${lang} ${block.id}`).toBe(true)
      }
      expect(createHash('sha256').update(canonicalText(sections)).digest('hex')).toBe(textHash)
    }
  })

  it.each([
    ['zh', 'bell-labs', 'lead.1', ['1947', '1948']],
    ['zh', 'meta-ai', 'tools.2', ['2020', '2022']],
    ['en', 'deep-reinforcement-learning', 'branches.1', ['2015', '2017', '2016', '2018', '2019']],
    ['en', 'dall-e', 'after.1', ['2022-04', '2023-10']],
    ['en', 'flash-attention', 'results.2', ['2022-05', '2023-07', '2024-07']],
    ['en', 'bloom', 'lead.1', ['2021']],
    ['en', 'tsinghua', 'lead.1', ['2022']],
  ])('are marked in tables, ranges and before people: %s, %s %s', (lang, id, block, dates) => {
    const article = articles.find((each) => each.lang === lang && each.id === id)
    const html = article?.sections.flatMap(({ blocks }) => blocks).find((each) => each.id === block)?.html ?? ''
    const marked = [...html.matchAll(/<time datetime="([\d-]+)">/g)].map(([, on]) => on)
    expect(marked).toEqual(expect.arrayContaining(dates))
  })

  it.each(['zh', 'en'])('are marked all over the texts in %s', (lang) => {
    const html = articles.filter((each) => each.lang === lang).map((each) => JSON.stringify(each.sections))
    expect(html.join().split('<time ').length).toBeGreaterThan(1800)
    expect(html.filter((each) => each.includes('<time ')).length).toBeGreaterThan(250)
  })
})
