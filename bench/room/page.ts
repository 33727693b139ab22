/** The built page in a real Chromium over the loopback host, with what the browser itself says about its speed. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { chromium, type Page } from '@playwright/test'
import { CHROMIUM } from '../../e2e/chromium.ts'
import { findBrowser } from '../../scripts/browser.mjs'
import { startHost } from '../../test/loopback-host.ts'

/** What the browser has noticed since `forget` was called last. */
export interface Noticed {
  /** Durations of tasks over 50 ms. Unit: milliseconds. */
  readonly longTasks: readonly number[]
  /** Layout shifts without recent input, as the Layout Instability API scores them. */
  readonly shifts: readonly number[]
}

interface Bench extends Noticed {
  longTasks: number[]
  shifts: number[]
}

/** Runs `measure` on a page whose session is open and whose bytes are in the browser's cache. */
export async function withRoom(measure: (page: Page) => Promise<void>): Promise<void> {
  const executablePath = findBrowser(process.execPath)
  if (!executablePath) throw new Error('No Chromium here: npm test says how to get one.')
  const data = await mkdtemp(join(tmpdir(), 'mailuo-bench-'))
  const host = await startHost(data)
  const browser = await chromium.launch({ ...CHROMIUM, executablePath })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.addInitScript(() => {
      const bench: Bench = { longTasks: [], shifts: [] }
      Object.assign(window, { bench })
      new PerformanceObserver((list) => bench.longTasks.push(...list.getEntries().map((e) => e.duration))).observe({
        type: 'longtask',
      })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
          if (!entry.hadRecentInput) bench.shifts.push(entry.value)
      }).observe({ type: 'layout-shift' })
    })
    await page.goto(host.link)
    const skip = page.getByRole('main').getByRole('button', { name: /^(跳过|Skip)$/ })
    await page.getByRole('main').getByRole('heading').first().waitFor()
    if (await skip.isVisible()) await skip.click()
    await page.waitForLoadState('networkidle')
    await measure(page)
  } finally {
    await browser.close()
    await host.stop()
    await rm(data, { recursive: true, force: true })
  }
}

export function forget(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { bench } = window as unknown as { bench: Bench }
    bench.longTasks.length = 0
    bench.shifts.length = 0
  })
}

export function noticed(page: Page): Promise<Noticed> {
  return page.evaluate(() => (window as unknown as { bench: Bench }).bench)
}

/**
 * Goes to an address within the page, in a task of its own as a click would, and waits until the frame that first has
 * `ready` in it is painted. What the page puts off until then is not part of it: see the longest task for that.
 *
 * @param ready   Selector of what must be there.
 * @returns Time from the change of address to the end of that frame. Unit: milliseconds.
 */
export function open(page: Page, hash: string, ready: string): Promise<number> {
  return page.evaluate(
    async ([address, selector]) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      // What is asked for within a frame and comes before all else is what follows its painting.
      const next = () => scheduler.postTask(() => {}, { priority: 'user-blocking' })
      await frame()
      await next()
      const begun = performance.now()
      location.hash = address
      do {
        if (performance.now() - begun > 10_000) throw new Error(`${address} shows no ${selector}`)
        await frame()
      } while (document.querySelector(selector) === null)
      await next()
      return performance.now() - begun
    },
    [hash, ready] as const,
  )
}

/** Waits until the fonts are here and the page has nothing left to do. */
export function settled(page: Page): Promise<void> {
  return page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 }))
  })
}

/** @param share 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
