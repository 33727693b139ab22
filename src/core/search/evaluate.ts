/** Which documents meet the needs of a query, stage by stage. */
import { fromTaiwanWords } from '../text/index.ts'
import type { Equivalents } from './equivalents.ts'
import type { Sounds } from './index-file.ts'
import { meet, spellings, type Met, type Searchable, type WellKnown } from './match.ts'
import type { Understood } from './model.ts'
import type { NameField, Names } from './names.ts'
import { inPairs, insteadOf, readNeeds, takeApart, type Need } from './needs.ts'
import { findSounding } from './pinyin.ts'
import type { ParsedQuery } from './query.ts'
import type { SectionField } from './rank.ts'
import type { TermIndex } from './term-index.ts'

/** One need with the documents that meet it. */
export interface Evaluated {
  readonly need: Need
  readonly names: ReadonlyMap<number, Met<NameField | 'pinyin'>>
  readonly sections: ReadonlyMap<number, Met<SectionField>>
  /** Entities that meet it, and the sections each does it with. */
  readonly entities: ReadonlyMap<number, readonly number[]>
}

/** What is searched. */
export interface Documents {
  readonly names: Names
  readonly inNames: Searchable<NameField>
  /** `null` while only names can answer. */
  readonly inSections: WellKnown<SectionField> | null
  /** Entity of every section, by their places. */
  readonly placeOfSection: readonly number[]
  /** `null` while only names can answer. */
  readonly sounds: Sounds | null
  readonly equivalents: Equivalents
}

/** Tells sections to leave out; `null` where there are none. */
export type Unwanted = ((id: number) => boolean) | null

const NO_EQUIVALENTS: Equivalents = { of: () => [], longestIn: () => 0 }

/** Other spellings of names that are searched for a misspelt one. */
const MAX_MEANT = 4

