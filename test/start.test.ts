/** What a start of the built loopback host tells and keeps. Needs `npm run corpus` and `npm run build`. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startHost } from './loopback-host.ts'

let data = ''
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'mailuo-start-'))
  vi.stubEnv('NODE_COMPILE_CACHE', undefined) // `npm run` has one for its own commands, which would go before
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(data, { recursive: true, force: true })
})

it('prints its moments in their order when it is asked to', async () => {
  const host = await startHost(data, ['--trace-startup'])
  await host.stop()
  const marks = [...host.printed().matchAll(/^start-up +([\d.]+) ms {2}(.+)$/gm)]
  expect(marks.map(([, , name]) => name)).toEqual([
    'code loaded',
    'pack opened',
    'data folder opened',
    'files listed',
    'listening',
  ])
  const times = marks.map(([, ms]) => Number(ms))
  expect(times).toEqual([...times].sort((a, b) => a - b))
})

it('says nothing of it otherwise, and keeps compiled code where only the reader can write', async () => {
  const host = await startHost(data)
  await host.stop()
  expect(host.printed()).not.toContain('start-up')
  const kept = await readdir(join(data, 'code-cache'), { recursive: true, withFileTypes: true })
  expect(kept.filter((entry) => entry.isFile()).length).toBeGreaterThan(1)
  expect((await stat(data)).mode & 0o077).toBe(0)
})
