/** Groups found sections by article and ranks the articles. */
import type { SearchResult } from 'minisearch'
import type { CatalogEntry, Lang } from '../corpus/model.ts'
import { excerpt, markAll, normaliseText, tokeniseTerm } from '../text/index.ts'
import type { SectionText } from './index-file.ts'
import type { ArticleHit, HitReason, SectionHit, Understood } from './model.ts'

/** Sections shown of one article. */
const SHOWN_SECTIONS = 3
/** What an article gains by further sections that match. */
const MORE_SECTIONS = 0.15
const EXACT_NAME = 10_000
const EXACT_ALIAS = 5_000
/** A name that begins with the query is likely what is being typed. */
const BEGINS = 1.6
/** The well-connected and the fully written come first among equals: at most about +50 %. */
const PRIOR = { perDoubling: 0.04, keystone: 0.12 }

interface Grouping {
  readonly found: readonly SearchResult[]
  readonly sections: readonly SectionText[]
  readonly entries: ReadonlyMap<string, CatalogEntry>
  readonly needles: readonly string[]
  readonly whole: string
  readonly stage: Understood['stage']
  readonly lang: Lang
  readonly groups: readonly { readonly text: string; readonly alternatives: readonly string[] }[]
}

interface Found {
  readonly result: SearchResult
  readonly section: SectionText
}

/** @returns One hit per article, best first. */
export function groupByArticle(grouping: Grouping): ArticleHit[] {
  const byArticle = new Map<string, Found[]>()
  for (const result of grouping.found) {
    const section = grouping.sections[result.id as number]
    if (!section) continue
    const list = byArticle.get(section.article) ?? []
    list.push({ result, section })
    byArticle.set(section.article, list)
  }
  const hits: ArticleHit[] = []
  for (const [id, found] of byArticle) {
    const entry = grouping.entries.get(id)
    if (entry) hits.push(hitOf(entry, found, grouping))
  }
  return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
}

function hitOf(entry: CatalogEntry, found: readonly Found[], grouping: Grouping): ArticleHit {
  const { needles, stage } = grouping
  const own = found.filter(({ section }) => section.lang === grouping.lang)
  const byNameOnly = found.every(({ result }) =>
    fieldsOf(result).every((field) => field !== 'body' && field !== 'heading'),
  )
  const lang = own.length > 0 || byNameOnly ? grouping.lang : (found[0]?.section.lang ?? grouping.lang)
  const shown = found.filter(({ section }) => section.lang === lang)
  const scores = found.map(({ result }) => result.score).sort((a, b) => b - a)
  const base = (scores[0] ?? 0) + MORE_SECTIONS * scores.slice(1, 6).reduce((sum, score) => sum + score, 0)
  const prior = 1 + PRIOR.perDoubling * Math.log2(1 + entry.degree) + (entry.level === 'keystone' ? PRIOR.keystone : 0)
  const { bonus, factor, reason } = nameMatch(entry, grouping)
  return {
    type: 'article',
    id: entry.id,
    kind: entry.kind,
    lang,
    title: markAll(entry.name[lang], needles),
    score: base * prior * factor + bonus,
    why: reasons(found, reason, stage, grouping),
    sections: shown
      .filter(({ result }) => fieldsOf(result).some((field) => field === 'body' || field === 'heading'))
      .slice(0, SHOWN_SECTIONS)
      .map(({ section }) => sectionHit(section, needles)),
  }
}

function nameMatch(
  entry: CatalogEntry,
  { whole, groups }: Grouping,
): { bonus: number; factor: number; reason: HitReason | null } {
  const wanted = [whole, ...(groups.length === 1 ? (groups[0]?.alternatives ?? []) : [])].filter((text) => text !== '')
  const names = [entry.name.zh, entry.name.en].map(normaliseText)
  const aliases = entry.aliases.map(normaliseText)
  const isWhole = (name: string) => wanted.some((text, i) => i === 0 && plain(text) === plain(name))
  if (names.some(isWhole)) return { bonus: EXACT_NAME, factor: 1, reason: 'exact-title' }
  if (aliases.some(isWhole)) return { bonus: EXACT_ALIAS, factor: 1, reason: 'alias' }
  if (names.some((name) => wanted.some((text) => plain(text) === plain(name))))
    return { bonus: EXACT_ALIAS / 2, factor: 1, reason: 'glossary' }
  if (whole !== '' && names.some((name) => plain(name).startsWith(plain(whole))))
    return { bonus: 0, factor: BEGINS, reason: 'title' }
  return { bonus: 0, factor: 1, reason: null }
}

/** A name without what people leave out when typing it. */
function plain(name: string): string {
  return name.replace(/[\s\-_.·]/g, '')
}

function fieldsOf(result: SearchResult): string[] {
  return [...new Set(Object.values(result.match).flat())]
}

function reasons(
  found: readonly Found[],
  first: HitReason | null,
  stage: Understood['stage'],
  { groups }: Grouping,
): HitReason[] {
  const fields = new Set(found.flatMap(({ result }) => fieldsOf(result)))
  const direct = new Set(groups.flatMap(({ text }) => tokeniseTerm(text).map(({ token }) => token)))
  const isDirect = found.some(({ result }) => result.queryTerms.some((term) => direct.has(term)))
  const why: HitReason[] = first ? [first] : []
  if (fields.has('title')) why.push('title')
  else if (fields.has('names')) why.push('alias')
  else if (fields.has('pinyin')) why.push('pinyin')
  if (stage === 'typo') why.unshift('typo')
  if (!isDirect && groups.length > 0) why.push('glossary')
  if (fields.has('heading')) why.push('heading')
  if (fields.has('body')) why.push('body')
  return [...new Set(why)]
}

/** The block of a section that holds the most different needles, with its excerpt. */
function sectionHit(section: SectionText, needles: readonly string[]): SectionHit {
  let best = section.blocks[0] ?? (['', ''] as const)
  let most = 0
  for (const block of section.blocks) {
    const text = normaliseText(block[1])
    const count = needles.reduce((sum, needle, i) => sum + (text.includes(needle) ? 1 + 1 / (i + 1) : 0), 0)
    if (count > most) {
      most = count
      best = block
    }
  }
  return { section: section.section, heading: section.heading, block: best[0], excerpt: excerpt(best[1], needles) }
}
