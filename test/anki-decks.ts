/** Decks as Anki's own versions export them, as large as wanted: HTML fields, gaps, media, a history of reviews. */
import { zstdCompressSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import openSqlJs from 'sql.js'

/** The file that holds the collection tells the format. */
export const ANKI_FORMATS = ['collection.anki2', 'collection.anki21', 'collection.anki21b'] as const
export type AnkiFormat = (typeof ANKI_FORMATS)[number]

const [BASIC, CLOZE, DECK] = [1_700_000_000_001, 1_700_000_000_002, 1_700_000_000_003]
const ANSWER = '{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}'

/** Tables of both schemas, shortened to what Anki keeps cards and notes by. */
const COMMON = `CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL, ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn); CREATE INDEX ix_cards_nid ON cards (nid); CREATE INDEX ix_notes_csum ON notes (csum);`
const OLD =
  'CREATE TABLE col (id integer PRIMARY KEY, ver integer NOT NULL, models text NOT NULL, decks text NOT NULL);'
/** Names are compared by a collation that only Anki has; it is put in when the rows are there. */
const NEW = `CREATE TABLE col (id integer PRIMARY KEY, ver integer NOT NULL, models text NOT NULL, decks text NOT NULL);
CREATE TABLE notetypes (id integer NOT NULL PRIMARY KEY, name text NOT NULL COLLATE nocase, mtime_secs integer NOT NULL, usn integer NOT NULL, config blob NOT NULL);
CREATE UNIQUE INDEX idx_notetypes_name ON notetypes (name);
CREATE TABLE fields (ntid integer NOT NULL, ord integer NOT NULL, name text NOT NULL COLLATE nocase, config blob NOT NULL, PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
CREATE UNIQUE INDEX idx_fields_name_ntid ON fields (name, ntid);
CREATE TABLE templates (ntid integer NOT NULL, ord integer NOT NULL, name text NOT NULL COLLATE nocase, mtime_secs integer NOT NULL, usn integer NOT NULL, config blob NOT NULL, PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
CREATE UNIQUE INDEX idx_templates_name_ntid ON templates (name, ntid);
CREATE TABLE decks (id integer PRIMARY KEY NOT NULL, name text NOT NULL COLLATE nocase, mtime_secs integer NOT NULL, usn integer NOT NULL, common blob NOT NULL, kind blob NOT NULL);
CREATE UNIQUE INDEX idx_decks_name ON decks (name);`

/**
 * A package of notes, every second one with gaps (two cards), the others with one; each answer is a few sentences.
 * @returns The package, and how many cards of words are in it.
 */
export async function ankiDeck(format: AnkiFormat, notes: number): Promise<{ bytes: Uint8Array; cards: number }> {
  const database = await filledCollection(format === 'collection.anki21b', notes)
  const media = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [String(i), new Uint8Array(2000).fill(i)]))
  const dummy = strToU8('please update')
  const collections =
    format === 'collection.anki21b'
      ? { 'collection.anki2': dummy, [format]: new Uint8Array(zstdCompressSync(database)) }
      : { ...(format === 'collection.anki21' && { 'collection.anki2': dummy }), [format]: database }
  return { bytes: zipSync({ ...collections, media: strToU8('{}'), ...media }), cards: notes + Math.floor(notes / 2) }
}

