/** Cards to Anki and from it: looked at first, stored whole, taken back. */
import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { ANKI_DECK, type AnkiDeck, type AnkiPreview } from '../../contract/anki.ts'
import { failure } from '../../contract/errors.ts'
import { MAX_FRAME_LENGTH } from '../../contract/frames.ts'
import type { EventName, Events } from '../../contract/methods.ts'
import type { Lang } from '../../core/corpus/model.ts'
import type { OwnText, StudyEvent } from '../../core/study/index.ts'
import { readApkg, type ReadApkg, type ReadCard } from '../anki/read-apkg.ts'
import { writeApkg, type Medium } from '../anki/write-apkg.ts'
import type { Pack } from '../pack.ts'
import type { Handlers } from '../rpc.ts'
import type { StudyStore } from '../storage/study-store.ts'
import type { OwnWords } from './own-words.ts'

type Exchange = 'study.upload' | 'study.exportAnki' | 'study.previewAnki' | 'study.importAnki' | 'study.undoImport'

/** A package of a hundred megabytes; more would be held in memory three times. Unit: UTF-16 units. */
const MAX_UPLOAD = 140 * 1024 * 1024
/** A piece of the export, a quarter of the longest frame; a multiple of four, so that Base64 may be cut there. */
const PIECE = MAX_FRAME_LENGTH / 4

interface Upload {
  readonly id: string
  parts: string[]
  length: number
  read: ReadApkg | null
  /** Cards as they were before the import, once it was done; `null` for those that were not there. */
  before: ReadonlyMap<string, OwnText | null> | null
}

