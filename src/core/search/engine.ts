/**
 * Answers queries over a loaded index.
 *
 * Stages: every term must be in one section; else Latin words may be misspelt; else any term counts. Runs of three and
 * more Han characters are checked literally, since pairs alone also match where the pairs lie apart.
 */
import MiniSearch, { type Query, type SearchOptions, type SearchResult } from 'minisearch'
import type { Catalog, CatalogEntry, GlossaryTerm, GraphEdge } from '../corpus/model.ts'
import { normaliseText, TOKENISER, tokeniseTerm } from '../text/index.ts'
import { groupByArticle } from './group.ts'
import { openGlossary } from './glossary.ts'
import { INDEX_FORMAT, INDEX_OPTIONS, type IndexFile, type SectionDocument } from './index-file.ts'
import type { ArticleHit, SearchRequest, Understood } from './model.ts'
import { parseQuery, type Filter, type ParsedQuery } from './query.ts'

export interface SearchContext {
  readonly catalog: Catalog
  readonly glossary: readonly GlossaryTerm[]
  /** For `uses:`; without it the filter finds nothing. */
  readonly edges?: readonly GraphEdge[]
}

/** Articles found, best first, before any limit. */
export interface ArticleAnswer {
  readonly hits: readonly ArticleHit[]
  readonly understood: Understood
}

export interface SearchEngine {
  query(request: SearchRequest): ArticleAnswer
}

export type OpenedSearch =
  | { readonly ok: true; readonly engine: SearchEngine }
  /** The index is damaged, or of another version: build it again. */
  | { readonly ok: false; readonly reason: string }

/** Weight of a field against the body. Titles outweigh aliases of others, headings outweigh mentions. */
const BOOST = { title: 5, names: 6, pinyin: 2.5, heading: 3, body: 1 }
/** Share of a word's letters that may be wrong; at most two, so that the Han marker still prunes the index's tree. */
const FUZZY = 0.25
const MAX_FUZZY = 2
const SHORTEST_FUZZY = 4

type Stage = Understood['stage']

/** One word of the query, or several that are one term, with what else may stand for it. */
interface Group {
  readonly text: string
  readonly alternatives: readonly string[]
}

/** Opens the text of `search.json`; an index it cannot use is a result, not an exception. */
export function openSearch(indexText: string, context: SearchContext): OpenedSearch {
  let file: IndexFile
  try {
    file = JSON.parse(indexText) as IndexFile
    if (file.format !== INDEX_FORMAT)
      return { ok: false, reason: `format ${String(file.format)}, not ${String(INDEX_FORMAT)}` }
    if (file.tokeniser !== TOKENISER) return { ok: false, reason: `tokeniser ${file.tokeniser}, not ${TOKENISER}` }
    return { ok: true, engine: createEngine(file, MiniSearch.loadJS(file.index, INDEX_OPTIONS), context) }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : 'not readable' }
  }
}

function createEngine(file: IndexFile, index: MiniSearch<SectionDocument>, context: SearchContext): SearchEngine {
  const entries = new Map(context.catalog.entities.map((entry) => [entry.id, entry]))
  const glossary = openGlossary(context.glossary)
  const folded = new Map<number, string>()

  /** Everything a section may be found by, folded; kept once made. */
  function foldedText(id: number): string {
    const known = folded.get(id)
    if (known !== undefined) return known
    const section = file.sections[id]
    if (!section) return ''
    const entry = entries.get(section.article)
    const names = entry ? [entry.name.zh, entry.name.en, ...entry.aliases] : []
    const text = normaliseText([...names, section.heading, ...section.blocks.map(([, text]) => text)].join('\n'))
    folded.set(id, text)
    return text
  }

  function isLiteral(id: number, groups: readonly Group[], parsed: ParsedQuery): boolean {
    const text = foldedText(id)
    if (parsed.phrases.some((phrase) => !text.includes(phrase)) || parsed.not.some((word) => text.includes(word)))
      return false
    return groups.every(({ alternatives }) =>
      alternatives.some((each) => longHanRuns(each).every((run) => text.includes(run))),
    )
  }

  function search(groups: readonly Group[], parsed: ParsedQuery, stage: Stage): SearchResult[] {
    const phrases = parsed.phrases.map((phrase) => ({ text: phrase, alternatives: [phrase] }))
    const all = [...groups, ...phrases]
    const query: Query = {
      combineWith: stage === 'any' ? 'OR' : 'AND',
      queries: all.map((group, i) => groupQuery(group, stage, i === groups.length - 1)),
    }
    const found = index.search(query, SEARCH_OPTIONS)
    return stage === 'any'
      ? found.filter(({ id }) => isLiteral(id as number, [], parsed))
      : found.filter(({ id }) => isLiteral(id as number, groups, parsed))
  }

  return {
    query(request) {
      const parsed = parseQuery(request.text)
      const groups = glossary.groups(parsed.terms).map((words): Group => {
        const text = words.join(' ')
        return { text, alternatives: [text, ...glossary.of(text)] }
      })
      const passes = filterOf(parsed.filters, entries, context.edges ?? [])
      let stage: Stage = 'none'
      let found: SearchResult[] = []
      if (groups.length + parsed.phrases.length > 0) {
        for (stage of ['all', 'typo', 'any'] as const) {
          found = search(groups, parsed, stage)
          if (found.length > 0) break
        }
        if (found.length === 0) stage = 'none'
      }
      const needles = needlesOf(groups, parsed)
      const hits = groupByArticle({
        found,
        sections: file.sections,
        entries,
        needles,
        whole: parsed.whole,
        stage,
        lang: request.lang,
        groups,
      })
      const listed =
        groups.length + parsed.phrases.length === 0 && parsed.filters.length > 0 ? listEntries(entries, request) : hits
      return {
        hits: listed.filter((hit) => passes(hit)),
        understood: {
          terms: parsed.terms,
          phrases: parsed.phrases,
          not: parsed.not,
          filters: parsed.filters.map(({ key, value }) => ({ key, value })),
          also: groups.flatMap(({ text, alternatives }) => alternatives.slice(1).map((term) => ({ term, from: text }))),
          stage,
        },
      }
    },
  }
}

