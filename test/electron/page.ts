/**
 * "Electron without Electron": the built main process under the stand-in, the built preload and the built renderer in a
 * Chromium page on top of it. Every resource is answered by the main process's own protocol handler, every message
 * goes through its own listener.
 */
import { readFile } from 'node:fs/promises'
import type { Page, Route } from '@playwright/test'
import { startMain, type MainProcess } from './main-process.ts'
import { CANCELLED } from './messages.ts'

export const BUILT_PRELOAD = 'out/preload/index.cjs'

/** Chromium gives a secure context and an origin to this name; no request ever leaves for it. */
const STAGE = 'https://mailuo.sim'

/** Runs in the page before anything else: what Electron gives to a sandboxed preload, and no more. */
function preloadStage(preload: string): string {
  return `(() => {
    if (window !== top) return
    const listeners = new Map()
    const send = window.__simSend
    window.__simDeliver = (channel, args) => listeners.get(channel)?.({}, ...args)
    const electron = Object.freeze({
      ipcRenderer: Object.freeze({
        on: (channel, listener) => { listeners.set(channel, listener) },
        send: (channel, ...args) => { void send(channel, args) },
      }),
      contextBridge: Object.freeze({
        exposeInMainWorld: (name, value) => Object.defineProperty(window, name, { value: Object.freeze(value) }),
      }),
    })
    const require = (name) => {
      if (name === 'electron') return electron
      throw new Error('a sandboxed preload cannot require ' + name)
    }
    ;(function (require, exports, module) { ${preload}\n})(require, {}, { exports: {} })
  })()`
}

async function answerRoute(route: Route, page: Page, main: MainProcess, toApp: (url: string) => string): Promise<void> {
  const request = route.request()
  const url = toApp(request.url())
  if (request.isNavigationRequest() && url !== main.url) {
    const mainFrame = request.frame() === page.mainFrame()
    // 204 keeps the page where it is, as a prevented navigation does.
    if (await main.ask('navigate', { url, mainFrame })) return route.fulfill({ status: 204 })
  }
  const answer = await main.ask('fetch', { url, method: request.method(), headers: request.headers() })
  if (answer.status >= CANCELLED) return route.abort('blockedbyclient')
  return route.fulfill({
    status: answer.status,
    headers: answer.headers,
    body: Buffer.from(answer.body, 'base64'),
  })
}

/**
 * Shows the app in `page`.
 * @param hash Where to start, e.g. `#/article/gpt-3`.
 * @returns The main process behind; whoever opened it closes it.
 */
export async function openSimulated(page: Page, dataFolder: string, hash = ''): Promise<MainProcess> {
  const main = await startMain(dataFolder)
  const { protocol, host, pathname } = new URL(main.url)
  const toApp = (url: string): string => url.replace(STAGE, `${protocol}//${host}`)

  await page.exposeBinding('__simSend', async ({ frame }, channel: string, args: unknown[]) => {
    const message = { channel, args, from: toApp(frame.url()), subframe: frame !== page.mainFrame() }
    // What is sent to a process that has just ended is lost, as in Electron.
    await main.ask('ipc', message).catch(() => undefined)
  })
  main.onPageMessage((channel, args) => {
    const deliver = ([name, values]: readonly [string, readonly unknown[]]): void =>
      (window as unknown as { __simDeliver?: (name: string, values: readonly unknown[]) => void }).__simDeliver?.(
        name,
        values,
      )
    // A page that has gone hears nothing, as in Electron.
    page.evaluate(deliver, [channel, args] as const).catch(() => undefined)
  })
  await page.addInitScript(preloadStage(await readFile(BUILT_PRELOAD, 'utf8')))
  await page.route('**/*', (route) =>
    answerRoute(route, page, main, toApp).catch(() => route.abort().catch(() => undefined)),
  )
  await page.goto(`${STAGE}${pathname}${hash}`)
  return main
}
