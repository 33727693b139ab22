/** Study: cards made from the records, their schedules, decks and sessions. The time is always an argument. */
export * from './model.ts'
export { clozeOf } from './cloze.ts'
export { countDeck, makeDecks, makeQueue, PERIODS, type Deck, type Moment } from './decks.ts'
export { generateCards } from './generate.ts'
export { inOrder, recordOf, reviewsOf } from './journal.ts'
export { LEECH_LAPSES, recall, review } from './schedule.ts'
export { termSpellings, tightened } from './wording.ts'