const SEARCH_OPTIONS: SearchOptions = { boost: BOOST, tokenize: (text) => [text], processTerm: (term) => term }

function groupQuery(group: Group, stage: Stage, isLast: boolean): Query {
  return {
    combineWith: 'OR',
    queries: group.alternatives.map((alternative, i): Query => ({
      combineWith: 'AND',
      queries: tokeniseTerm(alternative).map(({ token, prefix }): Query => {
        const isWord = /^[a-z]/.test(token)
        return {
          combineWith: 'AND',
          queries: [token],
          prefix: prefix || (isWord && i === 0 && (isLast || stage === 'typo') && token.length > 1),
          fuzzy: stage === 'typo' && i === 0 && isWord && token.length >= SHORTEST_FUZZY ? FUZZY : false,
          maxFuzzy: MAX_FUZZY,
        }
      }),
    })),
  }
}

/** Runs of three and more Han characters: two are one token and match only where they stand together. */
function longHanRuns(text: string): string[] {
  return [...text.matchAll(/\p{Script=Han}{3,}/gu)].map(([run]) => run)
}

/** What to mark, longest first: words and phrases as typed, then their equivalents. */
function needlesOf(groups: readonly Group[], parsed: ParsedQuery): string[] {
  const own = [...parsed.phrases, ...groups.map((group) => group.text), ...parsed.terms]
  const also = groups.flatMap((group) => group.alternatives.slice(1))
  const pairs = parsed.terms.flatMap((term) =>
    longHanRuns(term).flatMap((run) => [...run].slice(0, -1).map((c, i) => c + ([...run][i + 1] ?? ''))),
  )
  return [...new Set([...own, ...also, ...pairs])].filter((each) => each.length > 1 || /\p{Script=Han}/u.test(each))
}

function filterOf(
  filters: readonly Filter[],
  entries: ReadonlyMap<string, CatalogEntry>,
  edges: readonly GraphEdge[],
): (hit: ArticleHit) => boolean {
  /** Whether an id, or one of its names, is what the reader typed. */
  const isNamed = (id: string, value: string): boolean => {
    const entry = entries.get(id)
    return (
      id === value ||
      (entry !== undefined &&
        [entry.name.zh, entry.name.en, ...entry.aliases].some((name) => normaliseText(name) === value))
    )
  }
  return (hit) =>
    filters.every((filter) => {
      const entry = entries.get(hit.id)
      switch (filter.key) {
        case 'kind':
          return hit.kind === filter.value
        case 'lang':
          return hit.lang === filter.value
        case 'by':
          return entry?.makers.some((maker) => isNamed(maker, filter.value)) ?? false
        case 'uses':
          return edges.some(
            (edge) => edge.from === hit.id && edge.type === 'uses-method' && isNamed(edge.to, filter.value),
          )
        case 'title':
          return (
            entry !== undefined &&
            [entry.name.zh, entry.name.en].some((name) => normaliseText(name).includes(filter.value))
          )
        case 'year': {
          const year = Number(entry?.date?.slice(0, 4) ?? NaN)
          return year >= filter.from && year <= filter.to
        }
        case 'in':
          return filter.value === 'articles'
        case 'tag':
          return false // only notes carry tags
      }
    })
}

/** Filters without words list what they let through, the best connected first. */
function listEntries(entries: ReadonlyMap<string, CatalogEntry>, request: SearchRequest): ArticleHit[] {
  return [...entries.values()]
    .sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1))
    .map((entry) => ({
      type: 'article',
      id: entry.id,
      kind: entry.kind,
      lang: request.lang,
      title: { text: entry.name[request.lang], marks: [] },
      score: entry.degree,
      why: [],
      sections: [],
    }))
}
