/** What the reader waits for in the page: real Chromium, the built loopback host, data folders full of marks. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, type Browser, type Page } from '@playwright/test'
import { CHROMIUM } from '../../e2e/chromium.ts'
import { startHost } from '../../test/loopback-host.ts'
import { fillFolder, makeLongPack } from './data.ts'

/** One promise and what was measured; all in milliseconds. */
export interface PageFigure {
  readonly name: string
  readonly value: number
  readonly limit: number
  readonly detail: string
}

const CREATED = 30
const OPENED = 7
const STARTED = 5
const TYPED = ['attention', '数据', 'note 12', 'gpt', 'reread']
const SCROLL_FRAMES = 180
/** Pixels a frame: a brisk turn of the wheel. */
const SCROLL_STEP = 60

export async function measurePage(): Promise<readonly PageFigure[]> {
  const base = mkdtempSync(join(tmpdir(), 'mailuo-bench-'))
  const browser = await chromium.launch(CHROMIUM)
  try {
    return [
      await measureCreate(browser, join(base, 'ten-thousand')),
      ...(await measureArticle(browser, base)),
      ...(await measureNotebook(browser, join(base, 'fifty-thousand'))),
    ]
  } finally {
    await browser.close()
    rmSync(base, { recursive: true, force: true })
  }
}

/** Opens the app on a data folder, lets `use` measure, and ends it. */
async function inApp<T>(browser: Browser, folder: string, use: (page: Page) => Promise<T>, pack?: string): Promise<T> {
  const host = await startHost(folder, [], pack === undefined ? [] : ['env', `MAILUO_CORPUS=${pack}`])
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } })
  try {
    await page.addInitScript(watchMarks)
    await page.goto(host.link)
    await page.getByRole('main').getByRole('heading').first().waitFor()
    await go(page, '#/settings')
    await page.getByText('English', { exact: true }).first().click()
    return await use(page)
  } finally {
    await page.close()
    await host.stop()
  }
}

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate((address) => location.assign(address), hash)
  await page.waitForLoadState('networkidle')
}

/** Times on the page's clock, in the order they came. */
interface Seen {
  readonly pressed: number[]
  readonly asked: number[]
  readonly acknowledged: number[]
}
type WatchedWindow = Window & { seen?: Seen }

/** Runs before the page's own scripts: notes each key press, and each answer that says a mark is on disk. */
function watchMarks(): void {
  const seen: Seen = { pressed: [], asked: [], acknowledged: [] }
  ;(window as WatchedWindow).seen = seen
  window.addEventListener('keydown', ({ timeStamp }) => void seen.pressed.push(timeStamp), { capture: true })
  let asked = ''
  window.WebSocket = class extends window.WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener('message', ({ data }) => {
        if (asked === '' || !String(data).startsWith(asked)) return
        asked = ''
        seen.acknowledged.push(performance.now())
      })
    }
    override send(data: string): void {
      const [, id] = /^\{"t":"req","id":(\d+),"m":"notes.create"/.exec(data) ?? []
      if (id !== undefined) {
        asked = `{"t":"res","id":${id},`
        seen.asked.push(performance.now())
      }
      super.send(data)
    }
  }
}

function seenBy(page: Page): Promise<Seen> {
  return page.evaluate(() => (window as WatchedWindow).seen ?? { pressed: [], asked: [], acknowledged: [] })
}

async function measureCreate(browser: Browser, folder: string): Promise<PageFigure> {
  fillFolder(folder, 10_000)
  const times = await inApp(browser, folder, async (page) => {
    await go(page, '#/article/gpt-3')
    await page.locator('article [data-block] p').first().waitFor()
    for (let n = 0; n < CREATED; n++) {
      await page.evaluate((turn) => {
        const paragraphs = [...document.querySelectorAll('article [data-block] p')]
        const paragraph = paragraphs[turn % paragraphs.length]
        const text = paragraph && document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode()
        if (!(text instanceof Text)) throw new Error('this paragraph has no text')
        paragraph?.scrollIntoView({ block: 'center' })
        getSelection()?.setBaseAndExtent(text, 0, text, Math.min(text.length, 5 + turn))
      }, n)
      await page.getByRole('toolbar', { name: 'Mark the selection' }).waitFor()
      await page.evaluate(rest)
      await page.keyboard.press('h')
      await expect.poll(async () => (await seenBy(page)).acknowledged.length, { intervals: [20] }).toBe(n + 1)
    }
    const { pressed, asked, acknowledged } = await seenBy(page)
    const since = (times: readonly number[]) => times.map((at, n) => at - (pressed[n] ?? NaN))
    return { all: since(acknowledged), asked: since(asked) }
  })
  return {
    name: 'a highlight, key press to acknowledged, 10,000 notes in the store (median)',
    value: quantile(times.all, 0.5),
    limit: 30,
    detail: `p95 ${quantile(times.all, 0.95).toFixed(0)} ms of ${times.all.length}; the host is asked after ${quantile(times.asked, 0.5).toFixed(1)} ms`,
  }
}

/** Runs in the page: until it is painted and nothing is left to do, as when the reader's hand has reached the key. */
async function rest(): Promise<void> {
  for (let n = 0; n < 2; n++) await new Promise((resolve) => requestAnimationFrame(resolve))
  await new Promise((resolve) => requestIdleCallback(resolve))
}

