import { describe, expect, it, vi } from 'vitest'
import { connectClient, type ConnectionStatus } from '../contract/client.ts'
import { AppError } from '../contract/errors.ts'
import { CONTRACT_VERSION, MAX_FRAME_LENGTH, STREAM_WINDOW, type FrameToPage, type Port } from '../contract/frames.ts'
import { serve, type CallContext, type Handlers, type Session } from './rpc.ts'

/** A wire with two ends; texts arrive later, as on a real channel. */
function wire(): { page: Port; host: Port; cut: (reason: string) => void } {
  const ends = [0, 1].map(() => ({ texts: [] as ((t: string) => void)[], closes: [] as ((r: string) => void)[] }))
  const end = (mine: number): Port => ({
    send: (text) => queueMicrotask(() => ends[1 - mine]?.texts.forEach((listener) => listener(text))),
    onText: (listener) => ends[mine]?.texts.push(listener),
    onClose: (listener) => ends[mine]?.closes.push(listener),
  })
  return {
    page: end(0),
    host: end(1),
    cut: (reason) => ends.forEach(({ closes }) => closes.forEach((listener) => listener(reason))),
  }
}

/** Handlers that nobody calls in a test but for the given ones. */
function handlers(given: Partial<Handlers>): Handlers {
  return given as Handlers
}

const position = { article: 'gpt-3', lang: 'en', block: 'lead.1', progress: 0 } as const

function open(given: Partial<Handlers>, onError: (method: string, error: unknown) => void = () => undefined) {
  const { page, host, cut } = wire()
  const session = serve(host, handlers(given), { build: 'b1', onError })
  return { session, cut, page, client: connectClient(() => Promise.resolve(page), 'b1') }
}

/** Speaks raw frames and keeps what comes back. */
function talk(given: Partial<Handlers>): { session: Session; frames: FrameToPage[]; say: (frame: object) => void } {
  const { page, host } = wire()
  const frames: FrameToPage[] = []
  page.onText((text) => frames.push(JSON.parse(text) as FrameToPage))
  const session = serve(host, handlers(given), { build: 'b1', onError: () => undefined })
  return { session, frames, say: (frame) => page.send(JSON.stringify(frame)) }
}

const hello = { t: 'hello', v: CONTRACT_VERSION, build: 'b1' }

