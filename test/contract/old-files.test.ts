/**
 * A data folder as earlier versions wrote it, `test/fixtures/data-folder-1`: `gpt-3` and `reading.json` by the first
 * version, without checksums; `bert`, its text and the backup by the last one of format 1. Never written anew.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AppInfo, BackupInfo, ReadingPosition } from '../../src/contract/methods.ts'
import type { Annotation } from '../../src/core/annotation/index.ts'
import { createHost } from '../../src/host/index.ts'
import { portPair } from './links.ts'
import { talk, type Talk } from './talk.ts'

const OLD = 'test/fixtures/data-folder-1'
const MARKED = '00000000-0000-4000-8000-000000000001'
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-old-'))
  cpSync(OLD, folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const read = (file: string, from = folder) => readFileSync(join(from, file), 'utf8')
const stored = (file: string) => (JSON.parse(read(file)) as { notes: readonly Annotation[] }).notes

/** One run of the app on the folder. */
async function visit(use: (page: Talk) => Promise<void>): Promise<void> {
  const host = await createHost({
    packFolder: 'resources/corpus',
    dataFolder: folder,
    rendererFolder: join('src', 'renderer'),
    build: 'test',
    shell: { kind: 'browser', openExternal: () => Promise.resolve(false) },
  })
  const ends = portPair()
  host.attach(ends.host)
  try {
    await use(await talk(ends.page))
  } finally {
    ends.cut()
    await host.close()
  }
}

const list = async (page: Talk) => (await page.get('notes.list', {})) as readonly Annotation[]

it('reads all of it, says nothing is wrong, and writes nothing by reading', async () => {
  const old = [...stored('notes/gpt-3.json'), ...stored('notes/bert.json')]
  await visit(async (page) => {
    expect(await list(page)).toEqual(old.filter(({ deleted }) => deleted === undefined))
    expect((await page.get('reading.list', null)) as ReadingPosition[]).toMatchObject([{ block: 'lead.1' }])
    expect(((await page.get('app.info', null)) as AppInfo).warnings).toEqual([])
  })
  for (const name of ['notes/gpt-3.json', 'notes/bert.json', 'reading.json']) expect(read(name)).toBe(read(name, OLD))
})

it('writes a file anew with its first change, and keeps the old one for good', async () => {
  await visit(async (page) => {
    await page.get('notes.update', { article: 'gpt-3', id: MARKED, change: { body: 'once' } })
    await page.get('notes.update', { article: 'gpt-3', id: MARKED, change: { body: 'twice' } })
  })
  expect(read('notes/gpt-3.json')).toMatch(/^\{"sum":"[0-9a-f]{64}","format":2,/)
  expect(read('notes/gpt-3.json.format-1')).toBe(read('notes/gpt-3.json', OLD))
  expect(existsSync(join(folder, 'notes/bert.json.format-1'))).toBe(false)
  await visit(async (page) => {
    expect((await list(page)).map(({ body }) => body)).toEqual(['twice', '', 'Compare with #masking'])
  })
})

it('does so too when many files change at once', async () => {
  await visit(async (page) => {
    const notes = (await list(page)).map(({ article, id }) => ({ article, id }))
    await page.get('notes.changeAll', { notes, change: { addTags: ['all'] } })
  })
  for (const name of ['notes/gpt-3.json', 'notes/bert.json']) expect(read(`${name}.format-1`)).toBe(read(name, OLD))
})

it('goes back to an old backup', async () => {
  await visit(async (page) => {
    await page.get('notes.remove', { article: 'gpt-3', id: MARKED })
    const { backups } = (await page.get('backups.list', null)) as { backups: BackupInfo[] }
    const name = backups.find(({ at }) => at.startsWith('2026-01-02'))?.name
    await page.get('backups.restore', { name, dropLater: false })
    expect((await list(page)).map(({ id }) => id)).toContain(MARKED)
  })
})

it('takes a file of today without its checksum for a damaged one', async () => {
  writeFileSync(
    join(folder, 'notes/bert.json'),
    read('notes/bert.json')
      .replace(/"sum":"\w+",/, '')
      .replace('1', '2'),
  )
  await visit(async (page) => {
    expect(((await page.get('app.info', null)) as AppInfo).warnings).toEqual([
      { code: 'quarantined', file: 'notes/bert.json' },
    ])
    expect((await list(page)).map(({ article }) => article)).toEqual(['gpt-3', 'gpt-3'])
  })
})
