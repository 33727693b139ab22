/**
 * How it stands between page and host, in words a reader can act on: a host that was stopped will not come back by
 * itself, and a session that has ended is not mended by waiting.
 */
import { client } from '../client/index.ts'

export type Connection = 'connected' | 'reconnecting' | 'stopped' | 'signed-out'

/** How often a lost host is asked whether it is there. Unit: milliseconds. */
const ASK_EVERY_MS = 2000

class ConnectionState {
  current = $state<Connection>('connected')

  constructor() {
    client.onStatus((status) => {
      const wasConnected = this.current === 'connected'
      this.current = status === 'connected' ? 'connected' : 'reconnecting'
      if (wasConnected && this.current === 'reconnecting') void this.#ask()
    })
  }

  /** A socket that cannot be opened does not say why; an ordinary request does. */
  async #ask(): Promise<void> {
    while (this.current !== 'connected') {
      const answer = await fetch('/', { method: 'HEAD', cache: 'no-store' }).catch(() => null)
      if (this.isConnected()) return
      this.current = answer === null ? 'stopped' : answer.status === 401 ? 'signed-out' : 'reconnecting'
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
    }
  }

  /** Asked anew after every wait: it may have changed meanwhile. */
  isConnected(): boolean {
    return this.current === 'connected'
  }
}

export const connection = new ConnectionState()
