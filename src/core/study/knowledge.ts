/** How well the field is known: per entity, from what was read and what its cards show. */
import type { DeckCard } from './decks.ts'
import type { CardRecord } from './model.ts'
import { recall } from './schedule.ts'

/** From nothing to known; each is more than the one before. */
export const KNOWLEDGE = ['unseen', 'opened', 'read', 'learning', 'known'] as const
export type Knowledge = (typeof KNOWLEDGE)[number]

/** An entity counts as known when its cards would be answered with this probability, on average over all of them. */
const KNOWN_RECALL = 0.8

export interface EntityKnowledge {
  readonly level: Knowledge
  /** Cards about it that are in use, and of them those reviewed at least once. */
  readonly cards: number
  readonly begun: number
  /** Mean probability, 0 to 1, that a card would be answered now; 0 for those never reviewed. */
  readonly recall: number
}

/**
 * @param cards    Cards with what they are about; suspended and deleted ones are left out.
 * @param progress Furthest share of each article that was on screen, 0 to 1.
 * @param readFrom Share from which an article counts as read.
 * @param now      ISO 8601.
 * @returns One row per id, in the same order.
 */
export function knowField(
  ids: Iterable<string>,
  {
    cards,
    records,
    progress,
    readFrom,
    now,
  }: {
    readonly cards: readonly DeckCard[]
    readonly records: ReadonlyMap<string, CardRecord>
    readonly progress: ReadonlyMap<string, number>
    readonly readFrom: number
    readonly now: string
  },
): ReadonlyMap<string, EntityKnowledge> {
  const byEntity = Map.groupBy(cards, ({ about }) => about)
  return new Map(
    [...ids].map((id): [string, EntityKnowledge] => {
      const used = (byEntity.get(id) ?? []).flatMap((card) => {
        const record = records.get(card.id)
        return record && (record.suspended || record.dropped) ? [] : [record?.schedule ?? null]
      })
      const begun = used.filter((schedule) => schedule !== null).length
      const mean = used.length === 0 ? 0 : used.reduce((sum, schedule) => sum + recall(schedule, now), 0) / used.length
      const share = progress.get(id) ?? 0
      const read: Knowledge = share >= readFrom ? 'read' : share > 0 ? 'opened' : 'unseen'
      const level = begun === 0 ? read : mean >= KNOWN_RECALL ? 'known' : 'learning'
      return [id, { level, cards: used.length, begun, recall: mean }]
    }),
  )
}
