/** The loopback shell: the same page and the same frames over HTTP and one WebSocket, on 127.0.0.1 only. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { AppError } from '../contract/errors.ts'
import { MAX_FRAME_LENGTH, type Port } from '../contract/frames.ts'
import { PAGE_HEADERS, type Host } from '../host/index.ts'
import { createAccess, PAGE_HOST, type Access } from './access.ts'

export interface LoopbackShell {
  /** Works once: opens a session in the browser that follows it. */
  readonly link: string
  /** The same link by number, where the system does not resolve names below localhost. */
  readonly localLink: string
  close(): Promise<void>
}

const SUBPROTOCOL = 'mailuo.v1'
/** UTF-8 needs at most three bytes per UTF-16 unit. */
const MAX_PAYLOAD_BYTES = MAX_FRAME_LENGTH * 3

/**
 * Starts to listen.
 * @param port 0 for a free one. A port that was asked for is never replaced by another.
 * @throws AppError `conflict` when the port is in use.
 */
export async function startLoopback(
  host: Host,
  port: number,
  onError: (where: string, error: unknown) => void,
): Promise<LoopbackShell> {
  const http = createServer({ maxHeaderSize: 16_384, requestTimeout: 10_000 })
  await listen(http, port)
  const bound = (http.address() as AddressInfo).port
  const access = createAccess(bound)
  http.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer(host, access, request, response).catch((error: unknown) => {
      onError('http', error)
      if (!response.headersSent) end(response, 500, 'Something went wrong inside the host.')
    })
  })
  const sockets = attachSockets(http, host, access)
  return {
    link: `http://${PAGE_HOST}:${String(bound)}/?t=${access.ticket}`,
    localLink: `http://127.0.0.1:${String(bound)}/?t=${access.ticket}`,
    async close() {
      for (const socket of sockets.clients) socket.close(1001, 'the host ends')
      sockets.close()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

function listen(http: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const message =
        error.code === 'EADDRINUSE'
          ? `Port ${String(port)} is in use by another program. Choose another with --port N, or leave --port out for a free one.`
          : `The loopback host cannot listen on port ${String(port)} (${error.message}).`
      reject(new AppError('conflict', message, { port }, { cause: error }))
    })
    http.listen(port, '127.0.0.1', resolve)
  })
}

async function answer(host: Host, access: Access, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!access.isHost(request.headers.host)) return end(response, 421, 'This server is not the one you asked for.')
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`)
  const ticket = url.searchParams.get('t')
  if (request.method === 'GET' && url.pathname === '/' && ticket !== null) {
    const session = access.redeem(ticket)
    if (session === null) return end(response, 403, 'This link was used already. Start Mailuo again for a new one.')
    return end(response, 303, '', {
      Location: '/',
      'Set-Cookie': `${access.cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`,
    })
  }
  const refusal = access.refuse(request, 'request')
  if (refusal) return end(response, refusal.status, refusal.reason)
  const given = await host.content(
    new Request(url, { method: request.method ?? 'GET', headers: plainHeaders(request) }),
  )
  response.writeHead(given.status, Object.fromEntries(given.headers))
  response.end(Buffer.from(await given.arrayBuffer()))
}

function plainHeaders(request: IncomingMessage): Headers {
  const tag = request.headers['if-none-match']
  return new Headers(tag === undefined ? {} : { 'if-none-match': tag })
}

function end(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const base = { ...PAGE_HEADERS, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' }
  response.writeHead(status, { ...base, ...headers }).end(text)
}

function attachSockets(http: Server, host: Host, access: Access): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PAYLOAD_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  })
  http.on('upgrade', (request: IncomingMessage, socket, head) => {
    const refusal =
      request.url === '/rpc' ? access.refuse(request, 'socket') : { status: 404, reason: 'no socket here' }
    if (refusal) {
      socket.end(`HTTP/1.1 ${String(refusal.status)} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, socket, head, (opened) => host.attach(portOf(opened)))
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
