/** Cards in words, to be taken to other programs. */
import type { AnkiDeck, AnkiExported } from '../../../contract/anki.ts'
import { csvTable } from '../../../core/text/index.ts'
import type { Deck } from '../../../core/study/index.ts'
import { client, uploadText } from '../../client/index.ts'
import type { OfferedFile } from '../../dom/download.ts'
import { corpus } from '../../state/corpus.svelte.ts'
import { settings } from '../../state/settings.svelte.ts'
import { study } from '../../state/study.svelte.ts'
import { t } from '../../strings/index.svelte.ts'
import { speechNow } from './card-question.ts'
import { cardWords } from './card-words.ts'
import { deckName } from './deck-name.ts'

type WordedCard = AnkiDeck['cards'][number]

/** Cards of a deck in the language of the interface; deleted ones are in no deck. */
function wordedCards(deck: Deck): readonly WordedCard[] {
  const speech = speechNow()
  const threadsOf = Map.groupBy(
    corpus.threads.flatMap(({ id, stops }) => stops.map((stop) => ({ thread: id, entity: stop.id }))),
    ({ entity }) => entity,
  )
  return deck.cards.flatMap((id): readonly WordedCard[] => {
    const own = study.records.get(id)?.own
    const card = study.cards.get(id)
    const about = own ? own.article : (card?.about ?? null)
    const entry = about === null ? undefined : corpus.entry(about)
    const tags = [
      'mailuo',
      own ? 'own' : `ask::${card?.ask ?? ''}`,
      ...(entry ? [`kind::${entry.kind}`] : []),
      ...new Set((threadsOf.get(entry?.id ?? '') ?? []).map(({ thread }) => `thread::${thread}`)),
    ]
    const base = { id, article: entry?.id ?? null, tags }
    if (own) return [{ ...base, front: own.front, back: own.back, note: '' }]
    if (!card) return []
    const words = cardWords(card, speech)
    const front = [words.question, ...words.items].join('\n')
    return [{ ...base, front, back: words.answer.join('\n'), note: words.note }]
  })
}

/** A deck as an Anki package. Rejects when it could not be written. */
export async function ankiFile(
  deck: Deck,
  signal: AbortSignal,
): Promise<{ readonly file: OfferedFile; readonly done: AnkiExported }> {
  const name = `${t('app.name')}::${deckName(deck)}`
  const text = JSON.stringify({ name, lang: settings.lang, cards: [...wordedCards(deck)] } satisfies AnkiDeck)
  const upload = await uploadText(client, 'study.upload', text, () => undefined, signal)
  const parts: Uint8Array<ArrayBuffer>[] = []
  const done = await client.call(
    'study.exportAnki',
    { upload },
    { signal, onItems: (items) => void parts.push(...items.map(bytesOf)) },
  )
  const type = 'application/octet-stream'
  return { file: { name: fileName(deck, 'apkg'), type, text: new Blob(parts, { type }) }, done }
}

/** A deck as a table for a spreadsheet. */
export function csvFile(deck: Deck): OfferedFile {
  const rows = wordedCards(deck).map(({ id, front, back, note, article, tags }) => {
    const { schedule } = study.records.get(id) ?? {}
    const link = article === null ? '' : `mailuo://article/${article}`
    return [id, front, back, note, link, tags.join(' '), schedule?.due ?? '', String(schedule?.reps ?? 0)]
  })
  const columns = ['id', 'front', 'back', 'note', 'link', 'tags', 'due', 'reviews']
  return { name: fileName(deck, 'csv'), type: 'text/csv', text: csvTable([columns, ...rows]) }
}

function fileName({ id }: Deck, ending: string): string {
  return `mailuo-${id.replace(/[^\p{L}\p{N}]+/gu, '-')}.${ending}`
}

/** Pieces are cut where Base64 may be cut, so each is decoded by itself. */
function bytesOf(piece: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(piece), (char) => char.charCodeAt(0))
}
