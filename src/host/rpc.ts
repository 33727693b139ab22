/** The host's side of the seam: one session per port. */
import * as v from 'valibot'
import { AppError, type ErrorCode } from '../contract/errors.ts'
import {
  CONTRACT_VERSION,
  MAX_FRAME_LENGTH,
  STREAM_WINDOW,
  type FrameToHost,
  type FrameToPage,
  type Port,
} from '../contract/frames.ts'
import {
  INPUTS,
  type Checked,
  type EventName,
  type Events,
  type Items,
  type Method,
  type Output,
} from '../contract/methods.ts'

/** What a handler may know of the call it serves. */
export interface CallContext<Item> {
  readonly signal: AbortSignal
  /** Sends a batch of a stream; waits while the page has not asked for more. Rejects once the call is cancelled. */
  emit(items: readonly Item[]): Promise<void>
}

/** One function per method; its input has passed the method's schema. */
export type Handlers = {
  readonly [M in Method]: (input: Checked<M>, context: CallContext<Items[M]>) => Promise<Output<M>>
}

export interface Session {
  /** Pushes an event to this page. */
  emit<E extends EventName>(name: E, payload: Events[E]): void
  /** Calls that have not ended yet. */
  inFlight(): number
  /** Aborts what is running; nothing is heard or sent any more. */
  end(): void
}

interface LiveCall {
  readonly id: number
  readonly abort: AbortController
  /** Set when the page that called is gone: its id may already mean another call. */
  forgotten: boolean
  credit: number
  wake: () => void
}

/**
 * Serves the calls of one port until it closes; closing aborts what is running.
 * @param onError Receives failures that are bugs: the page learns only `internal`.
 */
export function serve(
  port: Port,
  handlers: Handlers,
  options: { readonly build: string; readonly onError: (method: string, error: unknown) => void },
): Session {
  const live = new Map<number, LiveCall>()
  let open = true
  let greeted = false

  function send(frame: FrameToPage): void {
    if (open) port.send(JSON.stringify(frame))
  }

  async function run(id: number, method: string, params: unknown): Promise<void> {
    const checked = check(id, method, params)
    if ('code' in checked) {
      send(errorFrame(id, checked.code, checked.message))
      return
    }
    const call: LiveCall = {
      id,
      abort: new AbortController(),
      forgotten: false,
      credit: STREAM_WINDOW,
      wake: () => undefined,
    }
    live.set(id, call)
    const end = await outcome(checked, call)
    if (call.forgotten) return
    live.delete(id)
    send(end)
  }

  /** Runs the handler; whatever happens becomes exactly one end frame. */
  async function outcome({ method, input }: CheckedCall, call: LiveCall): Promise<FrameToPage> {
    const { id, abort } = call
    try {
      const handler = handlers[method] as (input: unknown, context: CallContext<unknown>) => Promise<unknown>
      const result = await handler(input, { signal: abort.signal, emit: (items) => emit(call, items) })
      abort.signal.throwIfAborted()
      return { t: 'res', id, r: result }
    } catch (error) {
      if (abort.signal.aborted) return errorFrame(id, 'cancelled', 'The call was cancelled.')
      if (error instanceof AppError) return errorFrame(id, error.code, error.message, error.data)
      options.onError(method, error)
      return errorFrame(
        id,
        'internal',
        'Something went wrong inside the app. Nothing you saved is lost; the log tells more.',
      )
    }
  }

  function check(id: number, method: string, params: unknown): CheckedCall | Refusal {
    if (!greeted) return { code: 'version', message: 'Say hello first.' }
    if (live.has(id)) return { code: 'bad-request', message: 'This call id is in use.' }
    if (!isMethod(method)) return { code: 'unknown-method', message: `There is no method ${method.slice(0, 60)}.` }
    const input = v.safeParse(INPUTS[method], params)
    if (input.success) return { method, input: input.output }
    const issue = input.issues[0]
    const place = v.getDotPath(issue) ?? 'input'
    return { code: 'bad-request', message: `The input of ${method} does not fit: ${issue.message} (${place})` }
  }

  async function emit(call: LiveCall, items: readonly unknown[]): Promise<void> {
    while (call.credit <= 0 && !call.abort.signal.aborted) {
      await new Promise<void>((resolve) => {
        call.wake = resolve
      })
    }
    call.abort.signal.throwIfAborted()
    call.credit--
    send({ t: 'items', id: call.id, items })
  }

  function forgetAll(): void {
    for (const call of live.values()) {
      call.forgotten = true
      call.abort.abort()
      call.wake()
    }
    live.clear()
  }

  function end(): void {
    open = false
    forgetAll()
  }

  port.onText((text) => {
    const frame = open ? readFrame(text) : null
    if (!frame) return
    if (frame.t === 'hello') {
      forgetAll() // a page that was loaded again on the same port starts anew, with ids from 1
      greeted = frame.v === CONTRACT_VERSION
      send({ t: 'hello', v: CONTRACT_VERSION, build: options.build })
    } else if (frame.t === 'req') {
      void run(frame.id, frame.m, frame.p)
    } else {
      const call = live.get(frame.id)
      if (frame.t === 'cancel') call?.abort.abort()
      else if (call) call.credit = Math.min(STREAM_WINDOW, call.credit + 1)
      call?.wake()
    }
  })
  port.onClose(end)
  return {
    emit: (n, p) => {
      if (greeted) send({ t: 'ev', n, p })
    },
    inFlight: () => live.size,
    end,
  }
}

type CheckedCall = { readonly method: Method; readonly input: unknown }
type Refusal = { readonly code: ErrorCode; readonly message: string }

function errorFrame(id: number, code: ErrorCode, message: string, data?: unknown): FrameToPage {
  return { t: 'err', id, e: { code, message, ...(data !== undefined && { data }) } }
}

function isMethod(name: string): name is Method {
  return Object.hasOwn(INPUTS, name)
}

/** Reads a frame; `null` for anything that is none, which is then left unanswered. */
function readFrame(text: string): FrameToHost | null {
  if (text.length > MAX_FRAME_LENGTH) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const frame = value as Record<string, unknown>
  // Nothing is converted: an object may bring a toString of its own that throws.
  const { v: version, build, id, m: method } = frame
  if (frame['t'] === 'hello') {
    return typeof version === 'number' && typeof build === 'string' ? { t: 'hello', v: version, build } : null
  }

  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return null
  if (frame['t'] === 'req') return typeof method === 'string' ? { t: 'req', id, m: method, p: frame['p'] } : null
  return frame['t'] === 'cancel' || frame['t'] === 'more' ? { t: frame['t'], id } : null
}
