/**
 * Answers queries: what has to be found (needs.ts), where it is found (match.ts), in what order (rank.ts), and what is
 * shown of it (hits.ts). An article is found when its names and its sections together meet every need.
 *
 * Stages: all needs; runs of Han taken apart; Latin words spelt otherwise; any of the needs. Each later one only runs
 * when the earlier found nothing, and the answer says which it was.
 */
import type { Catalog, CatalogEntry, GlossaryTerm, GraphEdge, Kind, Lang } from '../corpus/model.ts'
import { canonical, compactForm, TOKENISER } from '../text/index.ts'
import { openClosest } from './closest.ts'
import { openEquivalents } from './equivalents.ts'
import { entityFilter } from './filters.ts'
import { createHitMaker } from './hits.ts'
import {
  type IndexBytes,
  INDEX_FORMAT,
  readIndexFile,
  SECTION_BOOSTS,
  SECTION_FIELDS,
  type SectionBlocks,
} from './index-file.ts'
import { createEvaluator, meetingAll, meetingHalf } from './evaluate.ts'
import type { Searchable, WellKnown } from './match.ts'
import type { ArticleHit, SearchRequest, Understood } from './model.ts'
import { NAME_FIELDS, openNames, type NameField } from './names.ts'
import { createLiteralCheck, type Need } from './needs.ts'
import { openPacked } from './packed.ts'
import { findByPinyin, type PinyinFit } from './pinyin.ts'
import { parseQuery, type ParsedQuery } from './query.ts'
import type { SectionField } from './rank.ts'
import { createScorer, type Scored } from './score.ts'

export interface SearchContext {
  readonly catalog: Catalog
  readonly glossary: readonly GlossaryTerm[]
  /** For `uses:`; without it that filter finds nothing. Only read when asked for, so it may be a getter. */
  readonly edges?: readonly GraphEdge[]
}

/** Articles found, best first. */
export interface ArticleAnswer {
  /** All of them; only the wanted ones are made into hits, which is most of the work. */
  readonly found: readonly FoundArticle[]
  hit(found: FoundArticle): ArticleHit
  readonly understood: Understood
}

/** How the whole query names an entity; `slip`: but for a letter or two. */
export type ExactBy = 'name' | 'alias' | 'glossary' | 'slip'

/** An entity that was found. */
export interface FoundArticle extends Scored {
  readonly exact: ExactBy | null
  readonly pinyin: PinyinFit | null
}

export interface SearchEngine {
  /** @throws DamagedIndexError When a text that is to be shown can't be read: build the index again. */
  query(request: SearchRequest): ArticleAnswer
  kindOf(place: number): Kind
  /** The name of an entity, also by an old id; `null` when there is none. */
  nameOf(id: string, lang: Lang): string | null
  /** Entities with names most like a text: what to offer when nothing was found. */
  closest(text: string): readonly string[]
  /** Whether texts are searched, or only names. */
  readonly complete: boolean
}

export type OpenedSearch =
  | { readonly ok: true; readonly engine: SearchEngine }
  /** The index is damaged, or of another version: build it again. `openNamesOnly` answers meanwhile. */
  | { readonly ok: false; readonly reason: 'damaged' | 'other-version'; readonly message: string }

/** Opens the bytes of `search.jsonl`; an index that can't be used is a result, not an exception. */
export function openSearch(index: IndexBytes, context: SearchContext): OpenedSearch {
  try {
    const read = readIndexFile(index)
    const { file } = read
    const versions = `format ${file.format} of ${file.tokeniser}`
    if (file.format !== INDEX_FORMAT || file.tokeniser !== TOKENISER)
      return {
        ok: false,
        reason: 'other-version',
        message: `made as ${versions}, wanted ${INDEX_FORMAT} of ${TOKENISER}`,
      }
    return { ok: true, engine: createEngine(context, read) }
  } catch (error) {
    return { ok: false, reason: 'damaged', message: error instanceof Error ? error.message : 'not readable' }
  }
}

/** Searches names, aliases and summaries: what can be answered before the index is there. */
export function openNamesOnly(context: SearchContext): SearchEngine {
  return createEngine(context, null)
}