/** Handlers for files of cards. One file at a time: a new one takes the place of the last. */
export function studyExchangeHandlers({
  study,
  words,
  pack,
  now,
  broadcast,
}: {
  readonly study: StudyStore
  readonly words: OwnWords
  readonly pack: Pack
  readonly now: () => number
  readonly broadcast: <E extends EventName>(name: E, payload: Events[E]) => void
}): Pick<Handlers, Exchange> {
  let current: Upload | null = null

  function uploadOf(id: string): Upload {
    if (current?.id === id) return current
    throw failure('not-found', 'file-gone', 'This file is no longer at hand; nothing was changed. Choose it again.', {
      id,
    })
  }

  function readUpload(upload: Upload): ReadApkg {
    upload.read ??= readApkg(Buffer.from(upload.parts.join(''), 'base64'))
    upload.parts = []
    return upload.read
  }

  /** Cards of the file that the reader lacks or has with other words. */
  function changesOf({ cards }: ReadApkg): { readonly added: ReadCard[]; readonly updated: ReadCard[] } {
    const added: ReadCard[] = []
    const updated: ReadCard[] = []
    for (const card of new Map(cards.map((each) => [each.id, each])).values()) {
      const { own, dropped } = study.get(card.id)
      if (own === null || dropped) added.push(card)
      else if (own.front !== card.front || own.back !== card.back || own.deck !== card.deck) updated.push(card)
    }
    return { added, updated }
  }

  function previewOf(read: ReadApkg): AnkiPreview {
    const { added, updated } = changesOf(read)
    const decks = [...Map.groupBy(read.cards, ({ deck }) => deck)].map(([name, cards]) => ({
      name,
      cards: cards.length,
    }))
    return {
      decks: decks.sort((a, b) => b.cards - a.cards || (a.name < b.name ? -1 : 1)),
      added: added.length,
      updated: updated.length,
      kept: new Set(read.cards.map(({ id }) => id)).size - added.length - updated.length,
      skipped: read.skipped,
    }
  }

  /** Events of one card get times of their own, in order. */
  function addAll(changes: readonly { readonly card: string; readonly own: OwnText | null }[]): void {
    const events = changes.flatMap(({ card, own }): StudyEvent[] => {
      const last = study.eventsOf(card).at(-1)
      const at = (step: number) =>
        new Date(Math.max(now(), last === undefined ? 0 : Date.parse(last.at) + 1) + step).toISOString()
      const base = (step: number) => ({ id: randomUUID(), card, at: at(step) })
      if (own === null) return [{ ...base(0), type: 'drop' }]
      const keep: StudyEvent = { ...base(0), type: 'keep', own }
      return study.get(card).dropped ? [keep, { ...base(1), type: 'bring-back' }] : [keep]
    })
    study.addAll(events)
    words.all()
    broadcast('study.imported', null)
  }

  return {
    'study.upload': ({ upload, part }) => {
      if (current?.id !== upload) current = { id: upload, parts: [], length: 0, read: null, before: null }
      current.parts.push(part)
      current.length += part.length
      if (current.length > MAX_UPLOAD) {
        current = null
        throw failure(
          'bad-request',
          'anki-too-large',
          'This file is larger than 100 MB; nothing was changed. Export fewer cards, or without media.',
        )
      }
      return Promise.resolve(current.length)
    },
    'study.exportAnki': async ({ upload }, context) => {
      const deck = readDeck(uploadOf(upload).parts.join(''))
      current = null
      const media = new Map<string, Medium>()
      const cards = deck.cards.map(({ article, ...card }) => {
        const id = article === null ? null : pack.currentId(article)
        if (id === null) return { ...card, medium: '', link: '' }
        const medium = mediumOf(id, deck.lang, pack)
        if (medium) media.set(medium.name, medium)
        return { ...card, medium: medium?.name ?? '', link: `mailuo://article/${id}` }
      })
      const bytes = writeApkg(deck.name, cards, [...media.values()], now())
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
      for (let at = 0; at < text.length; at += PIECE) await context.emit([text.slice(at, at + PIECE)])
      return { cards: cards.length, media: media.size, bytes: bytes.length }
    },
    'study.previewAnki': async ({ upload }) => Promise.resolve(previewOf(readUpload(uploadOf(upload)))),
    'study.importAnki': async ({ upload }) => {
      const file = uploadOf(upload)
      const read = readUpload(file)
      const preview = previewOf(read)
      const { added, updated } = changesOf(read)
      const changed = [...added, ...updated]
      const before = new Map(
        changed.map(({ id }) => {
          const { own, dropped } = study.get(id)
          return [id, own === null || dropped ? null : own] as const
        }),
      )
      addAll(
        changed.map(({ id, front, back, deck }) => ({
          card: id,
          own: { front, back, deck, lang: langOf(front + back), article: null, block: null },
        })),
      )
      file.before = before
      return Promise.resolve(preview)
    },
    'study.undoImport': async ({ upload }) => {
      const file = uploadOf(upload)
      if (!file.before)
        throw failure('not-found', 'nothing-to-undo', 'There is nothing to undo: this file was not imported.')
      const { before } = file
      addAll([...before].map(([card, own]) => ({ card, own: own && textOf(own) })))
      file.before = null
      return Promise.resolve(before.size)
    },
  }
}

function textOf({ front, back, lang, article, block, deck = null }: OwnText): OwnText {
  return { front, back, lang, article, block, deck }
}

function readDeck(text: string): AnkiDeck {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const message = 'The cards did not arrive whole; nothing was written. Try again.'
    throw failure('bad-request', 'cards-incomplete', message, {}, { cause: error })
  }
  const read = v.safeParse(ANKI_DECK, value)
  if (read.success) return read.output
  const [issue] = read.issues
  const why = `${issue.message}: ${v.getDotPath(issue) ?? 'deck'}`
  throw failure('bad-request', 'card-unusable', `A card cannot be exported (${why}); nothing was written.`, { why })
}

/** The first drawing of an article, as a file that stands alone; `null` when it has none. */
function mediumOf(id: string, lang: Lang, pack: Pack): Medium | null {
  const blocks = pack.article(id, lang)?.sections.flatMap((section) => section.blocks) ?? []
  const [svg] = /<svg\b[\s\S]*<\/svg>/.exec(blocks.find(({ type }) => type === 'figure')?.html ?? '') ?? []
  if (svg === undefined) return null
  const alone = svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg" font-family="sans-serif"')
  return { name: `mailuo-${id}-${lang}.svg`, text: alone.replaceAll('currentColor', '#222') }
}

/** The language a card is shown in: any Han character makes it Chinese. */
function langOf(text: string): Lang {
  return /\p{Script=Han}/u.test(text) ? 'zh' : 'en'
}
