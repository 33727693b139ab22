/** What every parser of files from elsewhere must hold to, whatever it is given. */
import process from 'node:process'
import fc from 'fast-check'
import { expect } from 'vitest'

/** Nothing may keep the app busy for longer, counted in what this thread computes: others may use the machine as well. */
const LONGEST_MS = 2000
/** Who sleeps or waits for a lock computes nothing: far longer than any work takes on a crowded machine. */
const LONGEST_WAIT_MS = 10 * LONGEST_MS

/** @returns Fails the test when called too late. */
export function stopwatch(): () => void {
  const [computed, begun] = [process.threadCpuUsage(), performance.now()]
  return () => {
    const { user, system } = process.threadCpuUsage(computed)
    expect((user + system) / 1000, 'computing').toBeLessThan(LONGEST_MS)
    expect(performance.now() - begun, 'waiting').toBeLessThan(LONGEST_WAIT_MS)
  }
}

export function inTime<T>(act: () => T): T {
  const check = stopwatch()
  const result = act()
  check()
  return result
}

/** Inputs per parser: every run of the whole suite asks the same 200, `npm run test:fuzz` many new ones. */
export const NUM_RUNS = Number(process.env['FUZZ_RUNS'] ?? 200)
export const IS_LONG = process.env['FUZZ_RUNS'] !== undefined
/** Unit: milliseconds. */
export const TIMEOUT = Math.max(60_000, NUM_RUNS * 40)
if (!IS_LONG) fc.configureGlobal({ seed: 20261125 })
