/** Random pieces of Chinese text, cut anywhere: what is in the texts must be found, and nothing else. */
import { canonical } from '../../src/core/text/index.ts'
import { blockTexts, seeded, type BenchCorpus } from './corpus.ts'

export interface Phrase {
  readonly text: string
  /** Entities that have it, in an article or in names and summary. */
  readonly holders: ReadonlySet<string>
}

/** In more articles than this it is no phrase one looks for. */
const MOST_HOLDERS = 10

/** Draws phrases of 2 to 6 characters that at most ten entities have. */
export function drawPhrases({ catalog, articles }: BenchCorpus, count: number, seed = 5): Phrase[] {
  const random = seeded(seed)
  const texts = new Map<string, string[]>()
  const add = (id: string, some: readonly string[]) => texts.set(id, [...(texts.get(id) ?? []), ...some.map(canonical)])
  for (const { id, name, aliases, summary } of catalog.entities)
    add(id, [name.zh, name.en, ...aliases, summary.zh, summary.en])
  for (const article of articles)
    add(article.id, [...article.sections.map(({ title }) => title), ...blockTexts(article)])
  const runs = articles
    .filter((article) => article.lang === 'zh')
    .flatMap((article) => blockTexts(article).flatMap((text) => text.match(/[\u4e00-\u9fff]{6,}/g) ?? []))
  const joined = [...texts].map(([id, some]) => [id, some.join('\n')] as const)
  const phrases = new Map<string, Phrase>()
  while (phrases.size < count) {
    const run = runs[Math.floor(random() * runs.length)] ?? ''
    const length = 2 + Math.floor(random() * 5)
    const at = Math.floor(random() * (run.length - length + 1))
    const text = canonical(run.slice(at, at + length))
    const holders = new Set(joined.flatMap(([id, all]) => (all.includes(text) ? [id] : [])))
    if (holders.size <= MOST_HOLDERS) phrases.set(text, { text, holders })
  }
  return [...phrases.values()]
}

/** Recall and precision among ten; `found` are the hits that claim to have the phrase. */
export function judgePhrase({ holders }: Phrase, found: readonly string[]): { recall: number; precision: number } {
  const top = found.slice(0, 10)
  const right = top.filter((id) => holders.has(id)).length
  return { recall: right / Math.min(10, holders.size), precision: top.length === 0 ? 1 : right / top.length }
}
