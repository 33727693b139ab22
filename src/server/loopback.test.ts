import { connect, createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import WebSocket from 'ws'
import type { Port } from '../contract/frames.ts'
import type { Host, PageShell } from '../host/index.ts'
import { startLoopback, type LoopbackShell } from './loopback.ts'

const onError = vi.fn()
const onRefused = vi.fn()
const ports: Port[] = []
const attached: PageShell[] = []
/** As much of a host as the shell touches: content that tells what was asked, and pages that are kept. */
const host = {
  content: (request: Request) => Promise.resolve(new Response(`${request.method} ${new URL(request.url).pathname}`)),
  attach: (port: Port, page: PageShell) => {
    ports.push(port)
    attached.push(page)
    port.onText((text) => port.send(text.toUpperCase()))
    port.onClose(() => undefined)
  },
} as unknown as Host

let shell: LoopbackShell
let port = 0
let name = ''
let cookie = ''

beforeAll(async () => {
  shell = await startLoopback(host, 0, { onError, onRefused })
  const link = new URL(shell.link)
  port = Number(link.port)
  name = link.host
  const answer = await send(request('GET', link.pathname + link.search, [`Host: ${name}`]))
  cookie = `Cookie: ${/set-cookie: ([^;]+)/i.exec(answer)?.[1] ?? ''}`
})
afterAll(() => shell.close())

/** The whole answer to bytes as no browser would send them. */
function send(bytes: string, until: RegExp = /$^/): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (chunk) => {
      answer += chunk.toString()
      if (until.test(answer)) socket.destroy()
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

function request(method: string, path: string, headers: readonly string[]): string {
  return `${[`${method} ${path} HTTP/1.1`, 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`
}

async function status(method: string, path: string, ...headers: string[]): Promise<number> {
  return Number((await send(request(method, path, headers))).split(' ')[1])
}

const own = () => [`Host: ${name}`, cookie]

describe('a request', () => {
  it('is answered for its own name, with the session', async () => {
    expect(await send(request('GET', '/corpus/x.json', own()))).toMatch(/^HTTP\/1.1 200 [^]*GET \/corpus\/x.json/)
    expect(await status('HEAD', '/', ...own())).toBe(200)
    expect(await status('GET', '/', `Host: 127.0.0.1:${String(port)}`, cookie)).toBe(200)
    expect(await status('GET', '/', ...own(), `Origin: http://${name}`)).toBe(200)
    expect(await status('GET', '/', ...own(), 'Sec-Fetch-Site: same-origin')).toBe(200)
    expect(await status('GET', '/', ...own(), 'Sec-Fetch-Site: none', 'Sec-Fetch-Mode: navigate')).toBe(200)
  })

  it.each([
    'evil.example',
    'evil.example:PORT',
    'mailuo.localhost',
    'mailuo.localhost:1',
    'mailuo.localhost.evil.example:PORT',
    '127.0.0.1.evil.example:PORT',
    '0.0.0.0:PORT',
    '[::1]:PORT',
    'MAILUO.localhost.:PORT',
  ])('for the name %s is refused, whoever asks', async (wrong) => {
    expect(await status('GET', '/', `Host: ${wrong.replace('PORT', String(port))}`, cookie)).toBe(421)
  })

  it.each([
    [401, 'without the session', () => [`Host: ${name}`]],
    [401, 'with a wrong session', () => [`Host: ${name}`, `${cookie.split('=')[0] ?? ''}=x`]],
    [401, 'with the session under another name', () => [`Host: ${name}`, cookie.replace('mailuo-', 'other-')]],
    [403, 'of another origin', () => [...own(), 'Origin: https://evil.example']],
    [403, 'of an opaque origin', () => [...own(), 'Origin: null']],
    [403, 'of another port', () => [...own(), 'Origin: http://mailuo.localhost:1']],
    [403, 'of another site', () => [...own(), 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors']],
    [403, 'of another site that navigates', () => [...own(), 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate']],
    [403, 'of a sibling site', () => [...own(), 'Sec-Fetch-Site: same-site']],
    [403, 'by the user that is no navigation', () => [...own(), 'Sec-Fetch-Site: none', 'Sec-Fetch-Mode: cors']],
  ])('gets %i %s', async (expected, _who, headers) => {
    expect(await status('GET', '/', ...headers())).toBe(expected)
  })

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    'by %s changes nothing',
    async (method) => {
      expect(await status(method, '/', ...own())).toBe(405)
      expect(onError).not.toHaveBeenCalled()
    },
  )

  it('with an address that cannot be read is refused', async () => {
    expect(await status('GET', 'http://[', ...own())).toBe(400)
    expect(onError).not.toHaveBeenCalled()
  })

  it('of a stranger is counted, and one of its own is not', async () => {
    onRefused.mockClear()
    await status('GET', '/', ...own())
    expect(onRefused).not.toHaveBeenCalled()
    await status('GET', '/', `Host: ${name}`)
    await status('GET', '/', ...own(), 'Origin: https://evil.example')
    await status('GET', '/', 'Host: evil.example', cookie)
    expect(onRefused).toHaveBeenCalledTimes(3)
  })

  it('names no other site as welcome', async () => {
    expect(await send(request('GET', '/', [...own(), 'Origin: https://evil.example']))).not.toMatch(
      /access-control-allow/i,
    )
  })
})

describe('the link', () => {
  it('gives a cookie that no script and no other site can use, under a name of its own', async () => {
    const other = await startLoopback(host, 0, { onError, onRefused })
    const link = new URL(other.link)
    const answer = await fetch(`http://127.0.0.1:${link.port}/${link.search}`, { redirect: 'manual' })
    await other.close()
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/')
    const given = answer.headers.get('set-cookie')
    expect(given).toMatch(new RegExp(`^mailuo-${link.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`))
    expect(given).not.toContain(link.searchParams.get('t'))
  })

  it('works once, and again only for who has the session', async () => {
    const path = `/${new URL(shell.link).search}`
    expect(await status('GET', path, `Host: ${name}`)).toBe(403)
    expect(await status('GET', path, ...own())).toBe(303)
  })

  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-Hans', '这个浏览器还没有登录', '这个链接已经用过了'],
    ['zh-TW', 'zh-Hant', '這個瀏覽器還沒有登入', '這個連結已經用過了'],
    ['fr-FR,en;q=0.5', 'en', 'This browser is not signed in', 'This link was used already'],
    ['fr', 'en', 'This browser is not signed in', 'This link was used already'],
  ])('says to a browser that prefers %s what is to do, and runs nothing', async (asked, lang, closed, used) => {
    const asBrowser = [`Host: ${name}`, `Accept-Language: ${asked}`, 'Accept: text/html,*/*;q=0.8']
    const pages = ['/', `/${new URL(shell.link).search}`].map((path) => send(request('GET', path, asBrowser)))
    const [without, again] = await Promise.all(pages)
    expect(without).toMatch(new RegExp(`^HTTP/1.1 401 [^]*<html lang="${lang}">[^]*<h1>${closed}</h1>`))
    expect(again).toMatch(new RegExp(`^HTTP/1.1 403 [^]*<html lang="${lang}">[^]*<h1>${used}</h1>`))
    expect(without).toMatch(/content-security-policy: default-src 'none'; style-src 'sha256-[\w+/]+='/i)
    expect(without).not.toMatch(/set-cookie|<script/i)
    // Whatever letters the system has.
    expect(without).toContain('This browser is not signed in')
  })

  it('cannot be guessed', async () => {
    expect(await status('GET', '/?t=', `Host: ${name}`)).toBe(403)
    expect(await status('GET', `/?t=${'A'.repeat(43)}`, `Host: ${name}`)).toBe(403)
  })
})

describe('a socket', () => {
  const upgrade = (headers: readonly string[], path = '/rpc') =>
    request('GET', path, [
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Protocol: mailuo.v1',
      ...headers,
    ]).replace('Connection: close', 'Connection: Upgrade')
  const open = async (headers: readonly string[], path?: string) =>
    Number((await send(upgrade(headers, path), /^HTTP\/1.1 101[^]*\r\n\r\n/)).split(' ')[1])
  const origin = () => `Origin: http://${name}`

  it('opens for its own page and carries text both ways', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/rpc`, ['mailuo.v1'], {
      headers: { host: name, origin: `http://${name}`, cookie: cookie.replace('Cookie: ', '') },
    })
    await new Promise((resolve) => socket.once('open', resolve))
    const heard = new Promise((resolve) => socket.once('message', (data: Buffer) => resolve(data.toString())))
    socket.send(Buffer.from('binary is not heard'))
    socket.send('hello 脉络')
    expect(await heard).toBe('HELLO 脉络')
    socket.close()
    await new Promise((resolve) => socket.once('close', resolve))
  })

  it.each([
    [403, 'without an origin', () => own()],
    [403, 'from an opaque origin', () => [...own(), 'Origin: null']],
    [403, 'from another site', () => [...own(), 'Origin: https://evil.example']],
    [403, 'from another port', () => [...own(), 'Origin: http://mailuo.localhost:1']],
    [403, 'from another name of this machine', () => [...own(), `Origin: http://localhost:${String(port)}`]],
    [401, 'without the session', () => [`Host: ${name}`, origin()]],
    [421, 'under a rebound name', () => [`Host: evil.example:${String(port)}`, cookie, 'Origin: http://evil.example']],
  ])('gets %i %s', async (expected, _who, headers) => {
    expect(await open(headers())).toBe(expected)
  })

  it('opens at its one address only', async () => {
    expect(await open([...own(), origin()], '/')).toBe(404)
    expect(await open([...own(), origin()], '/rpc/..')).toBe(404)
    expect(await open([...own(), origin()])).toBe(101)
  })

  it('that sends too much at once is closed', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/rpc`, ['mailuo.v1'], {
      headers: { host: name, origin: `http://${name}`, cookie: cookie.replace('Cookie: ', '') },
    })
    await new Promise((resolve) => socket.once('open', resolve))
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.on('error', () => undefined)
    socket.send('x'.repeat(20_000_000))
    expect(await closed).toBe(1009)
  })

  it('that is torn down in the middle of a refusal leaves the host running', async () => {
    for (let n = 0; n < 20; n++) {
      await new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1', () => {
          socket.write(upgrade([`Host: ${name}`]))
          socket.resetAndDestroy()
        })
        socket.on('error', () => undefined)
        socket.on('close', resolve)
      })
    }
    expect(await status('GET', '/', ...own())).toBe(200)
  })
})

