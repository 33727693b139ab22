/** Who may speak to the loopback host: checked for every request and every socket, before anything else is done. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface Refusal {
  readonly status: 401 | 403 | 421
  readonly reason: string
}

export interface Access {
  /** The one-time link's ticket; another one after `renew`. */
  readonly ticket: string
  /** Whether somebody has come in by the ticket. */
  readonly hasSession: boolean
  /** Ends the session, whoever has it, and makes a new ticket. */
  renew(): void
  /** Trades the ticket for the session cookie's value; `null` when it is wrong or was used already. */
  redeem(given: string): string | null
  /** Why a request is refused, or `null`. A socket must say where it comes from. */
  refuse(request: IncomingMessage, kind: 'request' | 'socket'): Refusal | null
  /** Whether the Host header names this server: the check that stops DNS rebinding. */
  isHost(host: string | undefined): boolean
  readonly cookieName: string
}

/** Name the page is opened under: a loopback cookie of 127.0.0.1 would be sent to every other port as well. */
export const PAGE_HOST = 'mailuo.localhost'

/** Makes the secrets of one run of the host. */
export function createAccess(port: number): Access {
  let session = secret()
  let ticket = secret()
  let redeemed = false
  const hosts = new Set([PAGE_HOST, '127.0.0.1', 'localhost'].map((name) => `${name}:${String(port)}`))
  const cookieName = `mailuo-${String(port)}` // cookies do not know ports: the name must
  const isHost = (host: string | undefined) => host !== undefined && hosts.has(host)

  return {
    get ticket() {
      return ticket
    },
    get hasSession() {
      return redeemed
    },
    renew() {
      session = secret()
      ticket = secret()
      redeemed = false
    },
    cookieName,
    isHost,
    redeem(given) {
      if (redeemed || !same(given, ticket)) return null
      redeemed = true
      return session
    },
    refuse(request, kind) {
      const { host, origin } = request.headers
      if (!isHost(host)) return { status: 421, reason: 'This server is not the one you asked for.' }
      const site = request.headers['sec-fetch-site']
      const navigates = request.headers['sec-fetch-mode'] === 'navigate'
      if (site !== undefined && site !== 'same-origin' && !(navigates && site === 'none')) {
        return { status: 403, reason: 'Requests of other sites are refused.' }
      }
      const own = `http://${host ?? ''}`
      if (kind === 'socket' ? origin !== own : origin !== undefined && origin !== own) {
        return { status: 403, reason: 'Requests of other origins are refused.' }
      }
      if (!same(cookie(request, cookieName), session)) {
        return { status: 401, reason: 'This browser has no session.' }
      }
      return null
    },
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}

/** Compares in constant time. */
function same(a: string, b: string): boolean {
  const x = Buffer.from(a)
  const y = Buffer.from(b)
  return x.length === y.length && timingSafeEqual(x, y)
}

function cookie(request: IncomingMessage, name: string): string {
  const pair = (request.headers.cookie ?? '').split(/;\s*/).find((each) => each.startsWith(`${name}=`))
  return pair?.slice(name.length + 1) ?? ''
}