async function filledCollection(isNew: boolean, notes: number): Promise<Uint8Array> {
  const sql = await openSqlJs()
  const database = new sql.Database()
  database.run(COMMON + (isNew ? NEW : OLD))
  if (isNew) describeInTables(database)
  else database.run('INSERT INTO col VALUES (1, 11, ?, ?)', [JSON.stringify(MODELS), JSON.stringify(DECKS)])
  const note = database.prepare("INSERT INTO notes VALUES (?, ?, ?, 0, -1, ' a b ', ?, '', 0, 0, '')")
  const card = database.prepare("INSERT INTO cards VALUES (?, ?, ?, ?, 0, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')")
  const review = database.prepare('INSERT INTO revlog VALUES (?, ?, -1, 3, 1, 1, 2500, 4000, 1)')
  database.run('BEGIN')
  for (let i = 1; i <= notes; i++) {
    const gaps = i % 2 === 0
    note.run([i, `guid-${String(i)}`, gaps ? CLOZE : BASIC, gaps ? gapFields(i) : basicFields(i)])
    for (let ord = 0; ord <= (gaps ? 1 : 0); ord++) {
      card.run([2 * i + ord, i, DECK, ord, i])
      for (let k = 0; k < 3; k++) review.run([6 * i + 3 * ord + k, 2 * i + ord])
    }
  }
  database.run('COMMIT')
  for (const each of [note, card, review]) each.free()
  if (isNew) {
    database.run('PRAGMA writable_schema = ON')
    database.run("UPDATE sqlite_schema SET sql = replace(sql, 'COLLATE nocase', 'COLLATE unicase')")
  }
  return database.export()
}

const WORDS = 'attention gradient token 注意力 损失函数 the layer of weights'.split(' ')
const sentence = (i: number) => Array.from({ length: 40 }, (_, k) => WORDS[(i * 7 + k * k) % WORDS.length]).join(' ')
const basicFields = (i: number) =>
  `<div>What is <b>no. ${String(i)}</b>?&nbsp;</div><img src="paste-${String(i % 50)}.jpg">\u001f${sentence(i)}<br>[sound:a.mp3]<ul><li>${sentence(i + 1)}</li></ul>`
const gapFields = (i: number) =>
  `<p>${sentence(i)}: {{c1::answer ${String(i)}}} and {{c2::${sentence(i + 3)}::a hint}}</p>\u001f<i>${sentence(i + 2)}</i>`

const fields = (names: readonly string[]) => names.map((name, ord) => ({ name, ord, font: 'Arial', size: 20 }))
const MODELS = {
  [BASIC]: {
    ...{ id: BASIC, name: 'Basic', type: 0, flds: fields(['Front', 'Back']) },
    tmpls: [{ name: 'Card 1', ord: 0, qfmt: '{{Front}}', afmt: ANSWER }],
  },
  [CLOZE]: {
    ...{ id: CLOZE, name: 'Cloze', type: 1, flds: fields(['Text', 'Back Extra']) },
    tmpls: [{ name: 'Cloze', ord: 0, qfmt: '{{cloze:Text}}', afmt: '{{cloze:Text}}<br>{{Back Extra}}' }],
  },
}
const DECKS = { [DECK]: { id: DECK, name: 'Models::Large' } }

function describeInTables(database: openSqlJs.Database): void {
  database.run("INSERT INTO col VALUES (1, 18, '', '')")
  database.run('INSERT INTO decks VALUES (?, ?, 0, -1, ?, ?)', [DECK, 'Models\u001fLarge', EMPTY, EMPTY])
  for (const { id, name, type, flds, tmpls } of Object.values(MODELS)) {
    database.run('INSERT INTO notetypes VALUES (?, ?, 0, -1, ?)', [id, name, Buffer.from([8, type])])
    for (const field of flds) database.run('INSERT INTO fields VALUES (?, ?, ?, ?)', [id, field.ord, field.name, EMPTY])
    for (const { ord, name: title, qfmt, afmt } of tmpls)
      database.run('INSERT INTO templates VALUES (?, ?, ?, 0, -1, ?)', [id, ord, title, templateConfig(qfmt, afmt)])
  }
}

const EMPTY = new Uint8Array()

/** Protobuf: both sides as fields 1 and 2, each shorter than 128 bytes. */
function templateConfig(front: string, back: string): Uint8Array {
  const part = (number: number, text: string) =>
    Buffer.from([number * 8 + 2, Buffer.byteLength(text), ...Buffer.from(text)])
  return Buffer.concat([part(1, front), part(2, back)])
}
