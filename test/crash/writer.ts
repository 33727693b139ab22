/**
 * A process that changes a data folder without end, to be killed: `writer.ts FOLDER SEED`. Says on standard output what
 * it is about to do (`> notes`) and what is acknowledged (`= count`), so that its parent can compare.
 */
import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import process from 'node:process'
import { seeded } from '../../bench/search/corpus.ts'
import { MARK_COLOURS, type Annotation } from '../../src/core/annotation/model.ts'
import { openDataFolder } from '../../src/host/storage/data-folder.ts'
import { openNotesStore } from '../../src/host/storage/notes-store.ts'
import { openReadingStore } from '../../src/host/storage/reading-store.ts'

const ARTICLES = ['gpt-3', 'bert', 'transformer', 'scaling-laws'] as const
/** Short and long notes: a long one takes several pages of the disk. */
const LONGEST_NOTE = 20_000

const [folder = '', seed = '1'] = process.argv.slice(2)
const random = seeded(Number(seed))
const pick = <T>(values: readonly T[]): T | undefined => values[Math.floor(random() * values.length)]
const nap = new Int32Array(new SharedArrayBuffer(4))

/** Says all of a line before anything else is done: a pipe takes only part, or nothing, while its reader is busy. */
function say(line: string): void {
  let rest = Buffer.from(`${line}\n`)
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(nap, 0, 0, 1)
    }
  }
}

openDataFolder(folder)
const refuse = (warning: { readonly file: string }) => {
  throw new Error(`${warning.file} was damaged`)
}
const notes = openNotesStore(folder, refuse)
const reading = openReadingStore(folder, refuse)

/** A new note, or one that was made before with something changed, deleted or brought back. */
function nextNote(): Annotation {
  const now = new Date().toISOString()
  const body = '笔记 note 😀 '.repeat(Math.floor(random() ** 4 * (LONGEST_NOTE / 12)))
  const known = pick(notes.all())
  if (!known || random() < 0.4) {
    const article = pick(ARTICLES) ?? ARTICLES[0]
    const made = {
      id: randomUUID(),
      article,
      lang: 'zh',
      colour: 'yellow',
      tags: [],
      target: { type: 'article' },
    } as const
    return { ...made, body, created: now, modified: now }
  }
  const { deleted, ...alive } = known
  if (deleted !== undefined) return { ...alive, modified: now }
  if (random() < 0.3) return { ...alive, modified: now, deleted: now }
  return { ...alive, body, colour: pick(MARK_COLOURS) ?? 'yellow', modified: now }
}

function uniqueById(made: readonly Annotation[]): readonly Annotation[] {
  return [...new Map(made.map((each) => [each.id, each])).values()]
}

for (let n = 0; ; n++) {
  const note = nextNote()
  // Now and then several at once, which must be there together or not at all.
  const changed = random() < 0.2 ? uniqueById([note, ...Array.from({ length: 5 }, nextNote)]) : [note]
  say(`> ${JSON.stringify(changed)}`)
  const [only] = changed
  if (changed.length > 1 || !only) notes.putAll(changed)
  else notes.put(only)
  say(`= ${changed.length}`)
  if (n % 5 === 0) {
    reading.put({ article: note.article, lang: 'zh', block: 'lead.1', progress: random(), at: note.modified })
  }
}
