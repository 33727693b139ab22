/** The files of a compiled pack. */
import { layoutMap } from '../graph/index.ts'
import { buildSearchIndex } from '../search/index.ts'
import { generateCards } from '../study/index.ts'
import { TOKENISER } from '../text/index.ts'
import {
  LANGS,
  PACK_FORMAT,
  type Bilingual,
  type Catalog,
  type CatalogEntry,
  type CompiledArticle,
  type CompiledGraph,
  type EntityRecord,
  type PackManifest,
  type Thread,
  type TimelineEvent,
} from './model.ts'
import { passageOf } from './card-places.ts'
import { firstDate } from './record-checks.ts'
import { shortReference } from './references.ts'
import type { CorpusSource, SourceFiles } from './source.ts'

export interface PackParts {
  readonly source: CorpusSource
  readonly files: SourceFiles
  /** Both languages of every entity. */
  readonly articles: readonly CompiledArticle[]
  readonly threads: readonly Thread[]
  readonly sha256: (text: string) => string
}

/** @param about What `pack.yaml` says. @returns Texts by path; the same parts always give the same texts. */
export function makePack(parts: PackParts, about: NonNullable<CorpusSource['pack']>['value']): Map<string, string> {
  const { source, files, articles, threads, sha256 } = parts
  const catalog = makeCatalog(source, articles)
  const graph = makeGraph(source, catalog)
  const glossary = source.glossary?.value ?? []
  const pack = new Map<string, string>()
  for (const article of articles) pack.set(`articles/${article.id}.${article.lang}.json`, JSON.stringify(article))
  for (const [path, text] of files) {
    const [, id, name] = /^entities\/[^/]+\/([^/]+)\/([^/]+\.svg)$/.exec(path) ?? []
    if (id !== undefined && name !== undefined) pack.set(`assets/${id}/${name}`, text)
  }
  pack.set('catalog.json', JSON.stringify(catalog))
  pack.set('graph.json', JSON.stringify(graph))
  pack.set('timeline.json', JSON.stringify(makeTimeline(source)))
  pack.set('sources.json', JSON.stringify(makeSources(source)))
  pack.set('threads.json', JSON.stringify(threads))
  pack.set('glossary.json', JSON.stringify(glossary))
  const records = [...source.records.values()].map(({ value }) => value)
  const inEnglish = new Map(articles.flatMap((each) => (each.lang === 'en' ? [[each.id, each] as const] : [])))
  const entries = new Map(catalog.entities.map((entry) => [entry.id, entry]))
  const cards = generateCards(records, glossary, threads, mentionsOf(articles)).map((card) => ({
    ...card,
    block: passageOf(card, inEnglish.get(card.about ?? ''), entries),
  }))
  pack.set('cards.json', JSON.stringify(cards))
  pack.set('search.jsonl', buildSearchIndex({ catalog, articles, glossary }))
  const { id, version, title, description, licence, credits } = about
  const manifest: PackManifest = {
    format: PACK_FORMAT,
    id,
    version,
    title,
    description,
    licence,
    credits,
    tokeniser: TOKENISER,
    counts: {
      entities: source.records.size,
      articles: source.articles.size,
      threads: threads.length,
      references: source.references.size,
      terms: glossary.length,
      relations: graph.edges.length,
    },
    files: Object.fromEntries([...pack].sort(([a], [b]) => compare(a, b)).map(([path, text]) => [path, sha256(text)])),
  }
  return pack.set('manifest.json', JSON.stringify(manifest, null, 2))
}

/** What each article links to or is linked from, in either language. */
function mentionsOf(articles: readonly CompiledArticle[]): ReadonlyMap<string, ReadonlySet<string>> {
  const mentions = new Map<string, Set<string>>()
  for (const { id, links, backlinks } of articles) {
    mentions.set(id, new Set([...(mentions.get(id) ?? []), ...links, ...backlinks.map((link) => link.id)]))
  }
  return mentions
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function makersOf(record: EntityRecord): string[] {
  const type = record.kind === 'person' ? 'works-at' : 'developed-by'
  return record.relations.filter((relation) => relation.type === type).map((relation) => relation.to)
}

function makeCatalog(source: CorpusSource, articles: readonly CompiledArticle[]): Catalog {
  const compiled = new Map(articles.map((article) => [`${article.id}.${article.lang}`, article]))
  const entities = [...source.records.values()].map(({ value: record }): CatalogEntry => {
    const { id, kind, name, aliases, summary, level, confidence } = record
    const minutes = (lang: 'zh' | 'en') => compiled.get(`${id}.${lang}`)?.minutes ?? 0
    return {
      id,
      kind,
      name,
      aliases,
      summary,
      date: firstDate(record),
      level,
      confidence,
      makers: makersOf(record),
      langs: LANGS.filter((lang) => source.articles.get(id)?.[lang] !== undefined),
      minutes: { zh: minutes('zh'), en: minutes('en') },
      degree: compiled.get(`${id}.en`)?.relations.length ?? 0,
    }
  })
  return { entities: entities.sort((a, b) => compare(a.id, b.id)), redirects: source.redirects }
}

function makeGraph(source: CorpusSource, catalog: Catalog): CompiledGraph {
  const edges = [...source.records.values()]
    .flatMap(({ value: record }) =>
      record.relations.map(({ type, to, since = null, source: key }) => ({
        from: record.id,
        to,
        type,
        since,
        source: key,
      })),
    )
    .sort((a, b) => compare(a.from, b.from) || compare(a.type, b.type) || compare(a.to, b.to))
  const nodes = catalog.entities.map(({ id, kind, name, date, degree, makers }) => ({
    id,
    kind,
    name,
    date,
    degree,
    lane: kind === 'company' ? id : (makers[0] ?? null),
  }))
  const positions = layoutMap(nodes, edges)
  return { nodes: nodes.map((node) => ({ ...node, ...(positions.get(node.id) ?? { x: 0, y: 0 }) })), edges }
}

/** References in one line each, for lists that belong to no article. */
function makeSources(source: CorpusSource): Readonly<Record<string, Bilingual>> {
  const lines = [...source.references].map(([key, reference]) => {
    const line = { zh: shortReference(reference, 'zh'), en: shortReference(reference, 'en') }
    return [key, line] as const
  })
  return Object.fromEntries(lines.sort(([a], [b]) => compare(a, b)))
}

function makeTimeline(source: CorpusSource): TimelineEvent[] {
  return [...source.records.values()]
    .flatMap(({ value: { id, kind, dates } }) =>
      dates.map(({ what, on, source: key, disputed = [] }) => ({
        id,
        kind,
        what,
        on,
        source: key,
        ...(disputed.length > 0 ? { disputed: disputed.map(({ value }) => String(value)) } : {}),
      })),
    )
    .sort((a, b) => compare(a.on, b.on) || compare(a.id, b.id) || compare(a.what, b.what))
}