/** @returns For a query and a test of sections to leave out: its needs with what meets them, and the stage reached. */
export function createEvaluator({ names, inNames, inSections, placeOfSection, sounds, equivalents }: Documents) {
  const indexes: readonly TermIndex<number>[] = inSections ? [names.index, inSections.index] : [names.index]

  function evaluate(need: Need, unwanted: Unwanted): Evaluated {
    const inName = meet(inNames, need)
    const inText = inSections && !isOneLetter(need) ? meet(inSections, need) : new Map<number, Met<SectionField>>()
    const entities = new Map<number, number[]>([...inName.keys()].map((place) => [place, []]))
    for (const id of inText.keys()) {
      if (unwanted?.(id)) {
        inText.delete(id)
        continue
      }
      const place = placeOfSection[id] ?? -1
      const known = entities.get(place)
      if (known) known.push(id)
      else entities.set(place, [id])
    }
    return { need, names: inName, sections: inText, entities }
  }

  /** What a need may have meant that nothing meets: a word of Taiwan, a sound, or a word misspelt. */
  function guess(evaluated: Evaluated, unwanted: Unwanted): Evaluated {
    const { need } = evaluated
    if (evaluated.entities.size > 0 || need.literal) return evaluated
    const sounding = sounds ? findSounding(sounds, need.text) : new Map<string, never>()
    if (sounding.size > 0) {
      const places = [...sounding.keys()].flatMap((id) => names.placeOf(id) ?? [])
      const met = { field: 'pinyin', score: 1, origin: 'typed', whole: true } as const
      return {
        ...evaluated,
        names: new Map(places.map((place) => [place, met])),
        entities: new Map(places.map((place) => [place, []])),
      }
    }
    const mainland = fromTaiwanWords(need.text)
    if (mainland !== need.text) return evaluate(insteadOf(need, mainland), unwanted)
    const words = need.units.filter((unit) => unit.type === 'word').flatMap((unit) => unit.ways.at(-1) ?? [])
    const spelt = words.map((word) => {
      const isKnown = indexes.some((index) => index.has(word))
      return isKnown ? [word] : spellings(word, indexes)
    })
    if (spelt.length === 0 || spelt.some((each) => each.length === 0)) return evaluated
    const most = Math.max(...spelt.map((each) => each.length))
    const ways = Array.from({ length: most }, (_, i) => ({
      terms: spelt.map((each) => each[Math.min(i, each.length - 1)] ?? ''),
      prefix: false,
      literals: need.units.flatMap((unit) => (unit.type === 'han' ? [unit.text] : [])),
      origin: 'typo' as const,
    }))
    // A misspelt name may still be in the glossary, e.g. in the other language.
    const meant = ways
      .flatMap((way) => equivalents.of(way.terms.join('')).flatMap((concept) => concept.names))
      .slice(0, MAX_MEANT)
    return evaluate({ ...need, ways, also: meant }, unwanted)
  }

  return function run(
    parsed: ParsedQuery,
    unwanted: Unwanted,
    plain = false,
  ): { evaluated: Evaluated[]; stage: Understood['stage'] } {
    const known = plain ? NO_EQUIVALENTS : equivalents
    const needs = readNeeds(parsed, known)
    let evaluated = needs.map((need) => evaluate(need, unwanted))
    if (evaluated.length === 0 || meetingAll(evaluated).length > 0) return { evaluated, stage: 'all' }
    // A name in wrong characters (思为链) before its pieces: they would find what merely has some of them.
    if (evaluated.length === 1) {
      const heard = evaluated.map((each) => guess(each, unwanted))
      if (heard.some((each) => [...each.names.values()].some((met) => met.field === 'pinyin')))
        return { evaluated: heard, stage: 'all' }
    }
    const unmet = new Set(evaluated.flatMap(({ need, entities }) => (entities.size === 0 ? [need] : [])))
    const apart = takeApart(needs, unmet, known)
    if (apart && apart.length > 0) {
      const done = new Map(evaluated.map((each) => [each.need, each]))
      evaluated = apart.map((need) => done.get(need) ?? evaluate(need, unwanted))
      if (meetingAll(evaluated).length > 0) return { evaluated, stage: 'all' }
    }
    evaluated = evaluated.map((each) => guess(each, unwanted))
    if (evaluated.every(({ entities }) => entities.size === 0)) {
      const pairs = inPairs(needs).map((need) => evaluate(need, unwanted))
      if (pairs.length > 0) return { evaluated: pairs, stage: 'any' }
    }
    if (meetingAll(evaluated).length === 0) return { evaluated, stage: 'any' }
    return { evaluated, stage: evaluated.some(isTypo) ? 'typo' : 'all' }
  }
}

function isOneLetter(need: Need): boolean {
  return need.ways.length === 1 && need.ways[0]?.prefix === true && /^[a-z0-9]$/.test(need.text)
}

function isTypo({ need }: Evaluated): boolean {
  return need.ways.some((way) => way.origin === 'typo')
}

/** Entities that meet every need. */
export function meetingAll(evaluated: readonly Evaluated[]): number[] {
  const [first, ...others] = requiredOf(evaluated).sort((a, b) => a.entities.size - b.entities.size)
  return [...(first?.entities.keys() ?? [])].filter((place) => others.every((each) => each.entities.has(place)))
}

function requiredOf(evaluated: readonly Evaluated[]): Evaluated[] {
  return evaluated.filter(({ need }) => !need.optional)
}

/** Entities that meet at least half of the needs, and every phrase. */
export function meetingHalf(all: readonly Evaluated[]): number[] {
  const evaluated = requiredOf(all)
  const counts = new Map<number, number>()
  for (const { entities } of evaluated)
    for (const place of entities.keys()) counts.set(place, (counts.get(place) ?? 0) + 1)
  const phrases = evaluated.filter(({ need }) => need.literal)
  return [...counts]
    .filter(([place, count]) => count >= evaluated.length / 2 && phrases.every((each) => each.entities.has(place)))
    .map(([place]) => place)
}
