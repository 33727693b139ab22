/** Backups of marks: made by themselves and before many are changed, looked at, gone back to, and that taken back. */
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { BackupInfo, BackupPreview, PrivacyReport, SetAsideFile } from '../../src/contract/methods.ts'
import type { Annotation } from '../../src/core/annotation/index.ts'
import { createHost } from '../../src/host/index.ts'
import { portPair } from './links.ts'
import { talk, type Talk } from './talk.ts'

const HALF_AN_HOUR = 30 * 60_000
let folder = ''
let page: Talk
let end: () => Promise<void>
let now = 0

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-backups-'))
  now = Date.UTC(2026, 0, 1, 12)
  await open()
})
afterEach(async () => {
  await end()
  rmSync(folder, { recursive: true, force: true })
})

async function open(): Promise<void> {
  const host = await createHost({
    packFolder: 'resources/corpus',
    dataFolder: folder,
    rendererFolder: join('src', 'renderer'),
    build: 'test',
    shell: { kind: 'browser', openExternal: () => Promise.resolve(false) },
    now: () => now,
  })
  const ends = portPair()
  host.attach(ends.host)
  end = async () => {
    ends.cut()
    await host.close()
  }
  page = await talk(ends.page)
}

const create = (body: string, article = 'gpt-3') =>
  page.get('notes.create', {
    article,
    lang: 'en',
    colour: 'green',
    body,
    tags: [],
    target: { type: 'article' },
  }) as Promise<Annotation>
const all = async () => (await page.get('notes.list', {})) as readonly Annotation[]
const bodies = async () => (await all()).map(({ body }) => body).toSorted()
const list = async () => (await page.get('backups.list', null)) as { backups: BackupInfo[]; setAside: SetAsideFile[] }
const made = (count: number) => expect.poll(async () => (await list()).backups).toHaveLength(count)

it('makes one while marks change, at most every half hour, and none when nothing did', async () => {
  await create('first')
  await made(1)
  await create('second')
  now += HALF_AN_HOUR
  await create('third')
  await made(2)
  const { backups } = await list()
  expect(backups.map(({ reason, count }) => [reason, count])).toEqual([
    ['regular', 3],
    ['regular', 1],
  ])
  await end()
  now += HALF_AN_HOUR
  await open() // nothing changed since
  expect((await list()).backups).toEqual(backups)
  const { written } = (await page.get('privacy.report', null)) as PrivacyReport
  const kinds = written.map(({ kind }) => kind)
  expect(kinds).toEqual(expect.arrayContaining(['notes', 'backups', 'lock']))
  expect(kinds, 'nothing is written that the Privacy page has no name for').not.toContain('other')
})

it('brings deleted and changed marks back, and leaves what was made since unless told otherwise', async () => {
  const kept = await create('kept')
  const edited = await create('before')
  const gone = await create('gone', 'bert')
  const notes = [kept, edited, gone].map(({ article, id }) => ({ article, id }))
  await page.get('notes.changeAll', { notes, change: { addTags: ['all'] } }) // a backup comes first
  const [backup] = (await list()).backups
  expect(backup).toMatchObject({ count: 3 })
  const name = backup?.name ?? ''

  await page.get('notes.changeAll', { notes, change: { removeTags: ['all'] } })
  await page.get('notes.update', { article: 'gpt-3', id: edited.id, change: { body: 'after' } })
  await page.get('notes.remove', { article: 'bert', id: gone.id })
  await create('later')

  const preview = (await page.get('backups.preview', { name })) as BackupPreview
  expect(preview).toMatchObject({ back: 1, extra: 1 })
  expect(preview.rows.find(({ what }) => what === 'back')?.then?.body).toBe('gone')
  expect(await bodies()).toEqual(['after', 'kept', 'later']) // a look changes nothing

  await page.get('backups.restore', { name, dropLater: false })
  expect(await bodies()).toEqual(['before', 'gone', 'kept', 'later'])
  await page.get('backups.undo', null)
  expect(await bodies()).toEqual(['after', 'kept', 'later'])
  await page.get('backups.restore', { name, dropLater: true })
  expect(await bodies()).toEqual(['before', 'gone', 'kept'])
  await end()
  await open()
  expect(await bodies()).toEqual(['before', 'gone', 'kept'])
  expect((await list()).backups.some(({ reason }) => reason === 'restore')).toBe(true)
})

it('refuses a damaged backup and changes nothing', async () => {
  await create('mine')
  await made(1)
  const [name = ''] = readdirSync(join(folder, 'backups'))
  appendFileSync(join(folder, 'backups', name), 'x')
  expect(await page.call('backups.restore', { name, dropLater: true })).toMatchObject({ error: { code: 'storage' } })
  expect(await bodies()).toEqual(['mine'])
  expect(await page.call('backups.restore', { name: '../notes/gpt-3.json', dropLater: true })).toMatchObject({
    error: { code: 'not-found' },
  })
})

it('shows what was damaged and set aside, and gives its text', async () => {
  await end()
  writeFileSync(join(folder, 'notes/gpt-3.json'), '{"format":1,"notes":[{"id":"tru')
  await open()
  const { setAside } = await list()
  expect(setAside.map(({ file }) => file)).toEqual(['notes/gpt-3.json.damaged-1'])
  expect(await page.get('backups.damaged', { file: 'notes/gpt-3.json.damaged-1' })).toContain('"id":"tru')
  expect(await page.call('backups.damaged', { file: 'notes/gpt-3.json' })).toMatchObject({
    error: { code: 'not-found' },
  })
})