describe('the shell', () => {
  it('listens on one address only', async () => {
    const others = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).filter((each) => !each.internal))
    const addresses = others.filter((each) => each.family === 'IPv4').map((each) => each.address)
    // All of 127.0.0.0/8 is this machine on Linux: a second address of it tells apart “one” from “all”.
    for (const address of [...addresses, ...(process.platform === 'linux' ? ['127.0.0.2'] : [])]) {
      const reached = await new Promise((resolve) => {
        const socket = connect(port, address, () => resolve(true))
        socket.on('error', () => resolve(false))
      })
      expect(reached, address).toBe(false)
    }
  })

  it('names the port that is taken instead of moving to another', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const taken = (other.address() as { port: number }).port
    await expect(startLoopback(host, taken, { onError })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(String(taken)) as string,
    })
    other.close()
  })

  it('ends although a page does not say goodbye', async () => {
    const mute = await startLoopback(host, 0, { onError, onRefused })
    const link = new URL(mute.link)
    const answer = await fetch(`http://127.0.0.1:${link.port}/${link.search}`, { redirect: 'manual' })
    const session = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    const socket = connect(Number(link.port), '127.0.0.1')
    const headers = [
      `Host: ${link.host}`,
      `Origin: http://${link.host}`,
      `Cookie: ${session}`,
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ]
    socket.write(request('GET', '/rpc', headers).replace('Connection: close', 'Connection: Upgrade'))
    await new Promise((resolve) => socket.once('data', resolve))
    const ended = new Promise((resolve) => socket.once('close', resolve))
    await mute.close()
    await ended
  })
})

