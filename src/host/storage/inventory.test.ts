import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { takeInventory } from './inventory.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-inventory-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

it('finds nothing in an empty folder', async () => {
  expect(await takeInventory(folder)).toEqual([])
})

it('counts every file once, by what it is for', async () => {
  put('notes/gpt-3.json', '12345')
  put('notes/bert.json', '123')
  put('notes/gpt-3.json.bak', '1')
  put('reading.json.damaged-1', '22')
  put('settings.json', '{}')
  put('mailuo.lock', '7')
  put('chromium/Cache/x.bak', '1234')
  put('backups/2026-01-01T00-00-00.000Z.edition.2.json', '4444')
  put('stray.txt', '?')
  const found = await takeInventory(folder)
  expect(found.map(({ kind, files, bytes }) => [kind, files, bytes])).toEqual([
    ['notes', 2, 8],
    ['settings', 1, 2],
    ['backups', 1, 4],
    ['backup', 2, 3],
    ['lock', 1, 1],
    ['browser', 1, 4],
    ['other', 1, 1],
  ])
  expect(found.find(({ kind }) => kind === 'settings')?.example).toBe('settings.json')
})
