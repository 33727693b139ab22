/** What goes wrong on real machines, in both shells: nothing acknowledged is lost, and each message says what to do. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Annotation } from '../../src/core/annotation/model.ts'
import type { AppInfo } from '../../src/contract/methods.ts'
import { PROCESSES } from './links.ts'
import { talk } from './talk.ts'

const NOTE = { article: 'gpt-3', lang: 'en', colour: 'green', body: '', tags: [], target: { type: 'article' } } as const
const NOTES_FILE = join('notes', 'gpt-3.json')

describe.each(PROCESSES)('on a bad day, $name', (link) => {
  let folder = ''
  let data = ''

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mailuo-bad-day-'))
    data = join(folder, 'data')
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  /** Opens the app, lets `visit` use it, and closes it. */
  async function visit<T>(use: (page: Awaited<ReturnType<typeof talk>>) => Promise<T>): Promise<T> {
    const open = await link.open(data)
    try {
      return await use(await talk(open.port))
    } finally {
      await open.close()
    }
  }

  it('every acknowledged note is there after kill -9', async () => {
    const open = await link.open(data)
    const page = await talk(open.port)
    const acknowledged: string[] = []
    for (let n = 0; n < 20; n++)
      acknowledged.push(((await page.get('notes.create', { ...NOTE, body: `note ${n}` })) as Annotation).body)
    // The last one is killed on its way: it may be there or not, the others must be.
    page.send(JSON.stringify({ t: 'req', id: 999, m: 'notes.create', p: { ...NOTE, body: 'unanswered' } }))
    await open.crash()

    const kept = await visit(async (again) => {
      expect(((await again.get('app.info', null)) as AppInfo).warnings).toEqual([])
      return (await again.get('notes.list', {})) as Annotation[]
    })
    expect(kept.map((note) => note.body).filter((body) => body !== 'unanswered')).toEqual(acknowledged)
  })

  it('a damaged file is set aside, its copy takes its place, and the reader is told', async () => {
    await visit(async (page) => {
      await page.get('notes.create', { ...NOTE, body: 'first' })
      await page.get('notes.create', { ...NOTE, body: 'second' })
    })
    await writeFile(join(data, NOTES_FILE), '{"format":1,"notes":[{"id":"tru')

    await visit(async (page) => {
      const { warnings } = (await page.get('app.info', null)) as AppInfo
      expect(warnings).toEqual([{ code: 'recovered-from-backup', file: NOTES_FILE.replaceAll('\\', '/') }])
      expect(await page.get('notes.list', {})).toMatchObject([{ body: 'first' }])
    })
    const aside = (await readdir(join(data, 'notes'))).find((name) => name.includes('damaged'))
    expect(await readFile(join(data, 'notes', aside ?? ''), 'utf8')).toContain('"tru')
  })

  it('a damaged file without a copy is kept under another name, and the app goes on', async () => {
    await mkdir(join(data, 'notes'), { recursive: true })
    await writeFile(join(data, NOTES_FILE), 'not JSON at all')
    await visit(async (page) => {
      expect(((await page.get('app.info', null)) as AppInfo).warnings).toMatchObject([{ code: 'quarantined' }])
      await page.get('notes.create', { ...NOTE, body: 'new' })
    })
    const names = await readdir(join(data, 'notes'))
    expect(names.filter((name) => name.includes('damaged'))).toHaveLength(1)
  })

  it('a data folder that cannot be written is named, and nothing is begun', async () => {
    await writeFile(join(folder, 'data'), 'a file where a folder should be')
    await expect(link.open(data)).rejects.toThrow(/data folder .*data cannot be written[^]*--data/)
    expect(await readFile(join(folder, 'data'), 'utf8')).toBe('a file where a folder should be')
  })

  it('a second app on the same folder is sent to the first, which keeps working', async () => {
    const first = await link.open(data)
    await expect(link.open(data)).rejects.toThrow(/already running on this data folder/)
    const page = await talk(first.port)
    await page.get('notes.create', { ...NOTE, body: 'still mine' })
    expect(await page.get('notes.list', {})).toHaveLength(1)
    await first.close()
  })

  it('a lock that a crash left behind keeps nobody out', async () => {
    const open = await link.open(data)
    await open.crash()
    await visit(async (page) => expect(await page.get('notes.list', {})).toEqual([]))
  })
})
