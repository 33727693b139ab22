/** The compiler: what authors wrote becomes the pack the app reads. Repeatable byte for byte. */
import { layoutMap } from '../graph/index.ts'
import { buildSearchIndex } from '../search/index.ts'
import { TOKENISER } from '../text/index.ts'
import { compareStructure } from './alignment.ts'
import { compileArticle, type ArticleDraft } from './compile-article.ts'
import { compileThreads } from './compile-threads.ts'
import {
  LANGS,
  PACK_FORMAT,
  type Catalog,
  type CatalogEntry,
  type CompiledArticle,
  type CompiledGraph,
  type CorpusProblem,
  type EntityRecord,
  type InfoRelation,
  type PackManifest,
} from './model.ts'
import { checkRecords, firstDate } from './record-checks.ts'
import { entityFolder, readSource, type CorpusSource, type SourceFiles } from './source.ts'

export interface CompileOptions {
  /** SHA-256 of a text as UTF-8, in hex. */
  readonly sha256: (text: string) => string
  /** Compile the texts of these entities only; everything is still read and checked. For authors in a hurry. */
  readonly only?: ReadonlySet<string>
}

export interface Compiled {
  /** By path and line. */
  readonly problems: readonly CorpusProblem[]
  /** Files of the pack by path; `null` when there are problems. */
  readonly pack: ReadonlyMap<string, string> | null
  readonly articles: readonly CompiledArticle[]
  readonly source: CorpusSource
}

/** Compiles a corpus. Never throws for what authors wrote: every fault is a problem with its place. */
export async function compileCorpus(files: SourceFiles, { sha256, only }: CompileOptions): Promise<Compiled> {
  const problems: CorpusProblem[] = []
  const source = readSource(files, problems)
  problems.push(...checkRecords(source.records, source.references), ...checkAlignment(source), ...checkGlossary(source))
  const relations = relationsByEntity(source)
  const drafts: ArticleDraft[] = []
  for (const { value: record } of source.records.values()) {
    if (only && !only.has(record.id)) continue
    for (const lang of LANGS) {
      drafts.push(
        await compileArticle({
          record,
          lang,
          source,
          files,
          relations: relations.get(record.id) ?? [],
          sha256,
          problems,
        }),
      )
    }
  }
  const articles = withBacklinks(drafts)
  const threads = await compileThreads(source, problems)
  problems.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1))
  if (problems.length > 0 || !source.pack || only) return { problems, pack: null, articles, source }

  const catalog = makeCatalog(source, articles)
  const graph = makeGraph(source, catalog)
  const glossary = source.glossary?.value ?? []
  const pack = new Map<string, string>()
  for (const article of articles) pack.set(`articles/${article.id}.${article.lang}.json`, JSON.stringify(article))
  for (const [path, text] of files) {
    const found = /^entities\/[^/]+\/([^/]+)\/([^/]+\.svg)$/.exec(path)
    if (found) pack.set(`assets/${found[1] ?? ''}/${found[2] ?? ''}`, text)
  }
  pack.set('catalog.json', JSON.stringify(catalog))
  pack.set('graph.json', JSON.stringify(graph))
  pack.set('timeline.json', JSON.stringify(makeTimeline(source)))
  pack.set('threads.json', JSON.stringify(threads))
  pack.set('glossary.json', JSON.stringify(glossary))
  pack.set('search.json', buildSearchIndex({ catalog, articles, glossary }))
  pack.set('manifest.json', JSON.stringify(makeManifest(source, pack, articles, graph, sha256), null, 2))
  return { problems, pack, articles, source }
}

function checkAlignment(source: CorpusSource): CorpusProblem[] {
  return [...source.articles].flatMap(([id, { zh, en }]) => {
    const record = source.records.get(id)?.value
    if (!zh || !en || !record) return []
    return compareStructure(zh, en).map(({ line, message }) => ({
      path: `${entityFolder(record)}/en.md`,
      line,
      message,
    }))
  })
}

function checkGlossary({ glossary, records }: CorpusSource): CorpusProblem[] {
  const seen = new Set<string>()
  return (glossary?.value ?? []).flatMap((term, i) => {
    const at = { path: glossary?.path ?? '', line: glossary?.line(i) ?? 1 }
    const problems = []
    if (seen.has(term.id)) problems.push({ ...at, message: `the term ${term.id} is written twice` })
    if (term.entity !== undefined && !records.has(term.entity))
      problems.push({ ...at, message: `there is no entity ${term.entity}` })
    seen.add(term.id)
    return problems
  })
}

