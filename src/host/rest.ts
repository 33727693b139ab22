/**
 * Gives memory back while nothing is asked. V8 looks through a heap when it has grown by much, or when it is told that
 * there is time, which a browser does and Node does not: what a busy hour has left over would stay until the next one.
 */

/** Longer than a reader stops between two clicks. Unit: milliseconds. */
export const REST_MS = 5000

export interface Rest {
  /** Something was asked: the rest begins anew. */
  used(): void
  end(): void
}

/** @param collect Drops what nobody needs any more: there with Node's `--expose-gc`, without it nothing is done. */
export function createRest(collect: NodeJS.GCFunction | undefined = globalThis.gc): Rest {
  if (!collect) return { used: () => undefined, end: () => undefined }
  const timer = setTimeout(() => collect({ type: 'major', flavor: 'last-resort' }), REST_MS).unref()
  return { used: () => void timer.refresh(), end: () => clearTimeout(timer) }
}
