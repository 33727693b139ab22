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

/**
 * Connects at once and keeps connecting.
 * @param openPort Opens a new channel to the host; a rejection counts as a failed attempt.
 * @param build    Build of this page; a host of another build makes `onBuildChange` speak.
 */
export function connectClient(openPort: () => Promise<Port>, build: string): Client {
  const pending = new Map<number, Pending>()
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const statusListeners = new Set<(status: ConnectionStatus) => void>()
  const buildListeners = new Set<() => void>()
  let nextId = 1
  let attempt = 0
  let ready = connect()

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
        statusListeners.forEach((listener) => listener('connected'))
        return port
      } catch (error) {
        if (error instanceof AppError && error.code === 'version') throw error
        const pause = BACK_OFF_MS[Math.min(attempt++, BACK_OFF_MS.length - 1)] ?? 1000
        await new Promise((resolve) => setTimeout(resolve, pause))
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
    for (const call of pending.values()) call.reject(new AppError('disconnected', reason))
    pending.clear()
    statusListeners.forEach((listener) => listener('disconnected'))
    ready = connect()
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

  async function call<M extends Method>(method: M, input: Input<M>, options: CallOptions<M> = {}): Promise<Output<M>> {
    const { signal, onItems } = options
    const port = await ready
    if (signal?.aborted) throw new AppError('cancelled', 'The call was cancelled.')
    const id = nextId++
    const cancel = () => send(port, { t: 'cancel', id })
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      return await new Promise<Output<M>>((resolve, reject) => {
        pending.set(id, {
          resolve: resolve as (value: unknown) => void,
          reject,
          ...(onItems && { items: onItems as (items: readonly unknown[]) => void }),
        })
        send(port, { t: 'req', id, m: method, p: input })
      })
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
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
