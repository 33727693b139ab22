/**
 * npm run bench -- start [RUNS]: cold starts of the built loopback host on a warm disk, with and without its cache of
 * compiled code, in turns; and when a page that is opened at once shows something, in a browser that runs already.
 * Ends with status 1 when a promise isn't kept. Needs `npm run corpus` and `npm run build`.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { chromium } from '@playwright/test'
import { CHROMIUM } from '../../e2e/chromium.ts'
import { startHost } from '../../test/loopback-host.ts'

/** Median from starting the process to its link, with the cache warm. Unit: milliseconds. */
const READY_LIMIT_MS = 400
/** Median from the link to the page's first contentful paint. Unit: milliseconds. */
const PAINT_LIMIT_MS = 300

const runs = Number(process.argv[2] ?? '15')
if (!Number.isSafeInteger(runs) || runs < 3) throw new TypeError('RUNS is a whole number, at least 3')

const print = (line: string) => process.stdout.write(`${line}\n`)
const now = () => performance.timeOrigin + performance.now()

/** Prints minimum, median and maximum; gives whether the median is within the limit, when there is one. */
function tell(what: string, times: readonly number[], limit?: number): boolean {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => (sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN).toFixed(0)
  const kept = limit === undefined || Number(at(0.5)) <= limit
  const judged = limit === undefined ? '' : ` · limit ${String(limit)} · ${kept ? 'kept' : 'NOT KEPT'}`
  print(`${what.padEnd(46)} min ${at(0)} · median ${at(0.5)} · max ${at(1)} ms${judged}`)
  return kept
}

const warm = await mkdtemp(join(tmpdir(), 'mailuo-start-'))
const browser = await chromium.launch(CHROMIUM)
const times = { cold: [] as number[], warm: [] as number[], paint: [] as number[] }

/** One start on a data folder; with `page` until it has painted. */
async function startOnce(data: string, shows: boolean): Promise<{ ready: number; paint: number }> {
  const page = shows ? await browser.newPage() : null
  const begun = now()
  const host = await startHost(data)
  const ready = now()
  let paint = Number.NaN
  if (page) {
    await page.goto(host.link)
    const painted = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            for (const { startTime } of list.getEntriesByName('first-contentful-paint'))
              resolve(performance.timeOrigin + startTime)
          }).observe({ type: 'paint', buffered: true })
        }),
    )
    paint = painted - ready
    await page.close()
  }
  await host.stop() // politely: a process that is killed keeps nothing for the next one
  return { ready: ready - begun, paint }
}

try {
  await startOnce(warm, true)
  for (let run = 0; run < runs; run++) {
    const fresh = await mkdtemp(join(tmpdir(), 'mailuo-start-'))
    times.cold.push((await startOnce(fresh, false)).ready)
    await rm(fresh, { recursive: true })
    const { ready, paint } = await startOnce(warm, true)
    times.warm.push(ready)
    times.paint.push(paint)
  }
} finally {
  await browser.close()
  await rm(warm, { recursive: true, force: true })
}

print(`${String(runs)} runs in turns, Node ${process.versions.node}, ${browser.version()}:`)
tell('process to ready, nothing compiled before', times.cold)
const kept = [
  tell('process to ready, compiled code cached', times.warm, READY_LIMIT_MS),
  tell('ready to first contentful paint', times.paint, PAINT_LIMIT_MS),
]
process.exitCode = kept.every(Boolean) ? 0 : 1
