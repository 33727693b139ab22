import {
  LANGS,
  lengthOf,
  type Compiled,
  type CompiledArticle,
  type CorpusProblem,
} from '../../src/core/corpus/index.ts'

/** How much there is of what. Lengths: Han characters in Chinese, words in English. */
export interface CorpusCounts {
  readonly entities: Readonly<Record<string, number>>
  readonly levels: Readonly<Record<string, number>>
  readonly articles: Readonly<Record<string, number>>
  readonly lengths: Readonly<Record<string, number>>
  readonly references: number
  readonly figures: number
  readonly threads: number
  readonly terms: number
  readonly relations: Readonly<Record<string, number>>
  readonly problems?: readonly CorpusProblem[]
}

/** Text that counts as reading: no code, formulas or diagrams. */
function proseOf({ sections }: CompiledArticle): string {
  const blocks = sections.flatMap((section) => section.blocks)
  return blocks
    .filter(({ type }) => type !== 'code' && type !== 'math' && type !== 'figure')
    .map((block) => block.text)
    .join('\n')
}

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of [...values].sort()) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

/** Counts a compiled corpus. */
export function countCorpus({ source, articles }: Pick<Compiled, 'source' | 'articles'>): CorpusCounts {
  const records = [...source.records.values()].map((record) => record.value)
  const written = articles.filter((article) => article.sections.length > 0)
  const blocks = written
    .filter((article) => article.lang === 'en')
    .flatMap((article) => article.sections.flatMap((section) => section.blocks))
  return {
    entities: tally(records.map((record) => record.kind)),
    levels: tally(records.filter((record) => source.articles.has(record.id)).map((record) => record.level)),
    articles: tally(written.map((article) => article.lang)),
    lengths: Object.fromEntries(
      LANGS.map((lang) => [
        lang,
        written
          .filter((article) => article.lang === lang)
          .reduce((sum, article) => sum + lengthOf(proseOf(article), lang), 0),
      ]),
    ),
    references: source.references.size,
    figures: blocks.filter((block) => block.type === 'figure').length,
    threads: source.threads.length,
    terms: source.glossary?.value.length ?? 0,
    relations: tally(records.flatMap((record) => record.relations.map((relation) => relation.type))),
  }
}
