/** Counts what is asked of the app and what would leave it, so that “offline” is a number and not a promise. */
import { subscribe } from 'node:diagnostics_channel'
import type { Traffic } from '../contract/methods.ts'

export type TrafficKind = keyof Traffic

export interface TrafficMeter {
  count(kind: TrafficKind): void
  read(): Traffic
  /** Hears that numbers have changed, at most once per `QUIET_MS`. */
  onChange(listener: (traffic: Traffic) => void): void
}

/** A page that loads asks for dozens of files: one message for all of them is enough. Unit: milliseconds. */
const QUIET_MS = 200

/** What Node itself publishes when this process begins to talk to somebody: sockets, and requests on top of them. */
const OUTGOING = ['net.client.socket', 'http.client.request.start', 'undici:request:create', 'udp.socket']

/** Makes a meter; every connection that this process opens counts as one that left. */
export function createTraffic(): TrafficMeter {
  const counts = { answered: 0, allowed: 0, blocked: 0, refused: 0 }
  const listeners: ((traffic: Traffic) => void)[] = []
  let timer: NodeJS.Timeout | null = null

  function count(kind: TrafficKind): void {
    counts[kind]++
    if (listeners.length === 0 || timer !== null) return
    timer = setTimeout(() => {
      timer = null
      for (const listener of listeners) listener({ ...counts })
    }, QUIET_MS).unref()
  }

  for (const name of OUTGOING) subscribe(name, () => count('allowed'))
  return { count, read: () => ({ ...counts }), onChange: (listener) => void listeners.push(listener) }
}
