/** No request leaves for anything but the app's own origin: seen from the page, and from Chromium's network log. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { CHROMIUM } from './chromium.ts'
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
  // The browser's own services (component updates, sign-in) are no part of the product: switched off or unresolvable.
  const browser = await chromium.launch({
    ...CHROMIUM,
    args: [
      ...CHROMIUM.args,
      `--log-net-log=${log}`,
      '--disable-component-update',
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE *.localhost',
    ],
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
  // 2001:4860:4860::8888 is Chromium's probe for an IPv6 route, which sends no packet.
  const allowed = /^$|^127\.0\.0\.1:|^\[::1\]:|^\[2001:4860:4860::8888\]:/
  expect(peers.filter((address) => !allowed.test(address))).toEqual([])
})
