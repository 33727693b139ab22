/**
 * What entities are worth for a query. Every entity that is found gets a number; only those that are shown are looked at
 * a second time, for the sections that made it: with thousands of articles the details were most of the work.
 */
import type { CatalogEntry, Lang } from '../corpus/model.ts'
import { compactForm } from '../text/index.ts'
import type { ExactBy } from './engine.ts'
import type { Evaluated } from './evaluate.ts'
import type { IndexedSection } from './index-file.ts'
import type { Met } from './match.ts'
import { isKindWord, type NameField, type Names } from './names.ts'
import type { PinyinFit } from './pinyin.ts'
import * as rank from './rank.ts'

/** What is known of a query when entities are weighed. */
export interface Weighing {
  readonly evaluated: readonly Evaluated[]
  readonly exact: ReadonlyMap<number, ExactBy>
  readonly sounds: ReadonlyMap<number, PinyinFit>
  /** The query in compact form. */
  readonly whole: string
  readonly lang: Lang
  readonly onlyLang: readonly Lang[]
}

/** An entity with its worth. */
export interface Scored {
  /** Its place in the catalog. */
  readonly place: number
  /** The reader's language, unless only the other meets the needs. */
  readonly lang: Lang
  readonly score: number
}

/** Where one entity meets a need. */
export interface NeedMet {
  readonly name: Met<NameField | 'pinyin'> | undefined
  readonly sections: readonly Met<rank.SectionField>[]
}

/** What made the worth of an entity. */
export interface ScoreDetails {
  readonly needs: readonly NeedMet[]
  /** Sections of the chosen language with their worth, best first. */
  readonly sections: readonly (readonly [id: number, worth: number])[]
}

/** @returns For a query, a function that weighs an entity, and one that says what made its worth. */
export function createScorer(names: Names, sections: readonly IndexedSection[]) {
  /** Needs that each section meets for the entity at hand. */
  const meets = new Uint8Array(sections.length)

  return (query: Weighing) => {
    const { evaluated, whole } = query
    const required = evaluated.map(({ need }) => !need.optional)
    const weights = evaluated.map(({ entities }) => rank.rarity(entities.size, names.entities.length))
    const forms = rank.nameForms(evaluated.map(({ need }) => need))
    const compactNeeds = evaluated.map(({ need }) => compactForm(need.text))
    const kindWords = evaluated.map(({ need }) => isKindWord(need.text))
    const named = evaluated.map(({ need }) => new Set(need.concepts.flatMap(({ entities }) => entities)))
    const allWeight = weights.reduce((sum, weight, i) => sum + (required[i] ? weight : 0), 0)

    function score(place: number): Scored {
      const entry = entryAt(place)
      const lang = chooseLang(place)
      const compactNames = names.compactNames(place)
      const covered = rank.coverage(compactNames, forms)
      let total = rank.prior(entry)
      let metWeight = 0
      let byName = 0
      let mostMet = 0
      for (const [i, { names: inNames, sections: inSections, entities }] of evaluated.entries()) {
        const weight = weights[i] ?? 0
        const name = inNames.get(place)
        const ids = entities.get(place) ?? NONE
        if (required[i] && (name || ids.length > 0)) metWeight += weight
        let best = 0
        for (const id of ids) {
          const met = inSections.get(id)
          if (met) best = Math.max(best, rank.sectionWorth(met))
          if (sections[id]?.lang === lang) mostMet = Math.max(mostMet, (meets[id] = (meets[id] ?? 0) + 1))
        }
        total += weight * ((name ? rank.nameWorth(name, covered) : 0) + rank.sectionsWorth(best, ids.length))
        if (name?.field === 'fact' && kindWords[i]) total += rank.KIND_WORTH
        if (name && name.field !== 'about') byName++
      }
      for (const { entities } of evaluated) for (const id of entities.get(place) ?? NONE) meets[id] = 0
      const count = evaluated.length
      if (count > 1) {
        const together = Math.min(count, byName + mostMet)
        total += (rank.TOGETHER_WORTH * metWeight * together) / count / count
      }
      const isNamed = count > 1 && evaluated.some((_, i) => isNeedNamed(i, entry, compactNames))
      if (metWeight < allWeight) total *= (metWeight / allWeight) ** (isNamed ? 1 : 2)
      if (isNamed) total += rank.NAMED_WORTH
      const exact = query.exact.get(place)
      const pinyin = query.sounds.get(place)
      if (exact) total += rank.EXACT_WORTH[exact]
      else if (whole.length > 1) total += rank.BEGINNING_WORTH * rank.begun(compactNames, whole)
      if (pinyin && !exact) total += rank.PINYIN_WORTH[pinyin]
      return { place, lang, score: total }
    }

    function isNeedNamed(i: number, { id }: CatalogEntry, compactNames: readonly string[]): boolean {
      return compactNames.includes(compactNeeds[i] ?? '') || (named[i]?.has(id) ?? false)
    }

    function chooseLang(place: number): Lang {
      const langs = (names.entities[place]?.langs ?? []).filter(
        (each) => query.onlyLang.length === 0 || query.onlyLang.includes(each),
      )
      let chosen: Lang | null = null
      let most = -1
      for (const each of langs) {
        let met = each === query.lang ? 0.5 : 0 // among equals the reader's own
        for (const { names: inNames, entities } of evaluated)
          if (inNames.has(place) || (entities.get(place) ?? NONE).some((id) => sections[id]?.lang === each)) met++
        if (met > most) [chosen, most] = [each, met]
      }
      return chosen ?? query.lang
    }

    function details({ place, lang }: Scored): ScoreDetails {
      const worths = new Map<number, number>()
      const needs = evaluated.map((each, i): NeedMet => {
        const ids = each.entities.get(place) ?? NONE
        for (const id of ids) {
          if (sections[id]?.lang !== lang) continue
          const met = each.sections.get(id)
          const lead = sections[id].section === 'lead' ? rank.LEAD_WORTH : 0
          const worth = (weights[i] ?? 0) * ((met ? rank.sectionWorth(met) : 0) + lead)
          worths.set(id, (worths.get(id) ?? 0) + worth)
        }
        return { name: each.names.get(place), sections: ids.flatMap((id) => each.sections.get(id) ?? []) }
      })
      return { needs, sections: [...worths].sort((a, b) => b[1] - a[1] || a[0] - b[0]) }
    }

    return { score, details }
  }

  function entryAt(place: number): CatalogEntry {
    const entry = names.entities[place]
    if (!entry) throw new RangeError(`no entity at ${place}`)
    return entry
  }
}

const NONE: readonly number[] = []
