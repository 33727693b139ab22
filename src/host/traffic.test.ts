import { createSocket } from 'node:dgram'
import { connect, createServer, type AddressInfo } from 'node:net'
import { get } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTraffic } from './traffic.ts'

const server = createServer((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'))
let port = 0
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => server.close())

describe('createTraffic', () => {
  it('begins with nothing', () => {
    expect(createTraffic().read()).toEqual({ answered: 0, allowed: 0, blocked: 0, refused: 0 })
  })

  it('counts what it is told, and says so once', async () => {
    const traffic = createTraffic()
    const heard: unknown[] = []
    const told = new Promise<void>((resolve) =>
      traffic.onChange((now) => {
        heard.push(now)
        resolve()
      }),
    )
    traffic.count('answered')
    traffic.count('answered')
    traffic.count('refused')
    await told
    expect(heard).toEqual([{ answered: 2, allowed: 0, blocked: 0, refused: 1 }])
  })

  it.each([
    ['a socket', () => new Promise((resolve) => connect(port, '127.0.0.1').on('close', resolve).resume())],
    ['a request', () => new Promise((resolve) => get({ port, host: '127.0.0.1' }, resolve).on('error', resolve))],
    ['a fetch', () => fetch(`http://127.0.0.1:${String(port)}/`)],
    ['a datagram', () => new Promise<void>((resolve) => createSocket('udp4').close(resolve))],
  ])('notices %s that this process opens', async (_what, open) => {
    const traffic = createTraffic()
    await open()
    expect(traffic.read().allowed).toBeGreaterThan(0)
  })
})
