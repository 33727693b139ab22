/** Decks: the cards of a thread, of a kind of entity, of a period; and what of them is to be reviewed. */
import { KINDS, type CatalogEntry, type Kind, type Thread } from '../corpus/model.ts'
import type { CardRecord, OwnCard } from './model.ts'

/** Beginnings of the periods, by year; the first has no beginning. */
export const PERIODS = [0, 1990, 2012, 2017, 2020, 2022, 2024] as const

/** What the decks are made of: generated cards and the reader's own. */
export interface DeckCard {
  readonly id: string
  readonly about: string | null
}

export interface Deck {
  /** `all`, `own`, `own/<deck it was imported into>`, `thread/<id>`, `kind/<kind>` or `period/<year>`. */
  readonly id: string
  readonly cards: readonly string[]
}

/**
 * Decks that hold a card, in the order they are listed. A card of the reader's own from an article is in the decks of
 * that article too.
 */
export function makeDecks(
  cards: readonly DeckCard[],
  own: readonly Pick<OwnCard, 'id' | 'article' | 'deck'>[],
  entities: ReadonlyMap<string, Pick<CatalogEntry, 'kind' | 'date'>>,
  threads: readonly Pick<Thread, 'id' | 'stops'>[],
): readonly Deck[] {
  const mine = own.map(({ id, article }) => ({ id, about: article }))
  const imported = Map.groupBy(own, ({ deck }) => deck)
  const byEntity = Map.groupBy([...cards, ...mine], ({ about }) => about)
  const cardsOf = (ids: Iterable<string>) =>
    [...new Set(ids)].flatMap((id) => (byEntity.get(id) ?? []).map((card) => card.id))
  const idsOf = (holds: (entity: { kind: Kind; date: string | null }) => boolean) =>
    [...entities].flatMap(([id, entity]) => (holds(entity) ? [id] : []))
  const decks: Deck[] = [
    { id: 'all', cards: [...cards, ...mine].map(({ id }) => id) },
    { id: 'own', cards: mine.map(({ id }) => id) },
    ...[...imported].flatMap(([deck, group]) =>
      deck === null ? [] : [{ id: `own/${deck}`, cards: group.map(({ id }) => id) }],
    ),
    ...threads.map(({ id, stops }) => ({ id: `thread/${id}`, cards: cardsOf(stops.map((stop) => stop.id)) })),
    ...KINDS.map((kind) => ({ id: `kind/${kind}`, cards: cardsOf(idsOf((entity) => entity.kind === kind)) })),
    ...PERIODS.map((from, i) => ({
      id: `period/${String(from)}`,
      cards: cardsOf(
        idsOf(({ date }) => {
          const year = date === null ? NaN : Number(date.slice(0, 4))
          return year >= from && year < (PERIODS[i + 1] ?? Infinity)
        }),
      ),
    })),
  ]
  return decks.filter((deck) => deck.cards.length > 0)
}

/** What there is to do in a deck. */
export interface DeckCounts {
  readonly total: number
  readonly due: number
  readonly fresh: number
  /** Reviewed at least once. */
  readonly begun: number
}

/** The time at which a queue is made: ISO 8601 in UTC, both. */
export interface Moment {
  readonly now: string
  /** End of the reader's day: a review due later today may be done now. */
  readonly dayEnd: string
}

/** Counts of a deck. Suspended, set aside and deleted cards are in `total` only. */
export function countDeck(deck: Deck, records: ReadonlyMap<string, CardRecord>, moment: Moment): DeckCounts {
  let [due, fresh, begun] = [0, 0, 0]
  for (const id of deck.cards) {
    const record = records.get(id)
    if (record?.schedule) begun++
    const state = standing(record, moment)
    if (state === 'due') due++
    else if (state === 'fresh') fresh++
  }
  return { total: deck.cards.length, due, fresh, begun }
}

/**
 * The cards of one session: those due, longest overdue first, then new ones spread over the deck.
 * @param freshLeft How many new cards may still be begun today.
 * @param limit Length of the session in cards.
 */
export function makeQueue(
  deck: Deck,
  records: ReadonlyMap<string, CardRecord>,
  moment: Moment,
  { freshLeft, limit }: { readonly freshLeft: number; readonly limit: number },
): readonly string[] {
  const due: { id: string; at: string }[] = []
  const fresh: string[] = []
  for (const id of deck.cards) {
    const record = records.get(id)
    const state = standing(record, moment)
    if (state === 'due') due.push({ id, at: record?.schedule?.due ?? '' })
    else if (state === 'fresh') fresh.push(id)
  }
  const overdue = first(due, limit, (a, b) => compare(a.at, b.at) || compare(a.id, b.id))
  const begun = spreadOut(fresh, Math.min(Math.max(0, freshLeft), limit - overdue.length))
  return [...overdue.map(({ id }) => id), ...begun]
}

/** Golden ratio: walks a list so that neighbours, which ask about the same entity, come far apart. */
function spreadOut(ids: readonly string[], count: number): readonly string[] {
  const step = (Math.sqrt(5) - 1) / 2
  const placed = ids.map((id, i) => ({ id, place: (i * step) % 1 }))
  return first(placed, count, (a, b) => a.place - b.place).map(({ id }) => id)
}

/** The first `count` of a list in order, without sorting the rest: a deck has thousands of cards, a session twenty. */
function first<T>(items: readonly T[], count: number, order: (a: T, b: T) => number): readonly T[] {
  const found: T[] = []
  for (const item of items) {
    const last = found.at(-1)
    if (found.length >= count && (last === undefined || order(item, last) >= 0)) continue
    const at = found.findIndex((each) => order(item, each) < 0)
    found.splice(at < 0 ? found.length : at, 0, item)
    if (found.length > count) found.pop()
  }
  return found
}

function standing(record: CardRecord | undefined, { now, dayEnd }: Moment): 'due' | 'fresh' | 'later' | 'away' {
  if (record === undefined) return 'fresh'
  if (record.suspended || record.dropped || (record.buriedUntil ?? '') > now) return 'away'
  if (record.schedule === null) return 'fresh'
  const limit = record.schedule.state === 'review' ? dayEnd : now
  return record.schedule.due <= limit ? 'due' : 'later'
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
