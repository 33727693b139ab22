/** Attacks on the loopback host: over raw sockets, and from pages of other origins. */
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { expect, startHost, test, type Shell } from './shell.ts'
import { present } from '../test/present.ts'

/** The whole answer to a request written byte for byte, as no browser would. */
function raw(port: number, request: string, address = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, address, () => socket.write(request))
    socket.setTimeout(3000, () => socket.destroy())
    socket.on('data', (chunk) => {
      answer += chunk.toString()
      // An accepted socket stays open: its first line is all there is to learn.
      if (answer.startsWith('HTTP/1.1 101')) socket.destroy()
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

function statusOf(answer: string): number {
  return Number(answer.split(' ')[1])
}

type Target = { readonly port: number; readonly host: string; readonly origin: string; readonly cookie: string }

async function targetOf(shell: Shell): Promise<Target> {
  const { port, host, origin } = new URL(shell.url)
  const session = present((await shell.context.cookies())[0])
  return { port: Number(port), host, origin, cookie: `Cookie: ${session.name}=${session.value}` }
}

function request(method: string, path: string, headers: readonly string[]): string {
  return `${[`${method} ${path} HTTP/1.1`, 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`
}

function upgrade(headers: readonly string[]): string {
  return `${[
    'GET /rpc HTTP/1.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol: mailuo.v1',
    ...headers,
  ].join('\r\n')}\r\n\r\n`
}

test.describe('@browser-only the loopback host', () => {
  test('gives a session cookie that no script and no other site can use', async ({ shell }) => {
    const session = present((await shell.context.cookies())[0])
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' })
    expect(session.name, 'cookies do not know ports: the name must').toContain(new URL(shell.url).port)
  })

  test('answers a raw request only for its own name, with the session, from its own origin', async ({ shell }) => {
    const { port, host, cookie } = await targetOf(shell)
    const get = async (...headers: string[]) => statusOf(await raw(port, request('GET', '/', headers)))
    expect(await get(`Host: ${host}`, cookie)).toBe(200)
    expect(await get(`Host: ${host}`), 'no session').toBe(401)
    expect(await get(`Host: ${host}`, `Cookie: mailuo-${port}=x`), 'a wrong session').toBe(401)
    expect(await get(`Host: ${host}`, cookie, 'Origin: https://evil.example')).toBe(403)
    expect(await get(`Host: ${host}`, cookie, 'Sec-Fetch-Site: same-site')).toBe(403)
    expect(await get(`Host: ${host}`, cookie, 'Sec-Fetch-Site: cross-site')).toBe(403)
    for (const name of ['evil.example', `evil.example:${port}`, `127.0.0.1.evil.example:${port}`, '127.0.0.1'])
      expect(await get(`Host: ${name}`, cookie), name).toBe(421)
    for (const name of [`0.0.0.0:${port}`, `[::1]:${port}`, `${host}.evil.example`])
      expect(await get(`Host: ${name}`, cookie), name).toBe(421)
  })

  test('changes nothing over HTTP and reads no file outside its list', async ({ shell }) => {
    const { port, host, origin, cookie } = await targetOf(shell)
    const ask = async (method: string, path: string) =>
      statusOf(await raw(port, request(method, path, [`Host: ${host}`, cookie, `Origin: ${origin}`])))
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) expect(await ask(method, '/'), method).toBe(405)
    const paths = [
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2f..%2fpackage.json',
      '/corpus/..%5c..%5cpackage.json',
      '//etc/passwd',
      '/corpus/%00',
      '/%c0%ae%c0%ae/',
      '/corpus/catalog.json/..',
      '/out/main/server.js',
      '/.git/config',
    ]
    for (const path of paths) expect([400, 404], path).toContain(await ask('GET', path))
    expect(await ask('GET', 'http://evil.example/'), 'an absolute address').not.toBe(500)
  })

  test('lets its link be used once', async ({ shell, chrome }) => {
    const { port, host, origin } = await targetOf(shell)
    const path = shell.url.slice(origin.length)
    expect(statusOf(await raw(port, request('GET', path, [`Host: ${host}`])))).toBe(403)
    const other = await chrome.newContext()
    const answer = await (await other.newPage()).goto(shell.url)
    expect(present(answer).status(), 'a second browser').toBe(403)
    await other.close()
  })

  test('opens a socket only for its own page', async ({ shell }) => {
    const { port, host, origin, cookie } = await targetOf(shell)
    const open = async (...headers: string[]) => statusOf(await raw(port, upgrade(headers)))
    expect(await open(`Host: ${host}`, `Origin: ${origin}`, cookie)).toBe(101)
    expect(await open(`Host: ${host}`, cookie), 'no Origin').toBe(403)
    expect(await open(`Host: ${host}`, 'Origin: null', cookie)).toBe(403)
    expect(await open(`Host: ${host}`, 'Origin: http://127.0.0.1:1', cookie), 'another port').toBe(403)
    expect(await open(`Host: ${host}`, `Origin: http://localhost:${port}`, cookie), 'another name').toBe(403)
    expect(await open(`Host: ${host}`, `Origin: ${origin}`), 'no session').toBe(401)
    const rebound = `evil.example:${port}`
    expect(await open(`Host: ${rebound}`, `Origin: http://${rebound}`, cookie), 'rebinding').toBe(421)
  })

  test('gives nothing to a page of another loopback port, although it is the same site', async ({ shell }) => {
    const { origin } = await targetOf(shell)
    const cookiesSeen: (string | undefined)[] = []
    const evil: Server = createServer((incoming, response) => {
      cookiesSeen.push(incoming.headers.cookie)
      response.setHeader('content-type', 'text/html').end('<title>evil</title>')
    })
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
    const page = await shell.context.newPage()
    await page.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`)
    const got = await page.evaluate(async (victim) => {
      const loads = (element: HTMLImageElement | HTMLScriptElement, path: string): Promise<string> =>
        new Promise((resolve) => {
          element.onload = () => resolve('given')
          element.onerror = () => resolve('refused')
          element.src = victim + path
          document.head.append(element)
        })
      const socket = await new Promise((resolve) => {
        const opening = new WebSocket(`${victim.replace('http', 'ws')}/rpc`, ['mailuo.v1'])
        opening.onopen = () => resolve('given')
        opening.onerror = () => resolve('refused')
      })
      const read = await fetch(`${victim}/corpus/catalog.json`, { credentials: 'include' }).then(
        () => 'given',
        () => 'refused',
      )
      const frame = document.createElement('iframe')
      const framed = new Promise((resolve) => (frame.onload = resolve))
      frame.src = `${victim}/`
      document.body.append(frame)
      await framed
      let inside = 'refused'
      try {
        if (frame.contentDocument?.getElementById('app')) inside = 'given'
      } catch {
        inside = 'opaque'
      }
      return {
        socket,
        read,
        image: await loads(new Image(), '/icon.svg'),
        script: await loads(document.createElement('script'), '/corpus/catalog.json'),
        inside,
      }
    }, origin)
    evil.close()
    expect(got).toMatchObject({ socket: 'refused', read: 'refused', image: 'refused', script: 'refused' })
    expect(got.inside).not.toBe('given')
    expect(cookiesSeen, 'our session was handed to the other port').toEqual(cookiesSeen.map(() => undefined))
  })

  test('listens on loopback only', async ({ shell }) => {
    const { port } = await targetOf(shell)
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    for (const { address } of others)
      await expect(raw(port, 'GET / HTTP/1.0\r\n\r\n', address), address).rejects.toThrow()
  })

  test('says so when its port is taken, instead of moving to another', async ({ shell, data }) => {
    const { port } = await targetOf(shell)
    await expect(startHost(join(data, 'other'), ['--port', String(port)])).rejects.toThrow(String(port))
  })

  test('refuses a second writer on one data folder and leaves the first alone', async ({ shell, data }) => {
    await expect(startHost(data)).rejects.toThrow('before it was ready')
    await shell.page.reload()
    await expect(shell.page.getByRole('main')).toBeVisible()
  })
})
