/** Measures the built page in a real Chromium over the loopback host; larger graphs come in place of the bundled one. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { chromium, type Browser, type Page } from '@playwright/test'
import { CHROMIUM } from '../../e2e/chromium.ts'
import { show } from '../../e2e/reader.ts'
import { findBrowser } from '../../scripts/browser.mjs'
import type { Catalog, CompiledGraph, TimelineEvent } from '../../src/core/corpus/model.ts'
import { startHost } from '../../test/loopback-host.ts'

/** The middle of some values. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

/** Starts the browser that all is measured in. */
export async function launch(): Promise<Browser> {
  const executablePath = findBrowser(process.execPath)
  if (!executablePath) throw new Error('No Chromium here: npm test says how to get one.')
  return chromium.launch({ ...CHROMIUM, executablePath })
}

/** Has a page keep how long its long tasks took, from its start. */
export async function recordBlocks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const blocks: number[] = []
    new PerformanceObserver((list) => blocks.push(...list.getEntries().map((e) => e.duration))).observe({
      type: 'longtask',
    })
    Object.assign(window, { benchBlocks: blocks })
  })
}

/** What the timeline of a graph holds: of each dated entity its beginning. */
function eventsOf({ nodes }: CompiledGraph): readonly TimelineEvent[] {
  return nodes.flatMap(({ id, kind, date }) =>
    date === null ? [] : [{ id, kind, what: 'announced', on: date, source: 'known' }],
  )
}

/** Makes a page so many times slower than this machine. */
export async function slowDown(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: times })
}

/** Opens a page, with another graph if one is given, and hands it to `measure`. */
export async function withPage<T>(graph: CompiledGraph | null, measure: (page: Page) => Promise<T>): Promise<T> {
  const data = await mkdtemp(join(tmpdir(), 'mailuo-bench-'))
  const host = await startHost(data)
  const browser = await launch()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
    if (graph) {
      const catalog: Catalog = {
        redirects: {},
        entities: graph.nodes.map(({ id, kind, name, date, degree, lane }) => ({
          ...{ id, kind, name, date, degree, aliases: [], summary: name, level: 'short', confidence: 'known' },
          ...{ makers: lane === null ? [] : [lane], langs: [], minutes: { zh: 0, en: 0 } },
        })),
      }
      await page.route('**/corpus/catalog.json', (route) => route.fulfill({ json: catalog }))
      await page.route('**/corpus/graph.json', (route) => route.fulfill({ json: graph }))
      await page.route('**/corpus/timeline.json', (route) => route.fulfill({ json: eventsOf(graph) }))
    }
    await recordBlocks(page)
    await page.goto(host.link)
    return await measure(page)
  } finally {
    await browser.close()
    await host.stop()
    await rm(data, { recursive: true, force: true })
  }
}

export interface Opened {
  /** From the click to the second frame after the drawing is there. Unit: milliseconds. */
  readonly paintedMs: number
  readonly longestBlockMs: number
}

/** Opens a reading of the graph from the settings page. @param ready Selector of what is drawn last. */
export async function open(page: Page, view: string, ready: string): Promise<Opened> {
  await show(page, '#/settings')
  return page.evaluate(
    async ([hash, selector]) => {
      const { benchBlocks } = window as unknown as { benchBlocks: number[] }
      benchBlocks.length = 0
      const begun = performance.now()
      location.hash = hash
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      while (document.querySelector(selector) === null) await frame()
      await frame()
      await frame()
      const paintedMs = performance.now() - begun
      await new Promise((resolve) => setTimeout(resolve, 300))
      return { paintedMs, longestBlockMs: Math.max(0, ...benchBlocks) }
    },
    [`#/graph?view=${view}`, ready] as const,
  )
}

/** Gives the 95th percentile of the time between frames while `act` runs. Unit: milliseconds. */
export async function frames(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const at: number[] = []
    const bench = { at, on: true }
    Object.assign(window, { benchFrames: bench })
    const tick = (now: number) => {
      at.push(now)
      if (bench.on) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  await act()
  return page.evaluate(() => {
    const { benchFrames } = window as unknown as { benchFrames: { at: number[]; on: boolean } }
    benchFrames.on = false
    const gaps = benchFrames.at.slice(1).map((time, i) => time - (benchFrames.at[i] ?? time))
    gaps.sort((a, b) => a - b)
    return gaps[Math.floor(gaps.length * 0.95)] ?? 0
  })
}

/** Drags the drawing to and fro, and turns the wheel. */
export async function panAndZoom(page: Page): Promise<{ panP95Ms: number; zoomP95Ms: number }> {
  const box = await page.getByRole('tabpanel').boundingBox()
  if (!box) throw new Error('nothing is drawn')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const panP95Ms = await frames(page, async () => {
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (let i = 0; i < 60; i++) await page.mouse.move(x + 120 * Math.sin(i / 5), y + 60 * Math.cos(i / 5))
    await page.mouse.up()
  })
  const zoomP95Ms = await frames(page, async () => {
    for (let i = 0; i < 30; i++) await page.mouse.wheel(0, i < 15 ? -40 : 40)
  })
  return { panP95Ms, zoomP95Ms }
}

/** Clicks or focuses by `act` in the page and waits for the second frame. Unit: milliseconds. */
export async function painted(page: Page, selector: string, key: string | null): Promise<number> {
  return page.evaluate(
    async ([where, pressed]) => {
      const target = document.querySelector<HTMLElement>(where)
      if (!target) throw new Error(`no ${where}`)
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      const begun = performance.now()
      if (pressed === null) target.click()
      else target.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true }))
      await frame()
      await frame()
      return performance.now() - begun
    },
    [selector, key] as const,
  )
}
