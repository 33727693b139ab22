/** What travels when cards go to Anki and come from it. */
import * as v from 'valibot'
import { LANGS } from '../core/corpus/model.ts'

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest))

/** The file of `study.exportAnki`, as JSON: a deck whose cards the page has put into words. */
export const ANKI_DECK = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  lang: v.picklist(LANGS),
  cards: v.pipe(
    v.array(
      v.strictObject({
        /** Keeps the card the same note when it is exported again. */
        id: text(300),
        front: text(20_000),
        back: text(20_000),
        note: text(20_000),
        /** Entry whose drawing and address the card carries; `null` for none. */
        article: v.nullable(text(80)),
        tags: v.array(v.pipe(v.string(), v.regex(/^[^\s"]{1,200}$/))),
      }),
    ),
    v.maxLength(200_000),
  ),
})
export type AnkiDeck = v.InferOutput<typeof ANKI_DECK>

/** What was written. */
export interface AnkiExported {
  readonly cards: number
  /** Drawings that came along. */
  readonly media: number
  readonly bytes: number
}

/** What an import adds; nothing has been stored when `study.previewAnki` answers. */
export interface AnkiPreview {
  /** Decks of the file with how many of their cards can be taken, the largest first. */
  readonly decks: readonly { readonly name: string; readonly cards: number }[]
  readonly added: number
  /** Cards that were imported before and say something else now. */
  readonly updated: number
  /** Cards that are there already, the same. */
  readonly kept: number
  /** Cards without words on one side: pictures, sounds. */
  readonly skipped: number
}
