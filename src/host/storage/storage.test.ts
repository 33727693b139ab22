import { execFileSync, spawn } from 'node:child_process'
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import Conf from 'conf'
import type { HostWarning } from '../../contract/methods.ts'
import type { Annotation } from '../../core/annotation/model.ts'
import { LOCK_FILE, openDataFolder } from './data-folder.ts'
import { readGuarded, replaceGuarded, writeGuarded, type WriteBytes } from './guarded-file.ts'
import { openNotesStore } from './notes-store.ts'
import { openReadingStore } from './reading-store.ts'
import { openPlainStore, openSettingsStore, type OpenStore } from './settings-store.ts'

let folder = ''
let file = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-storage-'))
  file = join(folder, 'value.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const anything = () => true
const contents = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as unknown
const leftovers = () => readdirSync(folder, { recursive: true }).filter((name) => String(name).includes('.tmp-'))

function note(n: number, more: Partial<Annotation> = {}): Annotation {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
  const at = '2026-01-01T00:00:00.000Z'
  return {
    id,
    article: 'gpt-3',
    lang: 'zh',
    colour: 'yellow',
    body: `note ${String(n)}`,
    tags: [],
    target: { type: 'article' },
    created: at,
    modified: at,
    ...more,
  }
}

describe('writeGuarded', () => {
  it('keeps the version before as a copy', () => {
    writeGuarded(file, '{"n":1}')
    writeGuarded(file, '{"n":2}')
    expect(contents(file)).toEqual({ n: 2 })
    expect(contents(`${file}.bak`)).toEqual({ n: 1 })
    expect(leftovers()).toEqual([])
  })

  it('writes into the room of the copy before the last, also what is shorter', () => {
    for (const value of ['a long text', 'a longer text', 'short', '']) writeGuarded(file, JSON.stringify({ value }))
    expect(contents(file)).toEqual({ value: '' })
    expect(contents(`${file}.bak`)).toEqual({ value: 'short' })
    expect(readdirSync(folder).toSorted()).toEqual(['value.json', 'value.json.bak'])
  })

  it('never writes into a copy that somebody keeps under another name', () => {
    for (const n of [1, 2]) writeGuarded(file, JSON.stringify({ n }))
    linkSync(`${file}.bak`, join(folder, 'kept'))
    for (const n of [3, 4]) writeGuarded(file, JSON.stringify({ n }))
    rmSync(`${file}.bak`)
    symlinkSync(join(folder, 'kept'), `${file}.bak`)
    for (const n of [5, 6]) writeGuarded(file, JSON.stringify({ n }))
    expect(contents(join(folder, 'kept'))).toEqual({ n: 1 })
    expect([contents(file), contents(`${file}.bak`)]).toEqual([{ n: 6 }, { n: 5 }])
  })

  const half: WriteBytes = (fd, bytes) => writeSync(fd, bytes.subarray(0, bytes.length >> 1))
  /** Claims all bytes, as a library that does not look at the count would believe. */
  const silentHalf: WriteBytes = (fd, bytes) => half(fd, bytes) && bytes.length
  const broken: WriteBytes = () => {
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  }

  it.each([
    ['takes half of the bytes', half],
    ['takes half and claims all', silentHalf],
    ['refuses', broken],
  ])('says that nothing was saved when the disk %s, and leaves the old version', (_name, write) => {
    for (const n of [0, 1]) writeGuarded(file, JSON.stringify({ n })) // so that there is room to write into
    expect(() => writeGuarded(file, '{"n":2}', write)).toThrow(
      expect.objectContaining({ code: 'storage', message: expect.stringContaining('not saved') as string }) as Error,
    )
    expect(contents(file)).toEqual({ n: 1 })
    expect(leftovers()).toEqual([])
  })

  it('leaves no half file behind when the very first write fails', () => {
    expect(() => writeGuarded(file, '{"n":1}', half)).toThrow()
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('replaceGuarded', () => {
  it('puts the old version back when what was written does not read back', () => {
    writeGuarded(file, '{"n":1}')
    const truncate = () => {
      writeFileSync(`${file}.new`, '{"n":')
      renameSync(`${file}.new`, file)
    }
    expect(() => replaceGuarded(file, truncate, anything)).toThrow('not saved')
    expect(contents(file)).toEqual({ n: 1 })
  })

  it('touches nothing when no copy can be kept', () => {
    writeGuarded(file, '{"n":1}')
    rmSync(`${file}.bak`, { force: true })
    mkdirSync(`${file}.bak`)
    expect(() => replaceGuarded(file, () => writeFileSync(file, '{"n":2}'), anything)).toThrow('not saved')
    expect(() => writeGuarded(file, '{"n":2}')).toThrow('not saved')
    expect(contents(file)).toEqual({ n: 1 })
  })
})

describe('readGuarded', () => {
  it.each(['', '{"n":', '\0\0\0\0', 'not JSON', '{"n":"wrong kind"}'])(
    'sets a file that holds %j aside and takes the copy',
    (damage) => {
      writeGuarded(file, '{"n":1}')
      writeGuarded(file, '{"n":2}')
      writeFileSync(file, damage)
      const isNumber = (value: unknown) => typeof (value as { n: unknown }).n === 'number'
      expect(readGuarded(file, isNumber)).toEqual({ value: { n: 1 }, found: 'recovered-from-backup' })
      expect(readFileSync(`${file}.damaged-1`, 'utf8')).toBe(damage)
      expect(readGuarded(file, isNumber)).toEqual({ value: { n: 1 }, found: 'good' })
    },
  )

  it('keeps every damaged version', () => {
    for (const damage of ['first', 'second']) {
      writeFileSync(file, damage)
      expect(readGuarded(file, anything).found).toBe('quarantined')
    }
    expect(readFileSync(`${file}.damaged-1`, 'utf8')).toBe('first')
    expect(readFileSync(`${file}.damaged-2`, 'utf8')).toBe('second')
  })

  it('tells absence from damage', () => {
    expect(readGuarded(file, anything)).toEqual({ value: null, found: 'absent' })
  })
})

describe('openNotesStore', () => {
  const open = (warnings: HostWarning[] = []) => {
    mkdirSync(join(folder, 'notes'), { recursive: true })
    return openNotesStore(folder, (warning) => warnings.push(warning))
  }

  it('has every note again after a new start, deleted ones too', () => {
    const store = open()
    store.put(note(1))
    store.put(note(2, { article: 'bert', created: '2026-01-01T00:00:01.000Z' }))
    store.put(note(1, { body: 'changed', deleted: '2026-01-02T00:00:00.000Z' }))
    expect(open().all()).toEqual(store.all())
    expect(
      open()
        .all()
        .map(({ article }) => article),
    ).toEqual(['gpt-3', 'bert'])
    expect(open().get('gpt-3', note(1).id)).toMatchObject({ body: 'changed', deleted: '2026-01-02T00:00:00.000Z' })
  })

  it('writes one file per article that says its format', () => {
    open().put(note(1))
    expect(contents(join(folder, 'notes/gpt-3.json'))).toMatchObject({ format: 2, article: 'gpt-3', notes: [note(1)] })
  })

  it('recovers a damaged file from its copy and tells', () => {
    const store = open()
    store.put(note(1))
    store.put(note(2))
    writeFileSync(join(folder, 'notes/gpt-3.json'), '{"format":1,"article":"gpt-3","notes":[{"id":7}]}')
    const warnings: HostWarning[] = []
    expect(open(warnings).of('gpt-3')).toEqual([note(1)])
    expect(warnings).toEqual([{ code: 'recovered-from-backup', file: 'notes/gpt-3.json' }])
  })

  it('finds notes of which only the copy is left', () => {
    const store = open()
    store.put(note(1))
    store.put(note(2))
    rmSync(join(folder, 'notes/gpt-3.json'))
    expect(open().of('gpt-3')).toEqual([note(1)])
  })

  it('leaves the file of a newer version alone and stops', () => {
    mkdirSync(join(folder, 'notes'))
    const path = join(folder, 'notes/gpt-3.json')
    writeFileSync(path, '{"format":3,"marks":{}}')
    expect(() => open()).toThrow(expect.objectContaining({ code: 'version' }) as Error)
    expect(readFileSync(path, 'utf8')).toBe('{"format":3,"marks":{}}')
  })

  it('is not changed by a note that was not saved', () => {
    const store = open()
    store.put(note(1))
    rmSync(join(folder, 'notes'), { recursive: true })
    writeFileSync(join(folder, 'notes'), 'a file where the folder was')
    expect(() => store.put(note(2))).toThrow(expect.objectContaining({ code: 'storage' }) as Error)
    expect(store.of('gpt-3')).toEqual([note(1)])
  })
})

describe('openReadingStore', () => {
  it('keeps the last position of each article and language', () => {
    const open = () => openReadingStore(folder, () => undefined)
    const position = { article: 'gpt-3', lang: 'zh', block: 'lead.1', progress: 0.1, at: 'x' } as const
    open().put(position)
    open().put({ ...position, lang: 'en' })
    open().put({ ...position, block: 'size.2', progress: 0.5 })
    expect(open().all()).toEqual([
      { ...position, lang: 'en' },
      { ...position, block: 'size.2', progress: 0.5 },
    ])
  })
})

describe('openSettingsStore', () => {
  const openConf: OpenStore = (cwd, configName) =>
    new Conf<Record<string, unknown>>({ cwd, configName, projectName: 'mailuo', accessPropertiesByDotNotation: false })
  const open = (openStore: OpenStore, warnings: HostWarning[] = [], languages: string[] = []) =>
    openSettingsStore(folder, openStore, languages, (warning) => warnings.push(warning))

  it.each([
    ['conf', openConf],
    ['a plain file', openPlainStore],
  ])('keeps a change over %s', async (_name, openStore) => {
    await open(openStore).set({ theme: 'dark' })
    expect(open(openStore).get()).toMatchObject({ theme: 'dark', typeSize: 18 })
    expect(contents(join(folder, 'settings.json'))).toMatchObject({ theme: 'dark' })
  })

  it.each([
    [['zh-Hant-TW', 'en'], 'zh-Hant', 'zh'],
    [['zh-HK'], 'zh-Hant', 'zh'],
    [['zh-CN'], 'zh', 'zh'],
    [['fr-FR', 'en-GB'], 'en', 'en'],
    [['fr-FR'], 'zh', 'zh'],
  ])('begins for a system in %j with %s', (languages, language, readingMode) => {
    expect(open(openConf, [], languages).get()).toMatchObject({ language, readingMode })
  })

  it('takes the copy of a damaged file, and the defaults when there is none', async () => {
    const store = open(openConf)
    await store.set({ theme: 'dark' })
    await store.set({ theme: 'light' })
    writeFileSync(join(folder, 'settings.json'), '{"theme":')
    const warnings: HostWarning[] = []
    expect(open(openConf, warnings).get().theme).toBe('dark')

    writeFileSync(join(folder, 'settings.json'), '')
    rmSync(join(folder, 'settings.json.bak'))
    expect(open(openConf, warnings).get().theme).toBe('system')
    expect(warnings.map(({ code }) => code)).toEqual(['recovered-from-backup', 'settings-reset'])
  })

  it('passes over what no longer fits', () => {
    writeFileSync(join(folder, 'settings.json'), '{"theme":"plaid","typeSize":20,"gone":true}')
    expect(open(openConf).get()).toMatchObject({ theme: 'system', typeSize: 20 })
  })

  it('opens the library for the first change only, and keeps two that come together', async () => {
    const openStore = vi.fn(openConf)
    const store = open(openStore)
    expect(openStore).not.toHaveBeenCalled()
    await Promise.all([store.set({ theme: 'dark' }), store.set({ typeSize: 20 })])
    expect(contents(join(folder, 'settings.json'))).toMatchObject({ theme: 'dark', typeSize: 20 })
  })

  it('notices a library that lets a full disk cut the file', async () => {
    const cutting: OpenStore = (cwd, name) => ({
      set store(_next: Record<string, unknown>) {
        writeFileSync(join(cwd, `${name}.new`), '{"theme":"da')
        renameSync(join(cwd, `${name}.new`), join(cwd, `${name}.json`))
      },
      get store() {
        return {}
      },
    })
    await open(openConf).set({ theme: 'light' })
    const store = open(cutting)
    await expect(store.set({ theme: 'dark' })).rejects.toMatchObject({ code: 'storage' })
    expect(contents(join(folder, 'settings.json'))).toMatchObject({ theme: 'light' })
  })
})

describe('openDataFolder', () => {
  const lock = () => join(folder, LOCK_FILE)

  it('sends a second one to the first, and lets it in when the first is gone', () => {
    const first = openDataFolder(folder)
    first.announce('http://mailuo.localhost:4000')
    expect(() => openDataFolder(folder)).toThrow(
      expect.objectContaining({
        code: 'conflict',
        message: expect.stringContaining('http://mailuo.localhost:4000') as string,
      }) as Error,
    )
    first.release()
    openDataFolder(folder).release()
    expect(existsSync(lock())).toBe(false)
  })

  it.each([
    ['of a process that is gone', () => ({ pid: deadPid(), start: null })],
    ['of another process that had the same id', () => ({ pid: process.ppid, start: 'another boot:1' })],
    ['of an earlier process with our own id', () => ({ pid: process.pid, start: 'another boot:1' })],
  ])('takes over the lock %s', (_name, holder) => {
    writeFileSync(lock(), JSON.stringify(holder()))
    const opened = openDataFolder(folder)
    expect(contents(lock())).toMatchObject({ pid: process.pid })
    opened.release()
  })

  it.each(['', '{"pid":', 'null'])('takes over a lock that holds %j', (text) => {
    writeFileSync(lock(), text)
    openDataFolder(folder).release()
    expect(readdirSync(folder)).toEqual(['notes'])
  })

  it('leaves the lock of somebody who took it over', () => {
    const first = openDataFolder(folder)
    writeFileSync(lock(), JSON.stringify({ pid: 1, start: 'x' }))
    first.announce('http://nowhere')
    first.release()
    expect(contents(lock())).toEqual({ pid: 1, start: 'x' })
  })

  it('sweeps what a crash left and nothing else', () => {
    mkdirSync(join(folder, 'notes'))
    for (const name of ['settings.json.tmp-1234567890ab12cd', 'notes/gpt-3.json.tmp-77', 'notes/gpt-3.json.damaged-1'])
      writeFileSync(join(folder, name), 'x')
    openDataFolder(folder).release()
    expect(readdirSync(join(folder, 'notes'))).toEqual(['gpt-3.json.damaged-1'])
    expect(leftovers()).toEqual([])
  })

  it('says which folder cannot be written', () => {
    writeFileSync(join(folder, 'data'), 'a file')
    expect(() => openDataFolder(join(folder, 'data'))).toThrow(
      expect.objectContaining({ code: 'storage', message: expect.stringContaining('--data DIR') as string }) as Error,
    )
  })
})

/** Id of a process that has ended. */
function deadPid(): number {
  return Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }))
}

describe('a process killed while it writes', () => {
  const writer = `
    const { openNotesStore } = await import(${JSON.stringify(new URL('./notes-store.ts', import.meta.url).href)})
    const store = openNotesStore(process.argv[1], () => undefined)
    const template = JSON.parse(process.argv[2])
    for (let n = 0; ; n++) {
      const id = template.id.slice(0, 24) + String(n).padStart(12, '0')
      store.put({ ...template, id, body: 'x'.repeat(5000) })
      process.stdout.write(n + '\\n')
    }`

  it('loses no acknowledged note', { timeout: 60_000 }, async () => {
    for (let round = 0; round < 5; round++) {
      const data = join(folder, String(round))
      mkdirSync(join(data, 'notes'), { recursive: true })
      const child = spawn(process.execPath, ['--input-type=module', '-e', writer, data, JSON.stringify(note(0))], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let told = ''
      child.stdout.on('data', (chunk) => {
        told += String(chunk)
        if (told.split('\n').length > 15 + round * 3) child.kill('SIGKILL')
      })
      await new Promise((resolve) => child.once('close', resolve))
      // The last line may be cut: what ends in a line feed was acknowledged.
      const acknowledged = told.split('\n').length - 1
      expect(acknowledged).toBeGreaterThan(10)
      const warnings: HostWarning[] = []
      openDataFolder(data).release()
      const kept = openNotesStore(data, (warning) => warnings.push(warning)).all()
      expect(kept.length).toBeGreaterThanOrEqual(acknowledged)
      expect(warnings).toEqual([])
      expect(readdirSync(join(data, 'notes')).filter((name) => name.includes('.tmp-'))).toEqual([])
    }
  })
})
