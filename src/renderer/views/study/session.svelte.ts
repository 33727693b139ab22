/** One review session: the cards in their order, what was answered, and the way back. */
import { countDeck, LEECH_LAPSES, makeQueue, type Deck, type StudyGrade } from '../../../core/study/index.ts'
import { endOfTomorrow, moment } from '../../state/moment.ts'
import { SESSION_CARDS, study } from '../../state/study.svelte.ts'

/** Longest time a card is counted to be looked at: after that the reader was elsewhere. Unit: milliseconds. */
const LONGEST_LOOK_MS = 300_000

interface Step {
  readonly card: string
  readonly event: string
  readonly grade: StudyGrade | null
  readonly ms: number
  /** Whether the card was put at the end again. */
  readonly again: boolean
}

/** What happened to a card that the page should tell. */
export type Outcome = { readonly lapses: number; readonly isLeech: boolean }

export class Session {
  queue = $state.raw<readonly string[]>([])
  /** Place in the queue; at its end the session is over. */
  at = $state(0)
  isShown = $state(false)
  isBusy = $state(false)
  steps = $state.raw<readonly Step[]>([])
  #since = 0

  readonly card: string | undefined = $derived(this.queue[this.at])
  readonly answers = $derived(this.steps.filter(({ grade }) => grade !== null))

  constructor(
    readonly deck: Deck,
    freshLeft: number,
    /** Monotonic time in milliseconds. */
    readonly clock: () => number,
  ) {
    this.queue = makeQueue(deck, study.records, moment(), { freshLeft, limit: SESSION_CARDS })
    this.#since = clock()
  }

  show(): void {
    this.isShown = true
  }

  /** Grades the card on screen. Rejects when it could not be saved; the card then stays. */
  async grade(grade: StudyGrade, seen: string): Promise<Outcome | null> {
    const { card } = this
    if (card === undefined || this.isBusy) return null
    const ms = Math.min(LONGEST_LOOK_MS, Math.round(this.clock() - this.#since))
    return this.#busy(async () => {
      const { event, record } = await study.review({ card, grade, ms, seen })
      const again = record.schedule !== null && record.schedule.state !== 'review'
      if (again) this.queue = [...this.queue, card]
      this.#next({ card, event, grade, ms, again })
      const lapses = record.schedule?.lapses ?? 0
      return { lapses, isLeech: grade === 1 && lapses >= LEECH_LAPSES }
    })
  }

  /** Sets the card on screen aside, for today or for good. */
  async setAside(how: 'bury' | 'suspend' | 'drop'): Promise<void> {
    const { card } = this
    if (card === undefined || this.isBusy) return
    await this.#busy(async () => {
      const { event } = how === 'bury' ? await study.bury(card) : await study.mark(card, how)
      this.#next({ card, event, grade: null, ms: 0, again: false })
    })
  }

  /** Takes the last step back and shows its card again. */
  async undo(): Promise<void> {
    const step = this.steps.at(-1)
    if (!step || this.isBusy) return
    await this.#busy(async () => {
      await study.undo(step.card, step.event)
      if (step.again) this.queue = this.queue.filter((_, i) => i !== this.queue.lastIndexOf(step.card))
      this.steps = this.steps.slice(0, -1)
      this.at--
      this.#begin()
    })
  }

  /** Cards of the deck that come back by the end of tomorrow. */
  comingTomorrow(): number {
    const due = (limit: string) => countDeck(this.deck, study.records, { now: limit, dayEnd: limit }).due
    return due(endOfTomorrow()) - due(moment().dayEnd)
  }

  #next(step: Step): void {
    this.steps = [...this.steps, step]
    this.at++
    this.#begin()
  }

  #begin(): void {
    this.isShown = false
    this.#since = this.clock()
  }

  async #busy<T>(work: () => Promise<T>): Promise<T> {
    this.isBusy = true
    try {
      return await work()
    } finally {
      this.isBusy = false
    }
  }
}
