/**
 * Three ways to the same host: in memory, over the WebSocket of the built loopback host, and over the IPC channel of
 * the built desktop main process. What is true of frames on one must be true on all.
 */
import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import Conf from 'conf'
import WebSocket from 'ws'
import type { Port } from '../../src/contract/frames.ts'
import { createHost } from '../../src/host/index.ts'
import { startMain } from '../electron/main-process.ts'
import { startHost } from '../loopback-host.ts'

/** The page's end of a link. */
export type OpenLink = {
  readonly port: Port
  /** Ends the host behind it politely. */
  close(): Promise<void>
  /** Ends the host as `kill -9` does; in memory there is nothing to kill. */
  crash(): Promise<void>
}
export type Link = {
  readonly name: string
  readonly shell: 'browser' | 'electron'
  open(data: string): Promise<OpenLink>
}

type Ends = { readonly text: ((text: string) => void)[]; readonly close: ((reason: string) => void)[] }

/** Two ports joined in memory. Texts arrive later, never inside `send`, as on a real channel. */
export function portPair(): { readonly page: Port; readonly host: Port; readonly cut: () => void } {
  const page: Ends = { text: [], close: [] }
  const host: Ends = { text: [], close: [] }
  const end = (mine: Ends, other: Ends): Port => ({
    send: (text) => queueMicrotask(() => other.text.forEach((listener) => listener(text))),
    onText: (listener) => mine.text.push(listener),
    onClose: (listener) => mine.close.push(listener),
  })
  return {
    page: end(page, host),
    host: end(host, page),
    cut: () => [...page.close, ...host.close].forEach((listener) => listener('cut')),
  }
}

/** The quickest, for what does not depend on the way. */
export const inMemory: Link = {
  name: 'in memory',
  shell: 'browser',
  async open(data) {
    await mkdir(data, { recursive: true })
    const host = await createHost({
      packFolder: 'resources/corpus',
      dataFolder: data,
      rendererFolder: join('src', 'renderer'),
      build: createHash('sha256').update(data).digest('hex').slice(0, 8),
      shell: { kind: 'browser', openExternal: () => Promise.resolve(false) },
      openStore: (cwd, configName) =>
        new Conf<Record<string, unknown>>({
          cwd,
          configName,
          projectName: 'mailuo',
          accessPropertiesByDotNotation: false,
        }),
    })
    const { page, host: hostEnd, cut } = portPair()
    host.attach(hostEnd)
    const close = async (): Promise<void> => {
      cut()
      await host.close()
    }
    return { port: page, close, crash: close }
  },
}

const overWebSocket: Link = {
  name: 'over a WebSocket',
  shell: 'browser',
  async open(data) {
    const host = await startHost(data)
    // Node does not resolve names below localhost on every system; the host answers to its number as well.
    const origin = `http://127.0.0.1:${new URL(host.link).port}`
    const answer = await fetch(host.link.replace(host.origin, origin), { redirect: 'manual' })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, ['mailuo.v1'], { headers: { cookie, origin } })
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return {
      port: {
        send: (text) => socket.send(text),
        onText: (listener) => socket.on('message', (bytes: Buffer) => listener(bytes.toString())),
        onClose: (listener) => socket.on('close', (code) => listener(`closed ${code}`)),
      },
      async close() {
        socket.close()
        await host.stop()
      },
      crash: () => host.stop('SIGKILL'),
    }
  },
}

const overIpc: Link = {
  name: 'over IPC',
  shell: 'electron',
  async open(data) {
    const main = await startMain(data)
    return {
      port: {
        send(text) {
          // What is sent to a process that has just ended is lost, as in Electron.
          main.ask('ipc', { channel: 'mailuo', args: [text], from: main.url }).catch(() => undefined)
        },
        onText: (listener) => main.onPageMessage((_channel, [text]) => listener(String(text))),
        onClose: () => undefined,
      },
      close: () => main.close(),
      crash: () => main.close('SIGKILL'),
    }
  },
}

export const LINKS: readonly Link[] = [inMemory, overWebSocket, overIpc]

/** The links with a process of its own behind them. */
export const PROCESSES: readonly Link[] = [overWebSocket, overIpc]
