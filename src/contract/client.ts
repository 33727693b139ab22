/**
 * The page's side of the seam: calls with promises, cancellation, streams, events, and a connection that comes back by
 * itself when the host was restarted or the machine slept.
 */
import { AppError } from './errors.ts'
import { CONTRACT_VERSION, type FrameToHost, type FrameToPage, type Port } from './frames.ts'
import type { EventName, Events, Input, Items, Method, Output } from './methods.ts'

export type ConnectionStatus = 'connected' | 'disconnected'

export interface CallOptions<M extends Method> {
  /** Aborting it ends the call with code `cancelled`, here and in the host. */
  readonly signal?: AbortSignal
  /** Receives what a streaming method yields, batch by batch. */
  readonly onItems?: (items: readonly Items[M][]) => void
}

export interface Client {
  /** Rejects with an `AppError`; `disconnected` when the connection was lost before the answer. */
  call<M extends Method>(method: M, input: Input<M>, options?: CallOptions<M>): Promise<Output<M>>
  /** Listens to what the host tells every page. Returns the function that ends it. */
  on<E extends EventName>(name: E, listener: (payload: Events[E]) => void): () => void
  onStatus(listener: (status: ConnectionStatus) => void): () => void
  /** Told once when a reconnected host is of another build than this page: the page should reload. */
  onBuildChange(listener: () => void): () => void
}

interface Pending {
  resolve(value: unknown): void
  reject(error: AppError): void
  items?: (items: readonly unknown[]) => void
}

/** Pauses between attempts to connect again. Unit: milliseconds; the last one repeats. */
const BACK_OFF_MS = [200, 500, 1000, 2000, 5000]

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/**
 * Connects at once and keeps connecting. A call made while there is no connection waits for the next one; a call that
 * was under way when it was lost ends with `disconnected`, because nobody knows whether the host has done it.
 * @param openPort Opens a new channel to the host; a rejection counts as a failed attempt.
 * @param build    Build of this page; a host of another build makes `onBuildChange` speak.
 * @param pause    Waits between attempts, so that tests need no clock. Unit: milliseconds.
 */
export function connectClient(openPort: () => Promise<Port>, build: string, pause = sleep): Client {
  const pending = new Map<number, Pending>()
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const statusListeners = new Set<(status: ConnectionStatus) => void>()
  const buildListeners = new Set<() => void>()
  let nextId = 1
  let attempt = 0
  /** The greeted port, `null` between two connections. */
  let current: Port | null = null
  let ready = begin()

  /** A rejection is told by the calls that wait; without one it is no failure of the page. */
  function begin(): Promise<Port> {
    const connecting = connect()
    connecting.catch(() => undefined)
    return connecting
  }

  function send(port: Port, frame: FrameToHost): void {
    port.send(JSON.stringify(frame))
  }

  /** Opens a port and waits for the host's greeting; tries again until it has one. */
  async function connect(): Promise<Port> {
    for (;;) {
      try {
        const port = await openPort()
        await greet(port)
        attempt = 0
        current = port
        statusListeners.forEach((listener) => listener('connected'))
        return port
      } catch (error) {
        if (error instanceof AppError && error.code === 'version') throw error
        await pause(BACK_OFF_MS[Math.min(attempt++, BACK_OFF_MS.length - 1)] ?? 1000)
      }
    }
  }

  function greet(port: Port): Promise<void> {
    return new Promise((resolve, reject) => {
      let greeted = false
      port.onText((text) => {
        const frame = JSON.parse(text) as FrameToPage
        if (frame.t !== 'hello') {
          take(port, frame)
        } else if (frame.v === CONTRACT_VERSION) {
          greeted = true
          if (frame.build !== build) buildListeners.forEach((listener) => listener())
          resolve()
        } else {
          buildListeners.forEach((listener) => listener())
          reject(new AppError('version', `The host speaks version ${String(frame.v)}; reload this page.`))
        }
      })
      port.onClose((reason) => {
        reject(new AppError('disconnected', reason))
        if (greeted) lost(reason)
      })
      send(port, { t: 'hello', v: CONTRACT_VERSION, build })
    })
  }

  function lost(reason: string): void {
    current = null
    for (const call of pending.values()) call.reject(new AppError('disconnected', reason))
    pending.clear()
    statusListeners.forEach((listener) => listener('disconnected'))
    ready = begin()
  }

  function take(port: Port, frame: Exclude<FrameToPage, { t: 'hello' }>): void {
    if (frame.t === 'ev') {
      listeners.get(frame.n)?.forEach((listener) => listener(frame.p))
      return
    }
    const call = pending.get(frame.id)
    if (frame.t === 'items') {
      call?.items?.(frame.items)
      send(port, { t: 'more', id: frame.id })
      return
    }
    pending.delete(frame.id)
    if (frame.t === 'res') call?.resolve(frame.r)
    else call?.reject(new AppError(frame.e.code, frame.e.message, frame.e.data))
  }

  function call<M extends Method>(method: M, input: Input<M>, options: CallOptions<M> = {}): Promise<Output<M>> {
    const { signal, onItems } = options
    const { promise, resolve, reject } = Promise.withResolvers<Output<M>>()
    const id = nextId++
    let port: Port | null = null

    function cancel(): void {
      // Once the host has the call, its answer ends it: the page always sees exactly one end.
      if (port) send(port, { t: 'cancel', id })
      else reject(new AppError('cancelled', 'The call was cancelled.'))
    }

    function start(open: Port): void {
      if (signal?.aborted) return
      if (open !== current) {
        ready.then(start, reject) // lost in the moment between greeting and this call
        return
      }
      port = open
      pending.set(id, {
        resolve,
        reject,
        ...(onItems && { items: onItems as (items: readonly unknown[]) => void }),
      })
      send(open, { t: 'req', id, m: method, p: input })
    }

    if (signal?.aborted) cancel()
    else {
      signal?.addEventListener('abort', cancel, { once: true })
      ready.then(start, reject)
    }
    return promise.finally(() => signal?.removeEventListener('abort', cancel))
  }

  return {
    call,
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener as (payload: unknown) => void)
      return () => set.delete(listener as (payload: unknown) => void)
    },
    onStatus(listener) {
      statusListeners.add(listener)
      return () => statusListeners.delete(listener)
    },
    onBuildChange(listener) {
      buildListeners.add(listener)
      return () => buildListeners.delete(listener)
    },
  }
}
