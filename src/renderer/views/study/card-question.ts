import type { CardRecord } from '../../../core/study/index.ts'
import { corpus } from '../../state/corpus.svelte.ts'
import { settings } from '../../state/settings.svelte.ts'
import { study } from '../../state/study.svelte.ts'
import { cardWords, type Speech } from './card-words.ts'

/** How cards are put into words now: in the language of the interface. Reactive. */
export function speechNow(): Speech {
  return {
    language: settings.current.language,
    lang: settings.lang,
    entry: (id) => corpus.entry(id),
    cards: study.cards,
  }
}

/** What a card asks, in words; of an order, what is to be put in order. */
export function questionOf({ card, own }: Pick<CardRecord, 'card' | 'own'>): string {
  const generated = study.cards.get(card)
  if (!generated) return own?.front ?? card
  const { question, items } = cardWords(generated, speechNow())
  return items.length > 0 ? `${question} ${items.join(' · ')}` : question
}