/** Every relation as seen from either end. */
function relationsByEntity(source: CorpusSource): Map<string, InfoRelation[]> {
  const all = new Map<string, InfoRelation[]>()
  const add = (id: string, relation: InfoRelation) => all.set(id, [...(all.get(id) ?? []), relation])
  for (const { value: record } of source.records.values()) {
    for (const { type, to, since, source: key } of record.relations) {
      add(record.id, { type, direction: 'out', id: to, since: since ?? null, source: key })
      add(to, { type, direction: 'in', id: record.id, since: since ?? null, source: key })
    }
  }
  return all
}

function withBacklinks(drafts: readonly ArticleDraft[]): CompiledArticle[] {
  const backlinks = new Map<string, { id: string; section: string; excerpt: string }[]>()
  for (const draft of drafts) {
    const seen = new Set<string>()
    for (const mention of draft.mentions) {
      if (mention.to === draft.id || seen.has(mention.to)) continue
      seen.add(mention.to)
      const key = `${mention.to}.${draft.lang}`
      backlinks.set(key, [
        ...(backlinks.get(key) ?? []),
        { id: draft.id, section: mention.section, excerpt: mention.excerpt },
      ])
    }
  }
  return drafts.map(({ mentions: _, ...article }) => ({
    ...article,
    backlinks: backlinks.get(`${article.id}.${article.lang}`) ?? [],
  }))
}

function makersOf(record: EntityRecord): string[] {
  const type = record.kind === 'person' ? 'works-at' : 'developed-by'
  return record.relations.filter((relation) => relation.type === type).map((relation) => relation.to)
}

function makeCatalog(source: CorpusSource, articles: readonly CompiledArticle[]): Catalog {
  const minutes = new Map(articles.map((article) => [`${article.id}.${article.lang}`, article.minutes]))
  const relations = relationsByEntity(source)
  const entities = [...source.records.values()].map(({ value: record }): CatalogEntry => ({
    id: record.id,
    kind: record.kind,
    name: record.name,
    aliases: record.aliases,
    summary: record.summary,
    date: firstDate(record),
    level: record.level,
    confidence: record.confidence,
    makers: makersOf(record),
    langs: LANGS.filter((lang) => source.articles.get(record.id)?.[lang] !== undefined),
    minutes: { zh: minutes.get(`${record.id}.zh`) ?? 0, en: minutes.get(`${record.id}.en`) ?? 0 },
    degree: relations.get(record.id)?.length ?? 0,
  }))
  return { entities: entities.sort((a, b) => (a.id < b.id ? -1 : 1)), redirects: source.redirects }
}

function makeGraph(source: CorpusSource, catalog: Catalog): CompiledGraph {
  const edges = [...source.records.values()]
    .flatMap(({ value: record }) =>
      record.relations.map(({ type, to, since, source: key }) => ({
        from: record.id,
        to,
        type,
        since: since ?? null,
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

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Everything with a date, in order. */
function makeTimeline(source: CorpusSource): object[] {
  return [...source.records.values()]
    .flatMap(({ value: record }) =>
      record.dates.map(({ what, on, source: key }) => ({ id: record.id, kind: record.kind, what, on, source: key })),
    )
    .sort((a, b) => compare(a.on, b.on) || compare(a.id, b.id) || compare(a.what, b.what))
}

function makeManifest(
  source: CorpusSource,
  pack: ReadonlyMap<string, string>,
  articles: readonly CompiledArticle[],
  graph: CompiledGraph,
  sha256: (text: string) => string,
): PackManifest {
  if (!source.pack) throw new TypeError('a manifest needs pack.yaml')
  const { id, version, title, description, licence, credits } = source.pack.value
  return {
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
      articles: articles.filter((article) => article.sections.length > 0).length / LANGS.length,
      threads: source.threads.length,
      references: source.references.size,
      terms: source.glossary?.value.length ?? 0,
      relations: graph.edges.length,
    },
    files: Object.fromEntries([...pack].sort(([a], [b]) => compare(a, b)).map(([path, text]) => [path, sha256(text)])),
  }
}
