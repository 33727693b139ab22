/**
 * npm run bench -- study [CARDS] [KILLS]: deck list, next card and acknowledged answer over many cards, the start, and
 * reviews that must survive kills. Prints one line per figure.
 */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countDeck, makeDecks, makeQueue, type CardRecord, type StudyEvent } from '../../src/core/study/index.ts'
import { openStudyStore } from '../../src/host/storage/study-store.ts'

const CARDS = Number(process.argv[2] ?? 20_000)
const KILLS = Number(process.argv[3] ?? 20)
const ANSWERS = 300
const ENTITIES = 400
const START = Date.UTC(2026, 0, 1)
const MINUTE_MS = 60_000

function reviewed(n: number, card: string): StudyEvent {
  const at = new Date(START + n * MINUTE_MS).toISOString()
  return { id: randomUUID(), card, at, type: 'review', grade: n % 7 === 0 ? 1 : 3, ms: 4000, retention: 0.9, seen: 'x' }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN
}

function timed<T>(work: () => T): { readonly ms: number; readonly value: T } {
  const since = performance.now()
  const value = work()
  return { ms: performance.now() - since, value }
}

function say(name: string, value: number, unit: string): void {
  process.stdout.write(`${name.padEnd(44)}${value.toFixed(unit === '' ? 0 : 2).padStart(10)} ${unit}\n`)
}

/** Deck list, next card and answers over a journal in which half of the cards were reviewed. */
function measureCards(folder: string): void {
  const cards = Array.from({ length: CARDS }, (_, i) => ({
    id: `when/e${String(i % ENTITIES)}/w${String(i)}`,
    about: `e${String(i % ENTITIES)}`,
  }))
  const lines = cards.filter((_, i) => i % 2 === 0).map(({ id }, n) => JSON.stringify(reviewed(n, id)))
  mkdirSync(join(folder, 'study'), { recursive: true })
  writeFileSync(join(folder, 'study/journal.jsonl'), `${['{"format":1}', ...lines].join('\n')}\n`)
  const { ms: opened, value: store } = timed(() => openStudyStore(folder, () => undefined))
  say(`open the journal (${String(lines.length)} reviews)`, opened, 'ms')

  const records = new Map<string, CardRecord>(store.all().map((record) => [record.card, record]))
  const entities = new Map(
    Array.from({ length: ENTITIES }, (_, i) => [
      `e${String(i)}`,
      { kind: 'model', date: String(1990 + (i % 36)) } as const,
    ]),
  )
  const threads = Array.from({ length: 15 }, (_, i) => ({
    id: `t${String(i)}`,
    stops: Array.from({ length: 10 }, (__, n) => ({
      id: `e${String(i * 10 + n)}`,
      section: null,
      text: { zh: '', en: '' },
    })),
  }))
  const moment = {
    now: new Date(START + 30 * 86_400_000).toISOString(),
    dayEnd: new Date(START + 31 * 86_400_000).toISOString(),
  }
  const decks = makeDecks(cards, [], entities, threads)
  const list = Array.from({ length: 9 }, () =>
    timed(() => makeDecks(cards, [], entities, threads).map((deck) => countDeck(deck, records, moment))),
  )
  say(`deck list, ${String(CARDS)} cards, median`, median(list.map(({ ms }) => ms)), 'ms')
  const all = decks.find(({ id }) => id === 'all')
  const next = all
    ? Array.from({ length: 9 }, () => timed(() => makeQueue(all, records, moment, { freshLeft: 10, limit: 20 })))
    : []
  say('next card (queue of the largest deck), median', median(next.map(({ ms }) => ms)), 'ms')
  const answers = Array.from({ length: ANSWERS }, (_, n) =>
    timed(() => store.add(reviewed(CARDS + n * 20, cards[n]?.id ?? ''))),
  )
  say('answer acknowledged on disk, median', median(answers.map(({ ms }) => ms)), 'ms')
  store.close()
}

/** Kills a reviewer again and again on one journal; counts acknowledged reviews that are gone. */
async function measureKills(folder: string): Promise<void> {
  const store = new URL('../../src/host/storage/study-store.ts', import.meta.url).href
  const reviewer = `
    const { openStudyStore } = await import(${JSON.stringify(store)})
    const store = openStudyStore(process.argv[1], () => undefined)
    for (let n = 0; ; n++) {
      const id = crypto.randomUUID()
      store.add({ id, card: 'when/e' + (n % 50) + '/paper', at: new Date().toISOString(), type: 'review', grade: 3, ms: 1, retention: 0.9, seen: 'x' })
      process.stdout.write(id + '\\n')
    }`
  const acknowledged: string[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', reviewer, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let told = ''
    child.stdout.on('data', (chunk) => {
      told += String(chunk)
      if (told.length > 37 * (3 + (kill % 11))) child.kill('SIGKILL')
    })
    await new Promise((resolve) => child.once('close', resolve))
    acknowledged.push(...told.split('\n').slice(0, -1))
  }
  const kept = openStudyStore(folder, () => undefined)
  const there = new Set(kept.events().map(({ id }) => id))
  kept.close()
  say('kills', KILLS, '')
  say('acknowledged reviews', acknowledged.length, '')
  say('of them lost', acknowledged.filter((id) => !there.has(id)).length, '')
}

const folder = mkdtempSync(join(tmpdir(), 'mailuo-bench-study-'))
try {
  measureCards(join(folder, 'cards'))
  await measureKills(join(folder, 'kills'))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