async function measureArticle(browser: Browser, base: string): Promise<readonly PageFigure[]> {
  const pack = join(base, 'pack')
  const article = makeLongPack(pack)
  const full = join(base, 'two-thousand')
  fillFolder(full, 2000, article)
  const open = (folder: string, marks: number) =>
    inApp(
      browser,
      folder,
      async (page) => {
        const times: number[] = []
        for (let n = 0; n < OPENED; n++) {
          await go(page, '#/privacy')
          times.push(await page.evaluate(openArticle, { id: article.id, marks }))
        }
        const frames = await page.evaluate(scrollDown, { frames: SCROLL_FRAMES, step: SCROLL_STEP })
        return { open: quantile(times, 0.5), frames }
      },
      pack,
    )
  const empty = await open(join(base, 'empty'), 0)
  const marked = await open(full, 2000)
  return [
    {
      name: `opening an article of 20,000 words with 2,000 highlights, more than without (median)`,
      value: marked.open - empty.open,
      limit: 250,
      detail: `${marked.open.toFixed(0)} ms with, ${empty.open.toFixed(0)} without`,
    },
    {
      name: 'scrolling it, a frame (p95)',
      value: quantile(marked.frames, 0.95),
      limit: 20,
      detail: `p50 ${quantile(marked.frames, 0.5).toFixed(1)} ms, longest ${Math.max(...marked.frames).toFixed(0)} ms; without marks p95 ${quantile(empty.frames, 0.95).toFixed(1)} ms`,
    },
  ]
}

/** Runs in the page: from the click on a link until text and marks are painted and nothing is left to do. */
async function openArticle({ id, marks }: { id: string; marks: number }): Promise<number> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const painted = () =>
    [...CSS.highlights].reduce((sum, [name, ranges]) => sum + (name.startsWith('mark-') ? ranges.size : 0), 0)
  const begun = performance.now()
  location.assign(`#/article/${id}`)
  while (!document.querySelector('article [data-block] p') || painted() < marks) await frame()
  await new Promise((resolve) => requestIdleCallback(resolve))
  return performance.now() - begun
}

/** Runs in the page: scrolls a step every frame and gives how long the frames took. */
async function scrollDown({ frames, step }: { frames: number; step: number }): Promise<number[]> {
  const main = document.querySelector('main')
  const times: number[] = []
  let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
  for (let n = 0; n < frames; n++) {
    main?.scrollBy({ top: (n * step) % (2 * frames * step) < frames * step ? step : -step, behavior: 'instant' })
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
    times.push(now - last)
    last = now
  }
  return times
}

async function measureNotebook(browser: Browser, folder: string): Promise<readonly PageFigure[]> {
  fillFolder(folder, 50_000)
  const atOnce: { first: number; all: number }[] = []
  for (let n = 0; n < STARTED; n++) {
    atOnce.push(
      await inApp(browser, folder, async (page) => {
        await page.evaluate(openNotebook)
        return page.evaluate(filterByState)
      }),
    )
  }
  return inApp(browser, folder, async (page) => {
    const opened: number[] = []
    for (let n = 0; n < OPENED; n++) {
      await go(page, '#/privacy')
      opened.push(await page.evaluate(openNotebook))
    }
    const typed: number[] = []
    for (const words of TYPED) {
      typed.push(await page.evaluate(filterNotebook, words))
      typed.push(await page.evaluate(filterNotebook, ''))
    }
    return [
      {
        name: 'first rows of a notebook of 50,000 (median)',
        value: quantile(opened, 0.5),
        limit: 500,
        detail: `longest ${Math.max(...opened).toFixed(0)} ms`,
      },
      {
        name: 'the first filter by state after a start, until rows are there (median)',
        value: quantile(
          atOnce.map(({ first }) => first),
          0.5,
        ),
        limit: 100,
        detail: `all of them after ${quantile(
          atOnce.map(({ all }) => all),
          0.5,
        ).toFixed(0)} ms`,
      },
      {
        name: 'filtering it by words (median)',
        value: quantile(typed, 0.5),
        limit: 100,
        detail: `longest ${Math.max(...typed).toFixed(0)} ms`,
      },
    ]
  })
}

/** Runs in the page: from the click until rows are painted. */
async function openNotebook(): Promise<number> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const begun = performance.now()
  location.assign('#/notes')
  while (!document.querySelector('main article.row')) await frame()
  await frame()
  return performance.now() - begun
}

/** Runs in the page: types words into the filter; until the number of notes that match and their rows are painted. */
async function filterNotebook(words: string): Promise<number> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const input = document.querySelector<HTMLInputElement>('main input[type=search]')
  const count = document.querySelector('main header .count')
  if (!input || !count) throw new Error('the notebook is not open')
  const before = count.textContent
  const begun = performance.now()
  input.value = words
  input.dispatchEvent(new InputEvent('input', { bubbles: true }))
  while (count.textContent === before || !document.querySelector('main article.row')) await frame()
  await frame()
  return performance.now() - begun
}

/** Runs in the page: presses the filter by state; until the first of its rows are painted, and until all are found. */
async function filterByState(): Promise<{ first: number; all: number }> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const button = document.querySelector<HTMLButtonElement>('main button.unplaced')
  const main = document.querySelector('main')
  if (!button || !main) throw new Error('the notebook is not open')
  const begun = performance.now()
  button.click()
  const isFirst = () => main.querySelector('article.row .orphan') !== null
  while (!isFirst()) await frame()
  await frame()
  const first = performance.now() - begun
  while (!main.querySelector('header .count')?.textContent.startsWith('100 of')) await frame()
  return { first, all: performance.now() - begun }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}
