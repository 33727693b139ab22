/** Wrong answers that look right and cannot be right. */
import type { EntityRecord, GlossaryTerm, RecordDate, RecordFact, RelationType } from '../corpus/model.ts'
import { datedBy, isBeginning, knownDate, supportedDates, supportedFacts } from './certainty.ts'
import type { Ask } from './model.ts'

/** Wrong answers beside the right one. */
const DISTRACTORS = 3

/** Two sizes closer than this could be the same by another way of counting. Share of the right value. */
const NEAREST_SIZE = 0.25

/** So many years apart, a wrong answer counts half as likely as one of the same year. */
const YEARS_HALF = 4

/** The likeliest wrong answers of which three are picked by the card's id: always the best three would be learned by heart. */
const LIKELY = 9

/** What nearly everything uses, whether its record says so or not: only what came later is surely wrong. */
const ONLY_LATER: readonly Ask[] = ['method', 'data']

/** What something comes from is older than it: what came later would give itself away. */
const ONLY_EARLIER: readonly Ask[] = ['origin', 'predecessor']

/** Relations along which something is partly what it comes from. */
const DESCENT: readonly RelationType[] = [
  'derived-from',
  'successor-of',
  'variant-of',
  'part-of',
  'inspired-by',
  'uses-method',
  'introduced-by',
  'acquired-by',
]

/** The corpus as the generator looks at it. */
export interface Field {
  readonly records: ReadonlyMap<string, EntityRecord>
  readonly sure: readonly EntityRecord[]
  /** Ids joined to an id by any relation in either direction. */
  readonly related: ReadonlyMap<string, ReadonlySet<string>>
  /** Ids the article on an id links to, or that link to it. */
  readonly mentions: ReadonlyMap<string, ReadonlySet<string>>
}

/** Dates of other entities of the kind, as precise, certainly before or after the right one, nearest first. */
export function dateDistractors(record: EntityRecord, right: RecordDate, field: Field): readonly string[] {
  const others = field.sure
    .filter(({ id, kind }) => id !== record.id && kind === record.kind)
    .flatMap((each) => supportedDates(each))
    .filter(({ what }) => what === right.what || (isBeginning(what) && isBeginning(right.what)))
    .filter(({ on }) => on.length >= right.on.length)
    .map(({ on }) => on.slice(0, right.on.length))
    // A date of another event of the same thing confuses.
    .filter((on) => record.dates.every((own) => !own.on.startsWith(on) && !on.startsWith(own.on)))
    .filter((on) => datedBy(on, right.on) || datedBy(right.on, on))
  const wrong = spread([...new Set(others)].sort(), right.on)
  return wrong.length > 1 ? wrong : [] // between two, half of all guesses are right
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

/**
 * Entities of the answer's kind that cannot be right: no relation joins them to the one asked about or to an answer, no
 * line of descent leads to them, and the article on the one asked about does not speak of them. What is used by nearly
 * everything (methods, data) must have come later, what something comes from earlier.
 */
export function entityDistractors(
  record: EntityRecord,
  ask: Ask,
  right: readonly string[],
  field: Field,
): readonly string[] {
  const answer = field.records.get(right[0] ?? '')
  if (!answer) return []
  const apart = new Set([record.id, ...right].flatMap((id) => [id, ...near(id, field), ...ancestorsOf(id, field)]))
  for (const id of field.mentions.get(record.id) ?? []) apart.add(id)
  const from = knownDate(record)
  const year = yearOf(answer)
  const likely = [...field.records.values()]
    .filter(({ id, kind }) => kind === (ask === 'method' ? 'method' : answer.kind) && !apart.has(id))
    .filter((each) => {
      const on = knownDate(each)
      if (ONLY_LATER.includes(ask)) return from !== null && on !== null && datedBy(from.on, on.on)
      return !ONLY_EARLIER.includes(ask) || yearOf(each) <= yearOf(record)
    })
    .map((each) => ({ id: each.id, far: Math.abs(yearOf(each) - year), weight: field.related.get(each.id)?.size ?? 0 }))
    .sort((a, b) => b.weight / (b.far + YEARS_HALF) - a.weight / (a.far + YEARS_HALF) || (a.id < b.id ? -1 : 1))
    .slice(0, LIKELY)
  return likely
    .map(({ id }) => ({ id, key: mix(`${ask}/${record.id}/${id}`) }))
    .sort((a, b) => a.key - b.key)
    .slice(0, DISTRACTORS)
    .map(({ id }) => id)
}

/** A part, a variant or a maker's parent would be half right. */
function near(id: string, field: Field): Iterable<string> {
  return field.related.get(id) ?? []
}

/** What an entity comes from, over any number of steps. */
function ancestorsOf(id: string, { records }: Field): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [id]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { type, to } of records.get(next)?.relations ?? []) {
      if (!DESCENT.includes(type) || found.has(to)) continue
      found.add(to)
      open.push(to)
    }
  }
  return found
}

/** FNV-1a, 32 bits: only to mix. */
function mix(text: string): number {
  let h = 0x811c9dc5
  for (const char of text) h = Math.imul(h ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return h >>> 0
}

function yearOf(record: EntityRecord): number {
  return Number((knownDate(record)?.on ?? record.dates[0]?.on ?? '2000').slice(0, 4))
}

/** Ids of terms that share no spelling with this one, its neighbours in the glossary, which goes by subject. */
export function termDistractors(
  term: GlossaryTerm,
  glossary: readonly GlossaryTerm[],
  { records }: Field,
): readonly string[] {
  const own = spellings(term)
  const sort = ({ entity }: GlossaryTerm) => {
    const kind = records.get(entity ?? '')?.kind
    return kind === 'person' || kind === 'company' ? kind : 'word'
  }
  const at = glossary.indexOf(term)
  const nearestFirst = glossary
    .map((each, i) => ({ each, far: Math.abs(i - at) }))
    .sort((a, b) => a.far - b.far)
    .map(({ each }) => each)
  // Lazily: spellings are compared only until enough are found.
  return nearestFirst
    .values()
    .filter(({ zh }) => /\p{Script=Han}/u.test(zh))
    .filter((each) => sort(each) === sort(term)) // a person among terms of mathematics gives itself away
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
