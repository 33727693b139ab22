/** Long texts to mark: paragraphs of the corpus, in both languages. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CompiledArticle, Lang } from '../../src/core/corpus/model.ts'

const ARTICLES = 'resources/corpus/articles'

export interface LongText {
  readonly lang: Lang
  readonly paragraphs: readonly string[]
  /** Paragraphs that are not in the text, for edits to bring in. */
  readonly spare: readonly string[]
  readonly words: number
}

/** Lines that stand in every chapter of a manual: what makes a text hard to mark. */
const RECURRING = [
  'Overview',
  'Options',
  'Example',
  'See also',
  'The options are as follows:',
  'This section describes what was published and what was not.',
  'The training data, the code and the weights were not released.',
  'The default is usually right; change it only if you know why.',
  'The number of parameters has not been disclosed by the company.',
  'For the details, see the technical report and its appendix.',
]

/** A text of about `words` words from the compiled corpus, in an order drawn with `random`. */
export function longText(lang: Lang, words: number, random: () => number): LongText {
  const names = readdirSync(ARTICLES).filter((name) => name.endsWith(`.${lang}.json`))
  const all = names
    .map((name) => ({ name, key: random() }))
    .sort((a, b) => a.key - b.key)
    .flatMap(({ name }) => (JSON.parse(readFileSync(join(ARTICLES, name), 'utf8')) as CompiledArticle).sections)
    .flatMap(({ blocks }) => blocks.flatMap(({ text }) => text.split('\n')))
    .filter((text) => text.trim().length > 1)
  const paragraphs: string[] = []
  let count = 0
  for (const paragraph of all) {
    if (count >= words) break
    paragraphs.push(paragraph)
    count += wordsOf(paragraph, lang).length
  }
  return { lang, paragraphs, spare: all.slice(paragraphs.length), words: count }
}

/**
 * The same with lines that come again and again: before every second paragraph a stock line, and every sixth paragraph
 * a second time further down.
 */
export function repetitiveText(words: number, random: () => number): LongText {
  const { lang, paragraphs, spare } = longText('en', words / 1.3, random)
  const repeated: string[] = []
  for (const [i, paragraph] of paragraphs.entries()) {
    if (i % 2 === 0) repeated.push(RECURRING[Math.floor(random() * RECURRING.length)] ?? '')
    repeated.push(paragraph)
    const former = paragraphs[i - 5]
    if (i % 6 === 5 && former !== undefined) repeated.push(former)
  }
  const count = repeated.reduce((sum, paragraph) => sum + wordsOf(paragraph, lang).length, 0)
  return { lang, paragraphs: repeated, spare, words: count }
}

/** The words of a text with their places. */
export function wordsOf(text: string, lang: Lang): readonly { readonly index: number; readonly segment: string }[] {
  return [...new Intl.Segmenter(lang, { granularity: 'word' }).segment(text)].filter((each) => each.isWordLike)
}
