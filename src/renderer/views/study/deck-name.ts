import { PERIODS, type Deck } from '../../../core/study/index.ts'
import { corpus } from '../../state/corpus.svelte.ts'
import { settings } from '../../state/settings.svelte.ts'
import { isStringKey, t } from '../../strings/index.svelte.ts'

/** A deck's name in the language of the interface. Reactive. */
export function deckName({ id }: Pick<Deck, 'id'>): string {
  const at = id.indexOf('/')
  const [group, rest] = at < 0 ? [id, ''] : [id.slice(0, at), id.slice(at + 1)]
  if (group === 'own' && rest !== '') return rest
  if (group === 'thread') return corpus.threads.find((each) => each.id === rest)?.title[settings.lang] ?? rest
  if (group === 'period') return periodName(Number(rest))
  const key = group === 'kind' ? `kinds.${rest}` : `study.deck.${id}`
  return isStringKey(key) ? t(key) : id
}

/** The name of the period that begins in a year. */
export function periodName(from: number): string {
  const next = PERIODS.find((year) => year > from)
  if (next === undefined) return t('study.deck.since', { from })
  return from === 0 ? t('study.deck.until', { to: next }) : t('study.deck.between', { from, to: next - 1 })
}
