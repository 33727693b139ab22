import type { Input, StudyStep } from '../../contract/methods.ts'
import {
  countDeck,
  makeDecks,
  type CardRecord,
  type OwnCard,
  type ReviewDay,
  type StudyCard,
} from '../../core/study/index.ts'
import { client } from '../client/index.ts'
import { corpus } from './corpus.svelte.ts'
import { localDay, moment } from './moment.ts'
import { reasonOf } from './reason-of.ts'
import { settings } from './settings.svelte.ts'

/** Length of a session in cards: about five minutes. */
export const SESSION_CARDS = 20

/** Cards and where they stand. Nothing counts as done before the host has it on disk. */
class StudyState {
  status = $state<'idle' | 'loading' | 'ready' | 'failed'>('idle')
  failure = $state('')
  cards = $state.raw<ReadonlyMap<string, StudyCard>>(new Map())
  records = $state.raw<ReadonlyMap<string, CardRecord>>(new Map())
  days = $state.raw<readonly ReviewDay[]>([])

  /** The reader's own cards, newest first. */
  readonly own: readonly OwnCard[] = $derived(
    [...this.records.values()]
      .flatMap(({ own, dropped }) => (own && !dropped ? [own] : []))
      .sort((a, b) => (a.created < b.created ? 1 : -1)),
  )
  readonly decks = $derived(
    makeDecks(
      [...this.cards.values()],
      this.own,
      new Map(corpus.catalog.entities.map((entry) => [entry.id, entry])),
      corpus.threads,
    ),
  )

  constructor() {
    client.on('study.changed', (record) => this.#take(record))
    client.on('study.imported', () => {
      if (this.status === 'ready') void this.load()
    })
  }

  /** Fetches the cards once, and every time where they stand. */
  async load(): Promise<void> {
    if (this.status !== 'ready') this.status = 'loading'
    try {
      const [cards, { records, days }] = await Promise.all([
        this.cards.size > 0 ? [...this.cards.values()] : corpus.cards(),
        client.call('study.list', null),
      ])
      this.cards = new Map(cards.map((card) => [card.id, card]))
      this.records = new Map(records.map((record) => [record.card, record]))
      this.days = days
      this.status = 'ready'
    } catch (error) {
      this.failure = reasonOf(error)
      this.status = 'failed'
    }
  }

  /** Rejects when it could not be saved; then nothing changed. */
  review(input: Input<'study.review'>): Promise<StudyStep> {
    return this.#done(client.call('study.review', input))
  }

  undo(card: string, event: string): Promise<StudyStep> {
    return this.#done(client.call('study.undo', { card, event }))
  }

  mark(card: string, mark: Input<'study.mark'>['mark']): Promise<StudyStep> {
    return this.#done(client.call('study.mark', { card, mark }))
  }

  bury(card: string): Promise<StudyStep> {
    return this.#done(client.call('study.bury', { card, until: moment().dayEnd }))
  }

  /** Lets a card that was put off come up again. */
  unbury(card: string): Promise<StudyStep> {
    return this.#done(client.call('study.bury', { card, until: moment().now }))
  }

  keep(input: Input<'study.keep'>): Promise<StudyStep> {
    return this.#done(client.call('study.keep', input))
  }

  /** New cards begun and reviews done today, as of the last load. */
  today(): { readonly fresh: number; readonly reviews: number } {
    const day = localDay()
    return this.days.find((each) => each.day === day) ?? { fresh: 0, reviews: 0 }
  }

  /** What is left to do today over all decks, and how many of it make the next session. */
  leftToday(): { readonly due: number; readonly fresh: number; readonly session: number } {
    const all = this.decks.find((deck) => deck.id === 'all')
    if (!all) return { due: 0, fresh: 0, session: 0 }
    const counts = countDeck(all, this.records, moment())
    const allowed = Math.max(0, settings.current.studyNewPerDay - this.today().fresh)
    const fresh = Math.min(allowed, counts.fresh)
    return { due: counts.due, fresh, session: Math.min(SESSION_CARDS, counts.due + fresh) }
  }

  async #done(call: Promise<StudyStep>): Promise<StudyStep> {
    const step = await call
    this.#take(step.record)
    return step
  }

  #take(record: CardRecord): void {
    this.records = new Map([...this.records, [record.card, record]])
  }
}

export const study = new StudyState()
