/** The compiled corpus as the benchmarks read it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalog, CompiledArticle, CompiledGraph, GlossaryTerm } from '../../src/core/corpus/model.ts'

export interface BenchCorpus {
  readonly catalog: Catalog
  readonly glossary: readonly GlossaryTerm[]
  readonly edges: CompiledGraph['edges']
  readonly articles: readonly CompiledArticle[]
}

export const PACK = 'resources/corpus'

/** Reads all of a pack. */
export function readCorpus(pack = PACK): BenchCorpus {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(pack, name), 'utf8'))
  const catalog = read('catalog.json') as Catalog
  return {
    catalog,
    glossary: read('glossary.json') as GlossaryTerm[],
    edges: (read('graph.json') as CompiledGraph).edges,
    articles: catalog.entities.flatMap((entry) =>
      entry.langs.map((lang) => read(`articles/${entry.id}.${lang}.json`) as CompiledArticle),
    ),
  }
}

/** Plain texts of an article's blocks. */
export function blockTexts(article: CompiledArticle): string[] {
  return article.sections.flatMap((section) => section.blocks.map((block) => block.text))
}

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** The value that a share of all values doesn't exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}
