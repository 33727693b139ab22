/** No request leaves for anything but the app's own origin: seen from the page, and from Chromium's network log. */
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { canTrace, internetCalls, tracedBy } from '../test/network-calls.ts'
import { CHROMIUM } from './chromium.ts'
import { select, setReader, show } from './reader.ts'
import { expect, startHost, test } from './shell.ts'

const ROUTES = ['#/', '#/article/gpt-3', '#/article/rlhf', '#/search?q=gpt', '#/graph', '#/notes', '#/settings']

/** Goes through the app as a reader would who looks at everything once. */
async function lookAtEverything(page: Page): Promise<void> {
  for (const route of ROUTES) {
    await page.evaluate((hash) => location.assign(hash), route)
    await expect(page.getByRole('main')).toBeVisible()
    await page.waitForLoadState('networkidle')
  }
}

test('every view is shown with answers of our own origin only', async ({ shell }) => {
  await lookAtEverything(shell.page)
  const { host } = new URL(shell.page.url())
  const foreign = shell.requests.filter((url) => !url.startsWith('data:') && new URL(url).host !== host)
  expect(foreign).toEqual([])
  expect(shell.requests.length).toBeGreaterThan(5)
})

/** The browser's own services (component updates, sign-in) are no part of the product: switched off or unresolvable. */
const NO_SERVICES = [
  '--disable-component-update',
  '--disable-background-networking',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE *.localhost',
]
/** Chromium asks the kernel whether there is a route to this address; no packet is sent. */
const ROUTE_PROBE = '2001:4860:4860::8888'

type NetLog = {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> }
  readonly events: readonly {
    readonly type: number
    readonly params?: { readonly url?: string; readonly initiator?: string; readonly address?: string }
  }[]
}

function parseNetLog(text: string): NetLog {
  try {
    return JSON.parse(text) as NetLog
  } catch {
    // Chromium was closed before it ended its list: what it wrote is whole events, one a line.
    return JSON.parse(`${text.slice(0, text.lastIndexOf('\n')).trimEnd().replace(/,$/, '')}]}`) as NetLog
  }
}

test('@browser-only the network log names loopback only', async ({ data }) => {
  const log = join(data, 'net-log.json')
  const host = await startHost(join(data, 'reader'))
  const browser = await chromium.launch({
    ...CHROMIUM,
    args: [...CHROMIUM.args, ...NO_SERVICES, `--log-net-log=${log}`],
  })
  const page = await browser.newPage()
  await page.goto(host.link)
  await lookAtEverything(page)
  await browser.close()
  await host.stop()

  const net = parseNetLog(await readFile(log, 'utf8'))
  const paramsOf = (event: string) =>
    net.events.filter(({ type }) => type === net.constants.logEventTypes[event]).map(({ params }) => params ?? {})

  const asked = paramsOf('URL_REQUEST_START_JOB').filter(({ initiator }) => initiator === host.origin)
  expect(asked.length).toBeGreaterThan(5)
  const own = new URL(host.origin).host
  expect(asked.map(({ url = '' }) => url).filter((url) => new URL(url).host !== own)).toEqual([])

  const peers = [...paramsOf('TCP_CONNECT_ATTEMPT'), ...paramsOf('SOCKET_CONNECT')].map(({ address = '' }) => address)
  const isAllowed = (address: string) => /^$|^127\.0\.0\.1:|^\[::1\]:/.test(address) || address.includes(ROUTE_PROBE)
  expect(peers.filter((address) => !isAllowed(address))).toEqual([])
})

test('@browser-only the kernel is asked for loopback only, by the host and by the browser', async ({ data }) => {
  test.skip(!canTrace(), 'no strace here, or it may not be used')
  const traces = { host: join(data, 'host.trace'), browser: join(data, 'browser.trace') }
  const wrapper = join(data, 'traced-browser')
  const chrome = [...tracedBy(traces.browser), CHROMIUM.executablePath ?? chromium.executablePath()]
  await writeFile(wrapper, `#!/bin/sh\nexec ${chrome.map((word) => `'${word}'`).join(' ')} "$@"\n`)
  await chmod(wrapper, 0o700)

  const host = await startHost(join(data, 'reader'), [], tracedBy(traces.host))
  const browser = await chromium.launch({ executablePath: wrapper, args: [...CHROMIUM.args, ...NO_SERVICES] })
  const page = await browser.newPage()
  await page.goto(host.link)
  await setReader(page, { language: 'en', theme: 'light', readingMode: 'en' })
  await show(page, '#/search?q=attention')
  await show(page, '#/article/gpt-3')
  const passage = await select(page, 'parameters')
  await page.keyboard.press('h')
  await show(page, '#/notes')
  await expect(page.getByRole('main')).toContainText(passage)
  await browser.close()
  await host.stop()

  const hostTrace = await readFile(traces.host, 'utf8')
  expect(hostTrace, 'it was asked').toMatch(/accept4\(.+= \d+/)
  expect(internetCalls(hostTrace), 'it listens, and speaks to nobody').toEqual(['bind 127.0.0.1'])
  const ofBrowser = new Set(internetCalls(await readFile(traces.browser, 'utf8')))
  expect(ofBrowser).toContain('connect 127.0.0.1')
  const outside = [...ofBrowser].filter((call) => !/ (127\.0\.0\.1|::1)$/.test(call))
  expect(outside.filter((call) => call !== `connect ${ROUTE_PROBE}`)).toEqual([])
})