describe('serve', () => {
  it('answers a call with what the handler gives', async () => {
    const { client } = open({ 'reading.list': () => Promise.resolve([]) })
    expect(await client.call('reading.list', null)).toEqual([])
  })

  it('refuses an input that does not fit, and names the place', async () => {
    const { client } = open({})
    const call = client.call('reading.set', { ...position, progress: 2 })
    await expect(call).rejects.toMatchObject({ code: 'bad-request' })
    await expect(call).rejects.toThrow('progress')
  })

  it.each(['toString', '__proto__', 'constructor', 'no.such'])('knows no method %s', async (method) => {
    const { client } = open({})
    await expect(client.call(method as 'app.info', null)).rejects.toMatchObject({ code: 'unknown-method' })
  })

  it('carries an AppError with its data', async () => {
    const { client } = open({
      'reading.list': () => Promise.reject(new AppError('conflict', 'Somebody else has it.', { pid: 7 })),
    })
    await expect(client.call('reading.list', null)).rejects.toMatchObject({
      code: 'conflict',
      message: 'Somebody else has it.',
      data: { pid: 7 },
    })
  })

  it('keeps the text and stack of a bug to itself', async () => {
    const onError = vi.fn()
    const secret = new Error('/home/reader/secret')
    const { client } = open({ 'reading.list': () => Promise.reject(secret) }, onError)
    const failure = await client.call('reading.list', null).catch((error: unknown) => error as AppError)
    expect(failure).toMatchObject({ code: 'internal' })
    // The message of an error is no part of its JSON: looked at by name.
    const { message, stack, data } = failure as AppError
    expect(JSON.stringify([message, stack, data])).not.toContain('secret')
    expect(onError).toHaveBeenCalledWith('reading.list', secret)
  })

  it('serves nobody who has not said hello', async () => {
    const { frames, say } = talk({ 'reading.list': () => Promise.resolve([]) })
    say({ t: 'req', id: 1, m: 'reading.list', p: null })
    await vi.waitFor(() => expect(frames).toMatchObject([{ t: 'err', id: 1, e: { code: 'version' } }]))
  })

  it('tells no events to a page of another version', async () => {
    const { session, frames, say } = talk({})
    say({ ...hello, v: CONTRACT_VERSION + 1 })
    await vi.waitFor(() => expect(frames).toHaveLength(1))
    session.emit('notes.changed', { article: 'gpt-3' })
    say({ t: 'req', id: 1, m: 'reading.list', p: null })
    await vi.waitFor(() => expect(frames).toHaveLength(2))
    expect(frames[1]).toMatchObject({ t: 'err', e: { code: 'version' } })
  })

  it.each([
    '{"t":"hello","v":1,"build":{"toString":1}}',
    '{"t":"hello","v":{"valueOf":1,"toString":1},"build":"b1"}',
    '{"t":"req","id":1,"m":{"toString":1},"p":null}',
    ...['', 'null', '7', '[]', '{', '{"t":"req"}', '{"t":"req","id":"1"}', '{"t":"what","id":1}'],
  ])('leaves %j unanswered', async (text) => {
    const { page, host } = wire()
    const frames: string[] = []
    page.onText((given) => frames.push(given))
    serve(host, handlers({}), { build: 'b1', onError: () => undefined })
    page.send(text)
    page.send(`{"t":"hello","v":1,"build":"${'x'.repeat(MAX_FRAME_LENGTH)}"}`)
    page.send(JSON.stringify(hello))
    await vi.waitFor(() => expect(frames).not.toEqual([]))
    expect(frames).toHaveLength(1)
  })

  it('lets a page that was loaded again on the same port begin with the same ids', async () => {
    const first = Promise.withResolvers<readonly []>()
    const answers = [() => first.promise, () => Promise.resolve([])]
    const { session, frames, say } = talk({ 'reading.list': () => answers.shift()?.() ?? Promise.resolve([]) })
    const call = { t: 'req', id: 1, m: 'reading.list', p: null }
    say(hello)
    say(call)
    await vi.waitFor(() => expect(session.inFlight()).toBe(1))
    say(hello)
    say(call)
    await vi.waitFor(() => expect(frames).toHaveLength(3))
    first.resolve([])
    await first.promise
    say({ t: 'req', id: 2, m: 'no.such', p: null })
    await vi.waitFor(() => expect(frames).toHaveLength(4))
    expect(frames.filter((frame) => frame.t === 'res')).toHaveLength(1)
  })

  it('holds a stream back until the page has taken what was sent', async () => {
    let sent = 0
    const stream = async (_input: null, context: CallContext<never>): Promise<readonly []> => {
      for (; sent < STREAM_WINDOW + 2; sent++) await context.emit([])
      return []
    }
    const { frames, say } = talk({ 'reading.list': stream })
    say(hello)
    say({ t: 'req', id: 1, m: 'reading.list', p: null })
    await vi.waitFor(() => expect(frames.filter((frame) => frame.t === 'items')).toHaveLength(STREAM_WINDOW))
    expect(sent).toBe(STREAM_WINDOW)
    say({ t: 'more', id: 1 })
    say({ t: 'more', id: 1 })
    await vi.waitFor(() => expect(frames.at(-1)).toMatchObject({ t: 'res', id: 1 }))
    expect(frames.filter((frame) => frame.t === 'items')).toHaveLength(STREAM_WINDOW + 2)
  })

  it('aborts what runs when the port closes', async () => {
    const aborted = Promise.withResolvers<unknown>()
    const { client, session, cut } = open({
      'reading.list': (_input, { signal }) =>
        new Promise(() => signal.addEventListener('abort', () => aborted.resolve(null))),
    })
    client.call('reading.list', null).catch(() => undefined)
    await vi.waitFor(() => expect(session.inFlight()).toBe(1))
    cut('gone')
    await aborted.promise
    expect(session.inFlight()).toBe(0)
  })
})