function createEngine(context: SearchContext, read: ReturnType<typeof readIndexFile> | null): SearchEngine {
  const file = read?.file ?? null
  const { catalog, glossary } = context
  const names = openNames(catalog.entities, catalog.redirects, file?.names ?? null)
  const equivalents = openEquivalents(glossary, catalog.entities)
  const sections = file?.sections ?? []
  const placeOfSection = sections.map((section) => names.placeOf(section.article) ?? -1)
  const blocksOf: SectionBlocks[] = []
  const blockTexts: string[][] = []
  const sectionTexts: string[] = []
  const inNames: Searchable<NameField> = {
    index: names.index,
    fields: NAME_FIELDS,
    text: (place) => names.text(place),
  }
  const inSections: WellKnown<SectionField> | null = file && {
    index: openPacked(file.index, SECTION_BOOSTS),
    fields: SECTION_FIELDS,
    text: (id) => (sectionTexts[id] ??= [canonical(sections[id]?.heading ?? ''), ...canonicalBlocks(id)].join('\n')),
  }

  function blocks(id: number): SectionBlocks {
    return (blocksOf[id] ??= read?.blocks(id) ?? [])
  }

  function canonicalBlocks(id: number): string[] {
    return (blockTexts[id] ??= blocks(id).map(([, text]) => canonical(text)))
  }

  const makeHit = createHitMaker({ names, sections, blocks, canonicalBlocks })
  const pinyin = file?.sounds.names ?? {}
  const weigh = createScorer(names, sections)
  const evaluate = createEvaluator({
    names,
    inNames,
    inSections,
    placeOfSection,
    sounds: file?.sounds ?? null,
    equivalents,
  })

  return {
    complete: file !== null,
    kindOf: (place) => entryAt(place).kind,
    nameOf(id, lang) {
      const place = names.placeOf(id)
      return place === undefined ? null : entryAt(place).name[lang]
    },
    closest: openClosest(names.entities),
    query(request) {
      const parsed = parseQuery(request.text)
      const passes = entityFilter(parsed.filters, names, equivalents, () => context.edges ?? [])
      const onlyLang = parsed.filters.flatMap((filter) => (filter.key === 'lang' ? [filter.value] : []))
      const isLiteral = createLiteralCheck()
      const has = (text: string) => parsed.not.some((word) => isLiteral(text, [word]))
      const isUnwanted = (id: number) => {
        const section = sections[id]
        if (!section || (onlyLang.length > 0 && !onlyLang.includes(section.lang))) return true
        return parsed.not.length > 0 && has(inSections?.text(id) ?? '')
      }
      const isNarrowed = onlyLang.length > 0 || parsed.not.length > 0
      const { evaluated, stage } = evaluate(parsed, isNarrowed ? isUnwanted : null, request.plain)
      const needs = evaluated.map((each) => each.need)
      const sounds = new Map(
        [...findByPinyin(pinyin, parsed.phrases.length > 0 ? '' : parsed.terms.join(' '))].flatMap(([id, fit]) => {
          const place = names.placeOf(id)
          return place === undefined ? [] : [[place, fit] as const]
        }),
      )

      const exact = exactPlaces(parsed, needs)
      const slips = stage === 'all' || parsed.phrases.length > 0 ? [] : names.alike(parsed.whole)
      for (const place of slips) if (!exact.has(place)) exact.set(place, 'slip')

      let places: readonly number[]
      let reached = stage
      if (evaluated.length === 0)
        places = parsed.filters.length > 0 && parsed.not.length === 0 ? names.entities.map((_, place) => place) : []
      else if (stage === 'any' && sounds.size > 0) {
        places = []
        reached = 'all'
      } else if (stage === 'any' && slips.length > 0) {
        places = []
        reached = 'typo'
      } else if (stage === 'any') places = meetingHalf(evaluated)
      else {
        places = meetingAll(evaluated)
        if (parsed.phrases.length === 0) places = [...places, ...namedBy(needs)]
      }

      const { score, details } = weigh({ evaluated, exact, sounds, whole: parsed.whole, lang: request.lang, onlyLang })
      const found = [...new Set([...places, ...exact.keys(), ...sounds.keys()])]
        .filter((place) => place >= 0 && passes(place) && !has(parsed.not.length > 0 ? names.text(place) : ''))
        .map((place): FoundArticle => {
          const how = { exact: exact.get(place) ?? null, pinyin: sounds.get(place) ?? null }
          return { ...score(place), ...how }
        })
        .sort((a, b) => b.score - a.score || (entryAt(a.place).id < entryAt(b.place).id ? -1 : 1))
      const make = makeHit(needs)
      return {
        found,
        hit: (each) => make(each, details(each)),
        understood: {
          terms: parsed.terms,
          phrases: parsed.phrases,
          not: parsed.not,
          filters: parsed.filters.map(({ key, value }) => ({ key, value })),
          also: needs.flatMap((need) => need.also.map((term) => ({ term, from: need.text }))),
          stage: found.length === 0 ? 'none' : reached,
        },
      }
    },
  }

  function entryAt(place: number): CatalogEntry {
    const entry = names.entities[place]
    if (!entry) throw new RangeError(`no entity at ${place}`)
    return entry
  }

  /** Entities that one of several needs names outright: worth a look even if they don't meet all of them. */
  function namedBy(needs: readonly Need[]): number[] {
    return needs.flatMap(({ text, concepts }) => {
      const entities = concepts.flatMap((concept) => concept.entities).flatMap((id) => names.placeOf(id) ?? [])
      return [...names.exactly(compactForm(text)).keys(), ...entities]
    })
  }

  /** Entities whose name is the whole query, or what the glossary says of it. */
  function exactPlaces(parsed: ParsedQuery, needs: readonly Need[]): Map<number, ExactBy> {
    const exact = new Map<number, ExactBy>()
    const required = needs.filter((need) => !need.optional)
    const only = required.length === 1 ? required[0] : undefined
    for (const concept of only?.concepts ?? []) {
      const places = concept.entities.map((id) => names.placeOf(id))
      const named = concept.names.flatMap((name) => [...names.exactly(compactForm(canonical(name))).keys()])
      for (const place of [...places, ...named]) if (place !== undefined) exact.set(place, 'glossary')
    }
    const forms = [parsed.whole, compactForm(required.map((need) => need.text).join(''))]
    for (const form of forms)
      for (const [place, how] of names.exactly(form)) if (exact.get(place) !== 'name') exact.set(place, how)
    return exact
  }
}
