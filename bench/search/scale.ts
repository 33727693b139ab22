/** A larger corpus out of the bundled one: articles whose sections are recombined from all articles of a language. */
import type { CatalogEntry, CompiledArticle } from '../../src/core/corpus/model.ts'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSearchIndex } from '../../src/core/search/index.ts'
import { blockTexts, seeded, type BenchCorpus } from './corpus.ts'

/** The corpus, and made-up pairs until there are `count` articles (of both languages together). */
export function enlarge(corpus: BenchCorpus, count: number, seed = 3): BenchCorpus {
  const random = seeded(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const pools = {
    zh: corpus.articles.filter((article) => article.lang === 'zh'),
    en: corpus.articles.filter((article) => article.lang === 'en'),
  }
  const entities: CatalogEntry[] = [...corpus.catalog.entities]
  const articles: CompiledArticle[] = [...corpus.articles]
  const texts = {
    zh: pools.zh.flatMap(blockTexts),
    en: pools.en.flatMap(blockTexts),
  }
  while (articles.length < count) {
    const id = `made-${String(entities.length)}`
    const [one, other] = [pick(corpus.catalog.entities), pick(corpus.catalog.entities)]
    const name = { zh: `${one.name.zh}与${other.name.zh}`, en: `${one.name.en} with ${other.name.en}` }
    entities.push({
      ...one,
      id,
      name,
      aliases: [],
      summary: other.summary,
      langs: ['zh', 'en'],
      level: 'short',
      degree: 0,
    })
    for (const lang of ['zh', 'en'] as const) {
      const model = pick(pools[lang])
      const sections = model.sections.map((section) => ({
        ...section,
        blocks: section.blocks.map((block) => ({ ...block, text: pick(texts[lang]) })),
      }))
      articles.push({ ...model, id, lang, sections })
    }
  }
  return { ...corpus, catalog: { ...corpus.catalog, entities }, articles }
}

/** Writes what search reads of a pack. */
export function writePack(folder: string, corpus: BenchCorpus): void {
  mkdirSync(folder, { recursive: true })
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
  }
  write('catalog.json', JSON.stringify(corpus.catalog))
  write('glossary.json', JSON.stringify(corpus.glossary))
  write('graph.json', JSON.stringify({ nodes: [], edges: corpus.edges }))
  write('search.jsonl', buildSearchIndex(corpus))
}