describe('connectClient', () => {
  it('ends a cancelled call with `cancelled`, in the handler too', async () => {
    const abort = new AbortController()
    const seen = Promise.withResolvers<AbortSignal>()
    const { client } = open({
      'reading.list': (_input, { signal }) => {
        seen.resolve(signal)
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))))
      },
    })
    const call = client.call('reading.list', null, { signal: abort.signal })
    const signal = await seen.promise
    abort.abort()
    await expect(call).rejects.toMatchObject({ code: 'cancelled' })
    expect(signal.aborted).toBe(true)
  })

  it('can cancel a call that still waits for a connection', async () => {
    const abort = new AbortController()
    const client = connectClient(() => new Promise<Port>(() => undefined), 'b1')
    const call = client.call('reading.list', null, { signal: abort.signal })
    abort.abort()
    await expect(call).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('hands over events until the listener is taken off', async () => {
    const { client, session } = open({ 'reading.list': () => Promise.resolve([]) })
    const listener = vi.fn()
    const off = client.on('notes.changed', listener)
    await client.call('reading.list', null)
    session.emit('notes.changed', { article: 'gpt-3' })
    await client.call('reading.list', null)
    off()
    session.emit('notes.changed', { article: 'bert' })
    await client.call('reading.list', null)
    expect(listener.mock.calls).toEqual([[{ article: 'gpt-3' }]])
  })

  it('comes back after a loss: open calls fail, listeners and later calls go on', async () => {
    const wires = [wire(), wire()]
    const answers: (() => Promise<readonly []>)[] = [() => new Promise(() => undefined), () => Promise.resolve([])]
    const sessions = wires.map(({ host }, n) =>
      serve(host, handlers({ 'reading.list': answers[n] ?? (() => Promise.resolve([])) }), {
        build: `b${String(n + 1)}`,
        onError: () => undefined,
      }),
    )
    const pauses: number[] = []
    const attempts = [wires[0], undefined, undefined, wires[1]]
    const client = connectClient(
      () => {
        const next = attempts.shift()
        return next ? Promise.resolve(next.page) : Promise.reject(new Error('nobody there'))
      },
      'b1',
      (ms) => {
        pauses.push(ms)
        return Promise.resolve()
      },
    )
    const states: ConnectionStatus[] = []
    const onBuild = vi.fn()
    const onNotes = vi.fn()
    client.onStatus((state) => states.push(state))
    client.onBuildChange(onBuild)
    client.on('notes.changed', onNotes)

    const lost = client.call('reading.list', null)
    await vi.waitFor(() => expect(sessions[0]?.inFlight()).toBe(1))
    wires[0]?.cut('the host ended')
    await expect(lost).rejects.toMatchObject({ code: 'disconnected' })

    expect(await client.call('reading.list', null)).toEqual([])
    sessions[1]?.emit('notes.changed', { article: 'bert' })
    await vi.waitFor(() => expect(onNotes).toHaveBeenCalledWith({ article: 'bert' }))
    expect(states).toEqual(['connected', 'disconnected', 'connected'])
    expect(onBuild).toHaveBeenCalledOnce()
    expect(pauses).toHaveLength(2)
    expect(pauses[1]).toBeGreaterThan(pauses[0] ?? 0)
  })

  it('does not go on with a host that speaks another version', async () => {
    const { page, host } = wire()
    host.onText(() => host.send(JSON.stringify({ ...hello, v: CONTRACT_VERSION + 1 })))
    const onBuild = vi.fn()
    const client = connectClient(() => Promise.resolve(page), 'b1')
    client.onBuildChange(onBuild)
    await expect(client.call('app.info', null)).rejects.toMatchObject({ code: 'version' })
    expect(onBuild).toHaveBeenCalledOnce()
  })
})
