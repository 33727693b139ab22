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

  it.each(['zh', 'en'])('are marked all over the texts in %s', (lang) => {
    const html = articles.filter((each) => each.lang === lang).map((each) => JSON.stringify(each.sections))
    expect(html.join().split('<time ').length).toBeGreaterThan(1800)
    expect(html.filter((each) => each.includes('<time ')).length).toBeGreaterThan(250)
  })
})
