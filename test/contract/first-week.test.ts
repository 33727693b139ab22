/** The first week of a new reader, by a clock of the test's own: reads a thread, reviews every day, sees the map fill. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Output, ReadingPosition, StudyStep } from '../../src/contract/methods.ts'
import type { Catalog, Thread } from '../../src/core/corpus/model.ts'
import {
  countDeck,
  daysInARow,
  forecast,
  knowField,
  makeDecks,
  makeQueue,
  type Knowledge,
  type StudyCard,
} from '../../src/core/study/index.ts'
import { createHost } from '../../src/host/index.ts'
import { portPair } from './links.ts'
import { talk, type Talk } from './talk.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const THREAD = 'gpt-family-tree'
const NEW_A_DAY = 10

const read = (name: string) => JSON.parse(readFileSync(join('resources/corpus', name), 'utf8')) as unknown
const cards = read('cards.json') as readonly StudyCard[]
const { entities } = read('catalog.json') as Catalog
const thread = (read('threads.json') as readonly Thread[]).find(({ id }) => id === THREAD)

let folder = ''
/** Monday, nine in the morning, in whatever time zone the test runs: days are the reader's own. */
let clock = new Date(2026, 2, 2, 9).getTime()

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-week-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** One sitting: the app is opened, used, and closed again. */
async function sitting<T>(act: (page: Talk) => Promise<T>): Promise<T> {
  const host = await createHost({
    packFolder: 'resources/corpus',
    dataFolder: join(folder, 'data'),
    rendererFolder: join('src', 'renderer'),
    build: 'test',
    now: () => clock,
    shell: { kind: 'browser', openExternal: () => Promise.resolve(false) },
  })
  const { page, host: end, cut } = portPair()
  host.attach(end)
  try {
    return await act(await talk(page))
  } finally {
    cut()
    await host.close()
  }
}

const dayOf = (time: number) => new Date(time).toLocaleDateString('sv')
const endOfDay = (time: number, later = 0) => {
  const date = new Date(time)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1 + later).toISOString()
}
const moment = () => ({ now: new Date(clock).toISOString(), dayEnd: endOfDay(clock) })

async function standing(page: Talk) {
  const { records, days } = (await page.get('study.list', null)) as Output<'study.list'>
  return { records: new Map(records.map((record) => [record.card, record])), days }
}

/** Reviews until nothing is due, as a session does: what was failed comes again ten minutes later. Gives how many answers. */
async function review(page: Talk, day: number): Promise<number> {
  const byId = new Map(entities.map((entry) => [entry.id, entry]))
  const deck = makeDecks(cards, [], byId, thread ? [thread] : []).find(({ id }) => id === `thread/${THREAD}`)
  if (!deck) throw new Error('the thread has no deck')
  let answers = 0
  for (let round = 0; round < 20; round++) {
    const { records, days } = await standing(page)
    const begun = days.find((each) => each.day === dayOf(clock))?.fresh ?? 0
    const queue = makeQueue(deck, records, moment(), { freshLeft: NEW_A_DAY - begun, limit: 100 })
    if (queue.length === 0) break
    for (const [i, card] of queue.entries()) {
      clock += 8000
      // Every fifth card is failed at first; later they are known.
      const grade = round === 0 && (i + day) % 5 === 0 ? 1 : 3
      const { record } = (await page.get('study.review', { card, grade, ms: 8000, seen: 'x' })) as StudyStep
      expect(Date.parse(record.schedule?.last ?? '')).toBeLessThanOrEqual(clock)
      answers++
    }
    clock += 11 * 60_000
  }
  const { records } = await standing(page)
  expect(countDeck(deck, records, moment()).due).toBe(0)
  return answers
}

async function map(page: Talk): Promise<Readonly<Record<Knowledge, number>>> {
  const { records } = await standing(page)
  const positions = (await page.get('reading.list', null)) as readonly ReadingPosition[]
  const known = knowField(
    (thread?.stops ?? []).map(({ id }) => id),
    {
      cards,
      records,
      progress: new Map(positions.map(({ article, progress }) => [article, progress])),
      readFrom: 0.92,
      now: moment().now,
    },
  )
  const counts = { unseen: 0, opened: 0, read: 0, learning: 0, known: 0 }
  for (const { level } of known.values()) counts[level]++
  return counts
}

it('fills the map of the thread within a week', { timeout: 120_000 }, async () => {
  const stops = [...new Set(thread?.stops.map(({ id }) => id))]
  expect(stops.length).toBeGreaterThan(5)
  const start = clock
  const maps = [await sitting(map)]
  expect(maps[0]).toEqual({ unseen: stops.length, opened: 0, read: 0, learning: 0, known: 0 })

  let answers = 0
  for (let day = 0; day < 7; day++) {
    clock = start + day * DAY_MS
    // In the morning two stops are read, in the evening cards are reviewed.
    await sitting(async (page) => {
      for (const article of stops.slice(day * 2, day * 2 + 2)) {
        for (const progress of [0.3, 1])
          await page.get('reading.set', { article, lang: 'en', block: 'lead.1', progress })
      }
    })
    clock += 11 * HOUR_MS
    answers += await sitting((page) => review(page, day))
    maps.push(await sitting(map))
  }

  // Never fewer that are seen, and in the end every stop is read or better, most of them known.
  for (const [i, now] of maps.entries()) expect(now.unseen).toBeLessThanOrEqual(maps[i - 1]?.unseen ?? Infinity)
  const last = maps.at(-1)
  expect(last).toMatchObject({ unseen: 0, opened: 0 })
  const studied = maps.map(({ learning, known }) => learning + known)
  expect(studied[1]).toBeGreaterThan(0)
  expect(studied.at(-1)).toBeGreaterThan(studied[1] ?? Infinity)
  expect(last?.known).toBeGreaterThan(stops.length / 2)

  await sitting(async (page) => {
    const { records, days } = await standing(page)
    expect(days.map(({ day }) => day)).toEqual(Array.from({ length: 7 }, (_, day) => dayOf(start + day * DAY_MS)))
    expect(days.reduce((sum, { reviews }) => sum + reviews, 0)).toBe(answers)
    expect(days.every(({ fresh }) => fresh <= NEW_A_DAY)).toBe(true)
    expect(daysInARow(days, dayOf(clock))).toBe(7)
    // What was learned comes back over the following days, not all at once.
    const ends = Array.from({ length: 30 }, (_, i) => endOfDay(clock, i))
    const due = forecast(records.values(), ends)
    expect(due.filter((count) => count > 0).length).toBeGreaterThan(3)
  })
})
