import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openLog } from './log-file.ts'

let folder = ''
const noon = () => new Date('2026-01-02T12:00:00Z')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('is empty while nothing went wrong, and then tells when, where and what', () => {
  const log = openLog(folder, noon)
  expect(log.tail()).toBe('')
  log.write('notes.create', new Error('no room'))
  expect(log.tail()).toMatch(/^2026-01-02T12:00:00\.000Z notes\.create: Error: no room\n +at /)
})

it('names nobody’s home folder', () => {
  const log = openLog(folder, noon)
  log.write('storage', `cannot read ${join(homedir(), 'data', 'notes.json')}`)
  expect(log.tail()).not.toContain(homedir())
  expect(log.tail()).toContain(join('~', 'data', 'notes.json'))
})

it('keeps two files of a bounded length, and gives the end', () => {
  const log = openLog(folder, noon)
  for (let n = 0; n < 200; n++) log.write('search', `${String(n)} ${'x'.repeat(9000)}`)
  const files = readdirSync(join(folder, 'log'))
  expect(files.sort()).toEqual(['mailuo.log', 'mailuo.log.1'])
  for (const name of files) expect(readFileSync(join(folder, 'log', name)).length).toBeLessThan(270_000)
  expect(log.tail()).toContain('search: 199 xxx')
  expect(log.tail().length).toBeLessThanOrEqual(16_000)
})

it('breaks nothing where it cannot be written', () => {
  writeFileSync(join(folder, 'log'), 'a file where the folder should be')
  const log = openLog(folder, noon)
  log.write('search', 'lost')
  expect(log.tail()).toBe('')
})
