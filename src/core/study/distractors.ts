/** Wrong answers that look right and cannot be right. */
import type { EntityRecord, GlossaryTerm, RecordDate, RecordFact } from '../corpus/model.ts'
import { datedBy, knownDate, supportedDates, supportedFacts } from './certainty.ts'

/** Wrong answers beside the right one. */
const DISTRACTORS = 3

/** Two sizes closer than this could be the same by another way of counting. Share of the right value. */
const NEAREST_SIZE = 0.25

/** So many years apart, a wrong answer counts half as likely as one of the same year. */
const YEARS_HALF = 4

/** The corpus as the generator looks at it. */
export interface Field {
  readonly records: ReadonlyMap<string, EntityRecord>
  readonly sure: readonly EntityRecord[]
  /** Ids joined to an id by any relation in either direction. */
  readonly related: ReadonlyMap<string, ReadonlySet<string>>
}

/** Dates of other entities of the kind, certainly before or after the right one, nearest first. */
export function dateDistractors(record: EntityRecord, right: RecordDate, field: Field): readonly string[] {
  const others = field.sure
    .filter(({ id, kind }) => id !== record.id && kind === record.kind)
    .flatMap((each) => supportedDates(each))
    .filter(({ what, on }) => what === right.what && on.length === right.on.length)
    .map(({ on }) => on)
    .filter((on) => datedBy(on, right.on) || datedBy(right.on, on))
  return spread([...new Set(others)].sort(), right.on)
}

/** Values of the same fact in other records, clearly larger or smaller. */
export function valueDistractors(record: EntityRecord, right: RecordFact, field: Field): readonly (string | number)[] {
  const value = right.value
  if (typeof value !== 'number') return []
  const others = field.sure
    .filter(({ id }) => id !== record.id)
    .flatMap((each) => supportedFacts(each))
    .flatMap((fact) => (fact.key === right.key && typeof fact.value === 'number' ? [fact.value] : []))
    .filter((each) => Math.abs(each - value) > value * NEAREST_SIZE)
  return spread(
    [...new Set(others)].sort((a, b) => a - b),
    value,
  )
}

/** Entities of the answer's kind that no relation joins to the one asked about, nearest in time. */
export function entityDistractors(record: EntityRecord, right: readonly string[], field: Field): readonly string[] {
  const answer = field.records.get(right[0] ?? '')
  if (!answer) return []
  const joined = field.related.get(record.id)
  const year = yearOf(answer)
  return [...field.records.values()]
    .filter(
      ({ id, kind }) => kind === answer.kind && id !== record.id && !right.includes(id) && joined?.has(id) !== true,
    )
    .filter(({ id }) => !right.some((each) => field.related.get(each)?.has(id) === true)) // a part or a variant would be half right
    .map((each) => ({ id: each.id, far: Math.abs(yearOf(each) - year), weight: field.related.get(each.id)?.size ?? 0 }))
    .sort((a, b) => b.weight / (b.far + YEARS_HALF) - a.weight / (a.far + YEARS_HALF) || (a.id < b.id ? -1 : 1))
    .slice(0, DISTRACTORS)
    .map(({ id }) => id)
}

function yearOf(record: EntityRecord): number {
  return Number((knownDate(record)?.on ?? record.dates[0]?.on ?? '2000').slice(0, 4))
}

/** Ids of terms that share no spelling with this one, its neighbours in the glossary, which goes by subject. */
export function termDistractors(term: GlossaryTerm, glossary: readonly GlossaryTerm[]): readonly string[] {
  const own = spellings(term)
  const at = glossary.indexOf(term)
  const nearestFirst = glossary
    .map((each, i) => ({ each, far: Math.abs(i - at) }))
    .sort((a, b) => a.far - b.far)
    .map(({ each }) => each)
  // Lazily: spellings are compared only until enough are found.
  return nearestFirst
    .values()
    .filter((each) => each.en.toLowerCase() !== each.zh.toLowerCase())
    .filter((each) => each !== term && (each.entity === undefined || each.entity !== term.entity))
    .filter((each) => spellings(each).isDisjointFrom(own))
    .take(DISTRACTORS)
    .map(({ id }) => id)
    .toArray()
}

function spellings({ en, zh, hant, abbr, also }: GlossaryTerm): Set<string> {
  const all = [en, zh, hant, ...(abbr ?? []), ...(also?.en ?? []), ...(also?.zh ?? []), ...(also?.hant ?? [])]
  return new Set(all.map((each) => each.toLowerCase()))
}

/** Some from below and some from above, nearest first, so that the right one is not always in the middle or at an end. */
function spread<T extends string | number>(sorted: readonly T[], right: T): readonly T[] {
  const below = sorted.filter((each) => each < right).reverse()
  const above = sorted.filter((each) => each > right)
  const picked: T[] = []
  for (let i = 0; picked.length < DISTRACTORS && i < sorted.length; i++) {
    for (const each of [below[i], above[i]]) {
      if (each !== undefined && picked.length < DISTRACTORS) picked.push(each)
    }
  }
  return picked
}
