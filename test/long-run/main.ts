/**
 * npm run test:long-run [-- --minutes N] [-- --seed N]: ten tabs and two real pages read, mark and search at one
 * loopback host. Thirty minutes are compressed: each tab does twelve things a minute without waiting in between. On the
 * way the host is stopped like a machine that sleeps, and connections are cut. Ends with status 1 when a change that
 * was acknowledged is not there, memory grows, or the host complains. Memory is that of a host at rest: it gives back
 * what it no longer needs in the pauses that a reader makes and this run leaves out (src/host/rest.ts).
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import { CHROMIUM } from '../../e2e/chromium.ts'
import { startHost, type Host } from '../loopback-host.ts'
import { openTab, type Matter, type Tab, type Way } from './tab.ts'

const TABS = 10
const ACTIONS_PER_MINUTE = 12
/** Memory is compared with that of this minute: everything that is loaded once is loaded by then. */
const SETTLED_MINUTE = 5
const GROWTH_LIMIT = 0.1
/** Longer than the host waits until it gives memory back. */
const REST_SAMPLES = 20
const SAMPLE_MS = 500
/** How long the machine sleeps. Unit: milliseconds. */
const SLEEP_MS = 3000
const ROUTES = ['#/', '#/article/gpt-3', '#/search?q=attention', '#/graph', '#/notes', '#/study', '#/settings']

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
})
const minutes = Number(values.minutes)
const seed = Number(values.seed)
if (!Number.isSafeInteger(minutes) || minutes <= SETTLED_MINUTE || !Number.isSafeInteger(seed))
  throw new TypeError(`--minutes and --seed are whole numbers, --minutes more than ${SETTLED_MINUTE}`)
const print = (line: string) => process.stdout.write(`${line}\n`)

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function seeded(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

async function enter(host: Host): Promise<Way> {
  const origin = `http://127.0.0.1:${new URL(host.link).port}`
  const answer = await fetch(host.link.replace(host.origin, origin), { redirect: 'manual' })
  return { origin, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' }
}

/** Resident memory of a process in megabytes. */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024
}

/** The least memory a process comes down to when it is left alone: it has not come lower for `REST_SAMPLES`. */
async function memoryAtRest(pid: number): Promise<number> {
  let least = await memoryOf(pid)
  for (let since = 0; since < REST_SAMPLES; since++) {
    await wait(SAMPLE_MS)
    const now = await memoryOf(pid)
    if (now < least) [least, since] = [now, 0]
  }
  return least
}

async function readMatter({ origin, cookie }: Way): Promise<Matter> {
  const answer = await fetch(`${origin}/corpus/catalog.json`, { headers: { cookie } })
  const { entities } = (await answer.json()) as { entities: { id: string; langs: string[] }[] }
  const articles = entities.filter(({ langs }) => langs.includes('zh')).map(({ id }) => id)
  return { articles, words: ['注意力', 'attention', 'GPT-3', 'zhuyili', '扩展定律', 'reinforcement learning', '2017'] }
}

async function openPages(host: Host, { cookie }: Way): Promise<{ pages: Page[]; close(): Promise<void> }> {
  const browser = await chromium.launch(CHROMIUM)
  const context = await browser.newContext()
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: host.origin, httpOnly: true, sameSite: 'Strict' }])
  const pages = await Promise.all([context.newPage(), context.newPage()])
  for (const page of pages) await page.goto(host.origin)
  return { pages, close: () => browser.close() }
}

async function turnPages(pages: readonly Page[], minute: number): Promise<void> {
  for (const [i, page] of pages.entries()) {
    await page.evaluate((hash) => location.assign(hash), ROUTES[(minute + i) % ROUTES.length] ?? '#/')
    await page.getByRole('main').waitFor()
  }
}

async function actFor(tabs: readonly Tab[], times: number): Promise<void> {
  await Promise.all(
    tabs.map(async (tab) => {
      for (let n = 0; n < times; n++) await tab.act()
    }),
  )
}

/** The machine sleeps: nothing answers, but what was asked meanwhile is done afterwards. */
async function sleepThrough(host: Host, tabs: readonly Tab[]): Promise<void> {
  process.kill(host.pid, 'SIGSTOP')
  const asked = actFor(tabs, 2)
  await wait(SLEEP_MS)
  process.kill(host.pid, 'SIGCONT')
  await asked
}

/** What a fresh host reads from the disk, against what was acknowledged. */
async function countLost(data: string, tabs: readonly Tab[]): Promise<{ lost: number; back: number; kept: number }> {
  const host = await startHost(data)
  const reader = openTab(await enter(host), { articles: [], words: [] }, () => 0)
  const notes = new Map((await reader.allNotes()).map((note) => [note.id, note.body]))
  reader.close()
  await host.stop()
  const saved = tabs.flatMap((tab) => [...tab.saved])
  const removed = tabs.flatMap((tab) => [...tab.removed])
  return {
    kept: saved.length,
    lost: saved.filter(([id, { body }]) => notes.get(id) !== body).length,
    back: removed.filter((id) => notes.has(id)).length,
  }
}

const data = await mkdtemp(join(tmpdir(), 'mailuo-long-run-'))
const host = await startHost(data)
try {
  const way = await enter(host)
  const matter = await readMatter(way)
  const tabs = Array.from({ length: TABS }, (_, i) => openTab(way, matter, seeded(seed + i)))
  const browser = await openPages(host, way)
  const { pages } = browser
  let early = 0
  print(`${TABS} tabs, ${pages.length} pages, ${minutes} minutes of ${ACTIONS_PER_MINUTE} actions a tab, seed ${seed}`)
  const begun = performance.now()
  for (let minute = 1; minute <= minutes; minute++) {
    await Promise.all([actFor(tabs, ACTIONS_PER_MINUTE), turnPages(pages, minute)])
    if (minute % 10 === 0) await sleepThrough(host, tabs)
    if (minute % 7 === 0) tabs.filter((_, i) => i % 2 === 0).forEach((tab) => tab.cut())
    if (minute % 5 === 0) print(`  minute ${minute}: ${(await memoryOf(host.pid)).toFixed(0)} MB in the midst of it`)
    if (minute === SETTLED_MINUTE) early = await memoryAtRest(host.pid)
  }
  const late = await memoryAtRest(host.pid)
  const seconds = (performance.now() - begun) / 1000
  const heard = Math.min(...tabs.map((tab) => tab.heard()))
  tabs.forEach((tab) => tab.close())
  await browser.close()
  await host.stop()
  const complaints = host
    .printed()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{"ready":true'))

  const { kept, lost, back } = await countLost(data, tabs)
  const growth = late / early - 1
  print(`${seconds.toFixed(0)} s; every tab heard of at least ${heard} changes`)
  print(`${kept} notes acknowledged, ${lost} lost, ${back} removed ones back`)
  print(
    `memory ${early.toFixed(0)} MB after ${SETTLED_MINUTE} minutes, ${late.toFixed(0)} MB at the end: ${(growth * 100).toFixed(1)} % (limit ${GROWTH_LIMIT * 100} %)`,
  )
  print(`${complaints.length} complaints of the host${complaints.map((line) => `\n  ${line}`).join('')}`)
  const isGood = lost + back + complaints.length === 0 && growth <= GROWTH_LIMIT && heard > 0 && kept > 0
  process.exitCode = isGood ? 0 : 1
} finally {
  await host.stop()
  await rm(data, { recursive: true, force: true })
}
