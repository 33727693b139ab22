/** How results are ordered. */
import type { CatalogEntry } from '../corpus/model.ts'
import { canonical, compactForm } from '../text/index.ts'
import { ORIGIN_WORTH, type Met } from './match.ts'
import type { Need } from './needs.ts'
import type { NameField } from './names.ts'
import type { PinyinFit } from './pinyin.ts'

export type SectionField = 'heading' | 'body'

/** Worth of the field that meets a need. A name outweighs what any number of mentions can bring. */
const NAME_WORTH: Readonly<Record<NameField | 'pinyin', number>> = {
  name: 10,
  alias: 8,
  pinyin: 6,
  fact: 5,
  about: 3.5,
}
const HEADING_WORTH = 3.5
const BODY_WORTH = 1
/** What the best of all sections gains over one that merely has the word. */
const BM25_WORTH = 2
/** Worth of a mention in ever more sections of one article: an article on the subject has many. */
const SPREAD_WORTH = 0.4
/** The lead before other sections of an article: it says what the thing is, a table of results doesn't. */
export const LEAD_WORTH = 1.5
/** The whole query is the name. */
export const EXACT_WORTH = { name: 60, alias: 45, glossary: 40, slip: 38 }
export const PINYIN_WORTH: Readonly<Record<PinyinFit, number>> = {
  whole: 35,
  initials: 20,
  alike: 18,
  beginning: 12,
  inside: 6,
}
/** One of several needs is a name of it in full, or says of what kind it is: 2020 OpenAI 论文. */
export const NAMED_WORTH = 6
export const KIND_WORTH = 18
/** The name begins with the query, by the share of it that is typed. */
export const BEGINNING_WORTH = 8
/** All needs are met in one section rather than here and there. Unit: average needs. */
export const TOGETHER_WORTH = 2.5
const LEVEL_WORTH = { keystone: 0.8, standard: 0.3, short: 0 }
const DEGREE_WORTH = 0.9

/** Importance of an entity by itself: small, so that it only orders what fits alike. 0 to about 4. */
export function prior({ degree, level }: CatalogEntry): number {
  return DEGREE_WORTH * Math.log2(1 + degree) + LEVEL_WORTH[level]
}

/** Weight of a need: rare words tell more. */
export function rarity(found: number, of: number): number {
  return Math.log(1 + of / (1 + found))
}

/** Worth of a name for one need; `covered` is the share of the name that is spelt out. */
export function nameWorth(met: Met<NameField | 'pinyin'>, covered: number): number {
  const share = met.field === 'about' || met.field === 'fact' ? 1 : 0.4 + 0.6 * covered
  return NAME_WORTH[met.field] * share * (met.whole ? 1 : 0.8) * ORIGIN_WORTH[met.origin]
}

/** Worth of one section for one need. */
export function sectionWorth({ field, score }: Met<SectionField>): number {
  return (field === 'heading' ? HEADING_WORTH : BODY_WORTH) + BM25_WORTH * score
}

/** Worth of several sections for one need: the best, and a little for the others. */
export function sectionsWorth(best: number, count: number): number {
  return count === 0 ? 0 : best + SPREAD_WORTH * Math.log2(count)
}

/** Forms of every need that may be part of a name. */
export function nameForms(needs: readonly Need[]): string[][] {
  return needs.map((need) => [need.text, ...need.also].map((each) => compactForm(canonical(each))))
}

/** Share of a name that the needs spell out, for the name they fit best. 0 to 1. */
export function coverage(compactNames: readonly string[], forms: readonly (readonly string[])[]): number {
  let best = 0
  for (const name of compactNames) {
    if (name === '') continue
    let covered = 0
    for (const alternatives of forms) {
      let longest = 0
      for (const form of alternatives) if (form.length > longest && name.includes(form)) longest = form.length
      covered += longest
    }
    best = Math.max(best, covered / name.length)
  }
  return Math.min(1, best)
}

/** Share of a name that is typed when it begins so, for the name it fits best. 0 to 1. */
export function begun(compactNames: readonly string[], typed: string): number {
  let best = 0
  for (const name of compactNames) if (name.startsWith(typed)) best = Math.max(best, typed.length / name.length)
  return best
}
