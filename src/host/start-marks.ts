/** The moments of a start, on the timeline of the process: recorded always, printed with `--trace-startup`. */
import { performance } from 'node:perf_hooks'

/** Set before ours, so that other marks of the process are not taken for them. */
const PREFIX = 'mailuo: '

let print: ((name: string, at: number) => void) | null = null

/** Records that something of the start is done now. */
export function markStart(name: string): void {
  const { startTime } = performance.mark(PREFIX + name)
  print?.(name, startTime)
}

/**
 * Prints each mark, those already made too, as `start-up     38.2 ms  pack opened`: milliseconds since the process began.
 * @param write Takes one line, with its end.
 */
export function printStartMarks(write: (line: string) => void): void {
  print = (name, at) => write(`start-up ${at.toFixed(1).padStart(8)} ms  ${name}\n`)
  for (const { name, startTime } of performance.getEntriesByType('mark'))
    if (name.startsWith(PREFIX)) print(name.slice(PREFIX.length), startTime)
}