describe('signing out', () => {
  const signedOut = vi.fn()
  /** A shell of its own, and a socket of the page that has its session. */
  async function begin() {
    const own = await startLoopback(host, 0, { onError, onRefused, onSignedOut: signedOut })
    const { port: bound, search } = new URL(own.link)
    const base = `http://127.0.0.1:${bound}`
    const session = async (from: string) => {
      const { headers } = await fetch(`${base}/${from}`, { redirect: 'manual' })
      return headers.get('set-cookie')?.split(';')[0] ?? ''
    }
    const given = await session(search)
    const socket = new WebSocket(`ws://127.0.0.1:${bound}/rpc`, ['mailuo.v1'], {
      headers: { origin: base, cookie: given },
    })
    await new Promise((resolve) => socket.once('open', resolve))
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))
    const ask = async (as: string) => (await fetch(base, { headers: { cookie: as } })).status
    return { own, session, given, closed, ask }
  }

  it('ends every session and every socket, and gives one new way in', async () => {
    signedOut.mockClear()
    const { own, session, given, closed, ask } = await begin()
    expect(await ask(given)).toBe(200)
    own.signOut('signed out')
    expect(await closed).toBe(4401)
    expect(await ask(given)).toBe(401)
    expect(await session(new URL(own.link).search), 'the first link').toBe('')
    const [{ link }] = signedOut.mock.calls[0] as [{ link: string }]
    const next = await session(new URL(link).search)
    expect(next).not.toBe(given)
    expect(await ask(next)).toBe(200)
    await own.close()
  })

  it('comes by itself when nothing was asked for long', async () => {
    signedOut.mockClear()
    const own = await startLoopback(host, 0, { onError, onRefused, idleMs: 30, onSignedOut: signedOut })
    const { port: bound, search } = new URL(own.link)
    const answer = await fetch(`http://127.0.0.1:${bound}/${search}`, { redirect: 'manual' })
    const session = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    await expect.poll(() => signedOut.mock.calls.length).toBe(1)
    expect((await fetch(`http://127.0.0.1:${bound}/`, { headers: { cookie: session } })).status).toBe(401)
    // Nobody has come in since: there is nothing that could end once more.
    expect(signedOut).toHaveBeenCalledTimes(1)
    await own.close()
  })

  it('is done for the page that asks', async () => {
    const { own, closed } = await begin()
    const page = attached.at(-1)
    expect(await page?.do('about')).toBe(false)
    expect(await page?.do('sign-out')).toBe(true)
    expect(await closed).toBe(4401)
    await own.close()
  })
})
