/** The loopback shell: the same page and the same frames over HTTP and one WebSocket, on 127.0.0.1 only. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { failure } from '../contract/errors.ts'
import { MAX_FRAME_LENGTH, type Port } from '../contract/frames.ts'
import { SIGNED_OUT } from '../contract/shell.ts'
import { createRest, plainAnswer, type Host } from '../host/index.ts'
import { createAccess, PAGE_HOST, type Access } from './access.ts'
import { doorAnswer } from './door.ts'

/** The way in: works once, and opens a session in the browser that follows it. */
export interface Links {
  readonly link: string
  /** The same by number, where the system does not resolve names below localhost. */
  readonly localLink: string
}

export interface LoopbackShell extends Links {
  /** Ends the session in every browser; `onSignedOut` gets the way into the next one. */
  signOut(reason: string): void
  close(): Promise<void>
}

/** Answers to those who may not ask. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 421])
const SUBPROTOCOL = 'mailuo.v1'
/** UTF-8 needs at most three bytes per UTF-16 unit. */
const MAX_PAYLOAD_BYTES = MAX_FRAME_LENGTH * 3
/** A page that does not say goodbye in this time, e.g. one the browser has put to sleep, is cut off. */
const GOODBYE_MS = 500
/** How often to look whether the session is still used. Unit: milliseconds. */
const IDLE_CHECK_MS = 60_000

/** What the shell tells whoever started it. */
export interface LoopbackOptions {
  readonly onError: (where: string, error: unknown) => void
  /** A stranger's request or socket was turned away. */
  readonly onRefused?: () => void
  /** A session in which nothing was asked for so long ends. Milliseconds; 0, the default, for never. */
  readonly idleMs?: number
  /** The session has ended; these links open the next one. */
  readonly onSignedOut?: (links: Links) => void
}

/**
 * Starts to listen.
 * @param port 0 for a free one. A port that was asked for is never replaced by another.
 * @throws AppError `conflict` when the port is in use.
 */
export async function startLoopback(
  host: Host,
  port: number,
  { onError, onRefused = () => undefined, idleMs = 0, onSignedOut = () => undefined }: LoopbackOptions,
): Promise<LoopbackShell> {
  const http = createServer({ maxHeaderSize: 16_384, requestTimeout: 10_000 })
  await listen(http, port)
  const bound = (http.address() as AddressInfo).port
  const access = createAccess(bound)
  const rest = createRest()
  let lastUse = performance.now()
  const isUsed = () => {
    lastUse = performance.now()
    rest.used()
  }
  http.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer(host, access, request)
      .then((given) => {
        if (REFUSALS.has(given.status)) onRefused()
        else isUsed()
        return write(response, given)
      })
      .catch((error: unknown) => {
        onError('http', error)
        response.destroy()
      })
  })
  const links = (): Links => ({
    link: `http://${PAGE_HOST}:${String(bound)}/?t=${access.ticket}`,
    localLink: `http://127.0.0.1:${String(bound)}/?t=${access.ticket}`,
  })
  function signOut(reason: string): void {
    access.renew()
    for (const socket of sockets.clients) socket.close(SIGNED_OUT, reason)
    isUsed()
    onSignedOut(links())
  }
  const sockets = attachSockets(http, access, onRefused, (socket) => {
    socket.on('message', isUsed)
    host.attach(portOf(socket), {
      showMenu: () => undefined,
      takeFile: () => Promise.resolve(null),
      do(command) {
        if (command !== 'sign-out') return Promise.resolve(false)
        setImmediate(signOut, 'signed out') // after the answer
        return Promise.resolve(true)
      },
    })
  })
  const idling =
    idleMs === 0
      ? undefined
      : setInterval(
          () => {
            if (access.hasSession && performance.now() - lastUse >= idleMs) signOut('idle')
          },
          Math.min(idleMs, IDLE_CHECK_MS),
        ).unref()
  return {
    ...links(),
    signOut,
    async close() {
      clearInterval(idling)
      rest.end()
      const closed = new Promise((resolve) => http.close(resolve))
      for (const socket of sockets.clients) socket.close(1001, 'the host ends')
      const impatience = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
      }, GOODBYE_MS)
      http.closeAllConnections()
      await closed
      clearTimeout(impatience)
    },
  }
}

function listen(http: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const [reason, why] =
        error.code === 'EADDRINUSE' ? (['port-in-use', 'in use'] as const) : (['port-unusable', error.message] as const)
      const message = `The loopback host cannot listen on port ${String(port)} (${why}).`
      reject(failure('conflict', reason, message, { port, why }, { cause: error }))
    })
    http.listen(port, '127.0.0.1', resolve)
  })
}

async function answer(host: Host, access: Access, request: IncomingMessage): Promise<Response> {
  const name = request.headers.host
  if (!access.isHost(name)) return plainAnswer(421, 'This server is not the one you asked for.')
  const { method = 'GET', url: path = '/' } = request
  const url = URL.parse(path, `http://${name ?? ''}`)
  if (!url) return plainAnswer(400, 'This address cannot be read.')
  const refusal = access.refuse(request, 'request')
  const ticket = url.searchParams.get('t')
  if (method === 'GET' && url.pathname === '/' && ticket !== null)
    return openSession(access, ticket, refusal === null, request)
  if (refusal?.status === 401) return doorAnswer(401, 'closed', request)
  if (refusal) return plainAnswer(refusal.status, refusal.reason)
  if (method !== 'GET' && method !== 'HEAD') return plainAnswer(405, 'Only GET and HEAD.', { Allow: 'GET, HEAD' })
  const tag = request.headers['if-none-match']
  return host.content(new Request(url, { method, ...(tag !== undefined && { headers: { 'if-none-match': tag } }) }))
}

/** Trades the link's ticket for a session. The browser that has the session may follow the link again. */
function openSession(access: Access, ticket: string, hasSession: boolean, request: IncomingMessage): Response {
  if (hasSession) return plainAnswer(303, '', { Location: '/' })
  const session = access.redeem(ticket)
  if (session === null) return doorAnswer(403, 'used', request)
  return plainAnswer(303, '', {
    Location: '/',
    'Set-Cookie': `${access.cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`,
  })
}

async function write(response: ServerResponse, given: Response): Promise<void> {
  const bytes = Buffer.from(await given.arrayBuffer())
  response.writeHead(given.status, Object.fromEntries(given.headers))
  response.end(bytes)
}

function attachSockets(
  http: Server,
  access: Access,
  onRefused: () => void,
  onOpen: (socket: WebSocket) => void,
): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PAYLOAD_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  })
  http.on('upgrade', (request: IncomingMessage, socket, head) => {
    const refusal =
      request.url === '/rpc' ? access.refuse(request, 'socket') : { status: 404, reason: 'no socket here' }
    // A client that hangs up in the middle must not take the host with it.
    socket.on('error', () => socket.destroy())
    if (refusal) {
      onRefused()
      socket.end(`HTTP/1.1 ${String(refusal.status)} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, socket, head, onOpen)
  })
  return sockets
}

function portOf(socket: WebSocket): Port {
  return {
    send: (text) => {
      if (socket.readyState === socket.OPEN) socket.send(text)
    },
    onText: (listener) => {
      socket.on('message', (data: Buffer, isBinary) => {
        if (!isBinary) listener(data.toString('utf8'))
      })
    },
    onClose: (listener) => {
      socket.on('close', (code) => listener(`closed with code ${String(code)}`))
      socket.on('error', () => socket.terminate())
    },
  }
}
