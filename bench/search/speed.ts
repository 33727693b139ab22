/** How fast search answers in its worker, and what its start costs. */
import process from 'node:process'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createSearchService } from '../../src/host/search/index.ts'
import { quantile } from './corpus.ts'

const ROUNDS = 3

export interface Speed {
  readonly asked: number
  /** Milliseconds inside the worker: query, twenty hits, excerpts. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
  /** Milliseconds from question to answer as the host sees it. */
  readonly roundTripP95: number
  /** Longest time that the main thread couldn't do anything else while the worker loaded. Unit: milliseconds. */
  readonly longestBlock: number
  readonly slowest: string
}

/** Every beginning of every query, as it is typed. */
export function keystrokes(queries: readonly string[]): string[] {
  return queries.flatMap((query) =>
    Array.from(query, (_, i) =>
      Array.from(query)
        .slice(0, i + 1)
        .join(''),
    ),
  )
}

/** Starts the worker over a pack and types. */
export async function measureSpeed(packFolder: string, typed: readonly string[]): Promise<Speed> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const service = createSearchService({ packFolder, log: (text) => process.stderr.write(`${text}\n`) })
  await service.ready()
  delay.disable()
  // Each keystroke's best of three rounds, so that neighbours on the machine don't count.
  const inside = typed.map(() => Infinity)
  const outside = typed.map(() => Infinity)
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, text] of typed.entries()) {
      const begun = performance.now()
      const { tookMs } = await service.query({ text, lang: 'zh', scope: 'all', limit: 20 })
      outside[i] = Math.min(outside[i] ?? Infinity, performance.now() - begun)
      inside[i] = Math.min(inside[i] ?? Infinity, tookMs)
    }
  const slowest = typed[inside.indexOf(Math.max(...inside))] ?? ''
  await service.close()
  return {
    asked: typed.length,
    p50: quantile(inside, 0.5),
    p95: quantile(inside, 0.95),
    p99: quantile(inside, 0.99),
    max: Math.max(...inside),
    roundTripP95: quantile(outside, 0.95),
    longestBlock: delay.max / 1e6,
    slowest,
  }
}
