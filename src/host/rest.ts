/**
 * Gives memory back while nothing is asked. V8 looks through a heap when it has grown by much, or when it is told that
 * there is time, which a browser does and Node does not: what a busy hour has left over would stay until the next one.
 */
import process from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Longer than a reader stops between two clicks. Unit: milliseconds. */
export const REST_MS = 5000

export interface Rest {
  /** Something was asked: the rest begins anew. */
  used(): void
  end(): void
}

let gc: NodeJS.GCFunction | undefined

/** As an option of the start, `--expose-gc` would cost 30 ms: Node's own compiled code is not taken with it. */
function collectAll(): void {
  if (!gc) {
    setFlagsFromString('--expose-gc')
    gc = runInNewContext('gc') as NodeJS.GCFunction
  }
  gc({ type: 'major', flavor: 'last-resort' })
}

/** @param collect Drops what nobody needs any more. Electron, whose flags are not ours to change, is left alone. */
export function createRest(collect = 'electron' in process.versions ? null : collectAll): Rest {
  if (!collect) return { used: () => undefined, end: () => undefined }
  const timer = setTimeout(collect, REST_MS).unref()
  return { used: () => void timer.refresh(), end: () => clearTimeout(timer) }
}
