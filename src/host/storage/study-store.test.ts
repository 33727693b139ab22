import { spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HostWarning } from '../../contract/methods.ts'
import type { StudyEvent } from '../../core/study/index.ts'
import { openAppendLog } from './append-log.ts'
import type { WriteBytes } from './guarded-file.ts'
import { openStudyStore } from './study-store.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-study-'))
  file = join(folder, 'study/journal.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function reviewed(n: number, card = 'when/gpt-3/paper'): StudyEvent {
  return {
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    card,
    at: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString(),
    type: 'review',
    grade: 3,
    ms: 3000,
    retention: 0.9,
    seen: '2020-05-28',
  }
}
const open = (warnings: HostWarning[] = []) => openStudyStore(folder, (warning) => warnings.push(warning))

describe('openStudyStore', () => {
  it('computes every schedule again after a new start', () => {
    const store = open()
    store.add(reviewed(1))
    store.add(reviewed(2, 'size/gpt-3/layers'))
    store.add(reviewed(14))
    store.close()
    expect(open().all()).toEqual(store.all())
    expect(open().get('when/gpt-3/paper').schedule).toMatchObject({ reps: 2, state: 'review' })
  })

  it('only adds to its file', () => {
    const store = open()
    store.add(reviewed(1))
    const before = readFileSync(file, 'utf8')
    store.add({ id: 'u', card: 'when/gpt-3/paper', at: '2026-01-02T00:00:00.000Z', type: 'undo', of: reviewed(1).id })
    expect(readFileSync(file, 'utf8').startsWith(before)).toBe(true)
    expect(store.get('when/gpt-3/paper').schedule).toBeNull()
  })

  it('cuts off a line that was never acknowledged', () => {
    const store = open()
    store.add(reviewed(1))
    appendFileSync(file, '{"id":"half')
    const warnings: HostWarning[] = []
    const again = open(warnings)
    again.add(reviewed(14))
    expect(warnings).toEqual([])
    expect(open().eventsOf('when/gpt-3/paper')).toEqual([reviewed(1), reviewed(14)])
  })

  it('passes over a damaged line, keeps the rest and a copy, and tells', () => {
    const store = open()
    store.add(reviewed(1))
    appendFileSync(file, '\0\0\0\n{"id":7}\n')
    open().add(reviewed(14))
    const warnings: HostWarning[] = []
    expect(open(warnings).eventsOf('when/gpt-3/paper')).toEqual([reviewed(1), reviewed(14)])
    expect(warnings).toEqual([{ code: 'journal-lines-skipped', file: 'study/journal.jsonl' }])
    expect(readdirSync(join(folder, 'study'))).toContain('journal.jsonl.damaged-1')
  })

  it('leaves the journal of a newer version alone and stops', () => {
    open().close()
    writeFileSync(file, '{"format":2}\n')
    expect(() => open()).toThrow(expect.objectContaining({ code: 'version' }) as Error)
    expect(readFileSync(file, 'utf8')).toBe('{"format":2}\n')
  })
})

describe('openAppendLog', () => {
  it('takes a half line back, says that nothing was saved, and goes on', () => {
    let broken = false
    const write: WriteBytes = (fd, bytes) => {
      if (!broken) return writeSync(fd, bytes)
      writeSync(fd, bytes.subarray(0, 5))
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
    }
    const { log } = openAppendLog(file, { format: 1 }, write)
    log.append({ n: 1 })
    broken = true
    expect(() => log.append({ n: 2 })).toThrow(
      expect.objectContaining({ code: 'storage', message: expect.stringContaining('not saved') as string }) as Error,
    )
    expect(readFileSync(file, 'utf8')).toBe('{"format":1}\n{"n":1}\n')
    broken = false
    log.append({ n: 3 })
    log.close()
    expect(openAppendLog(file, {}).lines).toEqual([{ format: 1 }, { n: 1 }, { n: 3 }])
  })
})

describe('a process killed while the reader reviews', () => {
  const reviewer = `
    const { openStudyStore } = await import(${JSON.stringify(new URL('./study-store.ts', import.meta.url).href)})
    const store = openStudyStore(process.argv[1], () => undefined)
    const template = JSON.parse(process.argv[2])
    for (let n = store.events().length; ; n++) {
      const id = template.id.slice(0, 24) + String(n).padStart(12, '0')
      store.add({ ...template, id, card: 'when/e' + (n % 50) + '/paper', at: new Date(1.7e12 + n * 6e4).toISOString() })
      process.stdout.write(n + '\\n')
    }`

  it('loses no acknowledged review, kill after kill on the same journal', { timeout: 60_000 }, async () => {
    let acknowledged = 0
    for (let round = 0; round < 5; round++) {
      const child = spawn(
        process.execPath,
        ['--input-type=module', '-e', reviewer, folder, JSON.stringify(reviewed(0))],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
      let told = ''
      child.stdout.on('data', (chunk) => {
        told += String(chunk)
        if (told.split('\n').length > 15 + round * 7) child.kill('SIGKILL')
      })
      await new Promise((resolve) => child.once('close', resolve))
      acknowledged = Number(told.split('\n').at(-2)) + 1
      const warnings: HostWarning[] = []
      const store = open(warnings)
      const kept = new Set(store.events().map(({ id }) => Number(id.slice(24))))
      for (let n = 0; n < acknowledged; n++) expect(kept.has(n), String(n)).toBe(true)
      expect(warnings).toEqual([])
      store.close()
    }
    expect(acknowledged).toBeGreaterThan(100)
  })
})
