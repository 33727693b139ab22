/** The moments of a start, on the timeline of the process: recorded always, printed with `--trace-startup`. */
import { performance, PerformanceObserver } from 'node:perf_hooks'

/** Set before ours, so that other marks of the process are not taken for them. */
const PREFIX = 'mailuo: '

/** Records that something of the start is done now. */
export function markStart(name: string): void {
  performance.mark(PREFIX + name)
}

/**
 * Prints each mark, those already made too, as `start-up  38.2 ms  host opened`: milliseconds since the process began.
 * @param write Takes one line, with its end.
 */
export function printStartMarks(write: (line: string) => void): void {
  const observer = new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (!name.startsWith(PREFIX)) continue
      write(`start-up ${startTime.toFixed(1).padStart(8)} ms  ${name.slice(PREFIX.length)}\n`)
    }
  })
  observer.observe({ type: 'mark', buffered: true })
}
