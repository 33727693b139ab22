/** What study is made of: cards, the events of the journal, and where each card stands. Types and names only. */
import type { Bilingual, DateKind, FactKey, Kind, Lang, PartialDate, SourceKey } from '../corpus/model.ts'

/** What a generated card asks about its entity. */
export const ASKS = [
  'when',
  'maker',
  'founder',
  'author',
  'predecessor',
  'origin',
  'paper',
  'method',
  'data',
  'hardware',
  'size',
  'first',
  'term',
] as const
export type Ask = (typeof ASKS)[number]

/** The right answer, as the record states it; the page puts it into words. */
export type CardAnswer =
  | { readonly type: 'date'; readonly on: PartialDate }
  | { readonly type: 'value'; readonly value: string | number }
  /** All of them are right; naming one is enough. */
  | { readonly type: 'entities'; readonly ids: readonly string[] }
  /** Earliest first. */
  | { readonly type: 'order'; readonly ids: readonly string[]; readonly dates: readonly PartialDate[] }
  | {
      readonly type: 'term'
      readonly zh: string
      readonly hant: string
      readonly en: string
      /** Other spellings that count as right. */
      readonly also: readonly string[]
    }

/** One generated card; a row of `cards.json`. */
export interface StudyCard {
  /** `<ask>/<entity>[/<what>]`: the same on every machine and in every version of the corpus. */
  readonly id: string
  readonly ask: Ask
  /** Entity the card is about; for terms and orders the one its passage is in, or `null`. */
  readonly about: string | null
  /** Kind of `about`; `null` without one. */
  readonly kind: Kind | null
  readonly what: DateKind | FactKey | null
  readonly answer: CardAnswer
  /** Block of the article on `about` that says it; `null` where none is known. */
  readonly block?: string | null
  /** Condition the record puts on the value, e.g. "largest of four sizes". */
  readonly note: Bilingual | null
  /** Keys of the references that support the answer; `glossary` for terms. Never empty. */
  readonly sources: readonly SourceKey[]
  /** Wrong answers of the same shape (ids, dates or values), none of them right; may be empty. */
  readonly distractors: readonly (string | number)[]
}

/** How well a card was known, as FSRS counts it. */
export const GRADES = [1, 2, 3, 4] as const
export type StudyGrade = (typeof GRADES)[number]

/** A card the reader made: by hand, or from a highlight. */
export interface OwnCard {
  readonly id: string
  readonly front: string
  readonly back: string
  readonly lang: Lang
  /** Where it comes from. */
  readonly article: string | null
  readonly block: string | null
  /** Deck it was imported into; `null` for a card written here. */
  readonly deck: string | null
  readonly created: string
  readonly modified: string
}

/** What the reader wrote. `deck` was not kept at first, so it may be missing. */
export type OwnText = Omit<OwnCard, 'id' | 'created' | 'modified' | 'deck'> & { readonly deck?: string | null }

interface EventBase {
  /** UUID: two machines' journals can be joined by it. */
  readonly id: string
  readonly card: string
  /** ISO 8601, UTC. */
  readonly at: string
}

/** One line of the journal. Lines are only ever added. */
export type StudyEvent = EventBase &
  (
    | {
        readonly type: 'review'
        readonly grade: StudyGrade
        /** Time the card was on screen, in milliseconds. */
        readonly ms: number
        /** Desired retention of that time, 0 to 1: with it the schedule can be computed again. */
        readonly retention: number
        /** The answer as it was shown, to notice that the record has changed since. */
        readonly seen: string
      }
    | { readonly type: 'undo'; readonly of: string }
    | { readonly type: 'suspend' | 'resume' | 'drop' | 'bring-back' }
    | { readonly type: 'bury'; readonly until: string }
    | { readonly type: 'keep'; readonly own: OwnText }
  )

/** Where a card stands. */
export interface CardRecord {
  readonly card: string
  /** `null` before the first review. */
  readonly schedule: Schedule | null
  readonly suspended: boolean
  readonly dropped: boolean
  /** ISO 8601; `null` when it is not set aside. */
  readonly buriedUntil: string | null
  /** What the reader wrote; `null` for generated cards. */
  readonly own: OwnCard | null
  /** Answer shown at the last review. */
  readonly seen: string | null
}

/** The state of FSRS for one card. */
export interface Schedule {
  /** ISO 8601, UTC. */
  readonly due: string
  readonly last: string
  readonly state: 'learning' | 'review' | 'relearning'
  /** Days until recall falls to 90 %. */
  readonly stability: number
  /** 1 (easy) to 10. */
  readonly difficulty: number
  readonly reps: number
  readonly lapses: number
  /** Step within learning or relearning. */
  readonly step: number
  /** Whole days between the last review and `due`. */
  readonly days: number
}
