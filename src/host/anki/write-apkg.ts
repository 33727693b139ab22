/**
 * Writes a deck in Anki's package format: a zip of a SQLite collection (schema 11, which every Anki since 2.0 imports)
 * and its media, named by numbers.
 * @see https://github.com/ankitects/anki/blob/main/rslib/src/storage/schema11.sql
 */
import { createHash } from 'node:crypto'
import { strToU8, zipSync } from 'fflate/browser'
import type { AnkiDeck } from '../../contract/anki.ts'
import { withDatabase } from './sqlite.ts'

/** A file that cards show. */
export interface Medium {
  /** As cards name it. */
  readonly name: string
  readonly text: string
}

/** A card with what only the host knows. */
export type AnkiCard = Omit<AnkiDeck['cards'][number], 'article'> & {
  /** Name of the medium on its back, or `''`. */
  readonly medium: string
  /** Where it leads back to, or `''`. */
  readonly link: string
}

const SCHEMA = `
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null, ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null, models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null, usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null, flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null, mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null, ivl integer not null, factor integer not null, reps integer not null, lapses integer not null, left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null, ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);`

const FIELDS = ['Front', 'Back', 'Note', 'Figure', 'Link'] as const
/** Numbers by which Anki knows a note type and a deck again; times in milliseconds by custom, and any number does. */
const MODEL_ID = 1_764_000_000_001
const FIRST_DECK_ID = 1_764_000_000_002

const CSS = `.card { max-width: 36em; margin: 1em auto; font: 20px/1.6 "Source Serif 4", "Noto Serif SC", serif; text-align: left; color: #222; background: #fdfbf6; }
.night_mode.card, .nightMode.card { color: #ddd; background: #22252a; }
.note, .link { color: #888; font-size: 15px; }
img { max-width: 100%; padding: 8px; background: #fff; }`

/**
 * @param now Milliseconds since 1970; new notes are numbered from it.
 * @returns The package.
 * @throws AppError `not-ready` where this Node has no SQLite.
 */
export function writeApkg(deck: string, cards: readonly AnkiCard[], media: readonly Medium[], now: number): Uint8Array {
  const seconds = Math.floor(now / 1000)
  const deckId = FIRST_DECK_ID + (parseInt(sha(deck).slice(0, 8), 16) % 1_000_000)
  const { bytes } = withDatabase(null, (database) => {
    database.exec(SCHEMA)
    database
      .prepare('INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, ?)')
      .run(
        seconds,
        now,
        now,
        json(configOf()),
        json(modelsOf(deckId, seconds)),
        json(decksOf(deckId, deck)),
        json(OPTIONS),
        '{}',
      )
    const note = database.prepare('INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, ?)')
    const card = database.prepare('INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, ?)')
    database.exec('BEGIN')
    cards.forEach(({ id, front, back, note: extra, medium, link, tags }, i) => {
      const fields = [front, back, extra].map(toHtml)
      fields.push(medium === '' ? '' : `<img src="${medium}">`, link)
      const line = tags.length > 0 ? ` ${tags.join(' ')} ` : ''
      note.run(now + i, guidOf(id), MODEL_ID, seconds, line, fields.join('\u001f'), front, checksum(front), '')
      card.run(now + i, now + i, deckId, seconds, i + 1, '')
    })
    database.exec('COMMIT')
  })
  const names = Object.fromEntries(media.map(({ name }, i) => [String(i), name]))
  const files = Object.fromEntries(media.map(({ text }, i) => [String(i), strToU8(text)]))
  return zipSync({ 'collection.anki2': bytes, media: strToU8(json(names)), ...files })
}

const json = (value: unknown) => JSON.stringify(value)

function sha(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}

/** The same card is the same note in every export: Anki then updates it. */
function guidOf(id: string): string {
  return createHash('sha256').update(`mailuo:${id}`).digest('base64url').slice(0, 12)
}

/** First eight hexadecimal digits of the first field's hash: how Anki looks for duplicates. */
function checksum(front: string): number {
  return parseInt(sha(front).slice(0, 8), 16)
}

function toHtml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\u001f', ' ')
    .replace(/\r?\n/g, '<br>')
}

function configOf() {
  return {
    ...{ nextPos: 1, estTimes: true, activeDecks: [1], sortType: 'noteFld', timeLim: 0, sortBackwards: false },
    ...{ addToCur: true, curDeck: 1, newBury: true, newSpread: 0, dueCounts: true, collapseTime: 1200 },
    curModel: String(MODEL_ID),
  }
}

function modelsOf(did: number, mod: number) {
  const field = (name: string, ord: number) => ({
    name,
    ord,
    sticky: false,
    rtl: false,
    font: 'Arial',
    size: 20,
    media: [],
  })
  const afmt = `{{FrontSide}}<hr id=answer>{{Back}}
{{#Note}}<p class="note">{{Note}}</p>{{/Note}}
{{#Figure}}<p>{{Figure}}</p>{{/Figure}}
{{#Link}}<p class="link"><a href="{{Link}}">Mailuo 脉络</a></p>{{/Link}}`
  const template = { name: 'Card 1', ord: 0, qfmt: '{{Front}}', afmt, did: null, bqfmt: '', bafmt: '' }
  const model = {
    ...{ id: String(MODEL_ID), name: 'Mailuo', type: 0, mod, usn: -1, sortf: 0, did, css: CSS },
    ...{ tmpls: [template], flds: FIELDS.map(field), latexPre: '', latexPost: '', tags: [], vers: [] },
    req: [[0, 'any', [0]]],
  }
  return { [MODEL_ID]: model }
}

function decksOf(id: number, name: string) {
  const deck = (number: number, title: string) => ({
    ...{ id: number, name: title, mod: 0, usn: -1, desc: '', dyn: 0, collapsed: false, conf: 1, extendNew: 10 },
    ...{ extendRev: 50, newToday: [0, 0], revToday: [0, 0], lrnToday: [0, 0], timeToday: [0, 0] },
  })
  return { 1: deck(1, 'Default'), [id]: deck(id, name) }
}

/** Anki's own defaults for how decks are learned; a collection has to bring them. */
const OPTIONS = {
  1: {
    ...{ id: 1, name: 'Default', mod: 0, usn: 0, maxTaken: 60, timer: 0, autoplay: true, replayq: true },
    new: { bury: true, delays: [1, 10], initialFactor: 2500, ints: [1, 4, 7], order: 1, perDay: 20, separate: true },
    rev: { bury: true, ease4: 1.3, fuzz: 0.05, ivlFct: 1, maxIvl: 36500, minSpace: 1, perDay: 100 },
    lapse: { delays: [10], leechAction: 0, leechFails: 8, minInt: 1, mult: 0 },
  },
}
