/**
 * One suite, three shells. A spec takes the `shell` fixture and sees a page with the app in it; the project decides what
 * stands behind: the loopback host (`browser`), the built desktop parts under a stand-in (`electron-sim`), or Electron.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  _electron,
  test as base,
  chromium,
  expect,
  type Browser,
  type BrowserContext,
  type Page,
} from '@playwright/test'
import { electronBinary } from '../scripts/electron-binary.mjs'
import type { MainProcess } from '../test/electron/main-process.ts'
import { openSimulated } from '../test/electron/page.ts'
import { CHROMIUM } from './chromium.ts'
import { startHost } from '../test/loopback-host.ts'

export { expect, startHost }

export const NO_ELECTRON =
  'no Electron binary on this machine: run "npx install-electron", or set ELECTRON_EXEC_PATH to one'

export type Kind = 'browser' | 'electron-sim' | 'electron'

export type Shell = {
  readonly kind: Kind
  /** The app; a new page after `restart`. */
  page: Page
  context: BrowserContext
  /** Address the app was opened by; in the browser it holds the one-time ticket. */
  url: string
  /** The main process behind the page, in the simulation only. */
  readonly main?: MainProcess
  /** Addresses that were answered. Those the policy stopped are not among them. */
  readonly requests: string[]
  /** Errors on the page's console and uncaught ones: policy violations show up here. */
  readonly violations: string[]
  /** Ends the app as `kill -9` does and opens it again on the same data folder. */
  restart(): Promise<void>
}

/** What each kind does to open the app, and how the opened app ends. */
type Opened = {
  page: Page
  context: BrowserContext
  url: string
  main?: MainProcess
  end(kill: boolean): Promise<void>
}

async function openInBrowser(chrome: Browser, data: string, prepare: (page: Page) => void): Promise<Opened> {
  const host = await startHost(data)
  const context = await chrome.newContext()
  const page = await context.newPage()
  prepare(page)
  await page.goto(host.link)
  return {
    page,
    context,
    url: host.link,
    async end(kill) {
      if (kill) await host.stop('SIGKILL')
      await context.close()
      if (!kill) await host.stop()
    },
  }
}

async function openInSimulation(chrome: Browser, data: string, prepare: (page: Page) => void): Promise<Opened> {
  const context = await chrome.newContext()
  const page = await context.newPage()
  prepare(page)
  const main = await openSimulated(page, data)
  return {
    page,
    context,
    url: main.url,
    main,
    async end(kill) {
      if (kill) await main.close('SIGKILL')
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await context.close()
      if (!kill) await main.close()
    },
  }
}

async function openInElectron(data: string, prepare: (page: Page) => void): Promise<Opened> {
  // Without executablePath Playwright preloads a loader that holds 'ready' back until it is attached.
  const packaged = process.env['ELECTRON_EXEC_PATH']
  const app = await _electron.launch({
    ...(packaged !== undefined && { executablePath: packaged }),
    // Playwright would switch the sandbox off on Linux; readers have it on.
    chromiumSandbox: process.getuid?.() !== 0,
    args: packaged === undefined ? ['.'] : [],
    env: { ...(process.env as Record<string, string>), MAILUO_DATA: data },
  })
  const page = await app.firstWindow()
  prepare(page)
  return {
    page,
    context: app.context(),
    url: page.url(),
    async end(kill) {
      if (kill) app.process().kill('SIGKILL')
      else await app.close()
    },
  }
}

function open(kind: Kind, chrome: Browser, data: string, prepare: (page: Page) => void): Promise<Opened> {
  switch (kind) {
    case 'browser':
      return openInBrowser(chrome, data, prepare)
    case 'electron-sim':
      return openInSimulation(chrome, data, prepare)
    case 'electron':
      return openInElectron(data, prepare)
  }
}

/** What Chromium says when the content security policy or Trusted Types stop something. */
const STOPPED = /Content Security Policy|Trusted(HTML|Script|ScriptURL)|Permissions policy violation/i

export const test = base.extend<{ data: string; provokes: boolean; shell: Shell }, { chrome: Browser }>({
  /** Set by the specs that break the page's policy on purpose; all others must end without a violation. */
  provokes: [false, { option: true }],
  chrome: [
    async ({}, use) => {
      const browser = await chromium.launch(CHROMIUM)
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  data: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'mailuo-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
  shell: async ({ chrome, data, provokes }, use, info) => {
    const kind = info.project.metadata['shell'] as Kind
    test.skip(kind === 'electron' && electronBinary() === null, NO_ELECTRON)

    const requests: string[] = []
    const violations: string[] = []
    function watch(page: Page): void {
      page.on('response', (response) => {
        // 204 is the simulation's word for "navigation prevented".
        if (response.status() !== 204) requests.push(response.url())
      })
      page.on('console', (message) => {
        if (message.type() === 'error') violations.push(message.text())
      })
      page.on('pageerror', (error) => violations.push(String(error)))
    }

    let opened = await open(kind, chrome, data, watch)
    const shell: Shell = {
      kind,
      page: opened.page,
      context: opened.context,
      url: opened.url,
      ...(opened.main && { main: opened.main }),
      requests,
      violations,
      async restart() {
        await opened.end(true)
        opened = await open(kind, chrome, data, watch)
        Object.assign(shell, { page: opened.page, context: opened.context, url: opened.url })
      },
    }
    await use(shell)
    await opened.end(false)
    const stopped = violations.filter((text) => STOPPED.test(text))
    if (provokes) expect(stopped.length, 'the policy stopped what the spec provokes').toBeGreaterThan(0)
    else expect(stopped, 'nothing the app does breaks its own policy').toEqual([])
  },
})
