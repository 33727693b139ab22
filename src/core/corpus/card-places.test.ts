/** Over the compiled corpus: most cards know their passage, and it is one of their article. Needs `npm run corpus`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { StudyCard } from '../study/model.ts'
import type { CompiledArticle } from './model.ts'

const read = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../resources/corpus', name), 'utf8')) as unknown
const cards = read('cards.json') as readonly StudyCard[]

it('leads cards to a passage that is there in both languages', () => {
  const asked = cards.filter(({ about }) => about !== null)
  const placed = asked.filter(({ block }) => typeof block === 'string')
  expect(placed.length).toBeGreaterThan(asked.length / 2)
  for (const { id, about, block } of placed) {
    for (const lang of ['zh', 'en']) {
      const { sections } = read(`articles/${about ?? ''}.${lang}.json`) as CompiledArticle
      expect(
        sections.some(({ blocks }) => blocks.some((each) => each.id === block)),
        `${id} ${lang}`,
      ).toBe(true)
    }
  }
})

it('leads the maker of InstructGPT to where OpenAI is named', () => {
  const card = cards.find(({ id }) => id === 'maker/instructgpt')
  const article = read('articles/instructgpt.en.json') as CompiledArticle
  const block = article.sections.flatMap(({ blocks }) => blocks).find(({ id }) => id === card?.block)
  expect(block?.text).toContain('OpenAI')
})
