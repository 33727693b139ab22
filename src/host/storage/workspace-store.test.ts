import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { HostWarning } from '../../contract/methods.ts'
import type { Workspace } from '../../contract/workspace.ts'
import { openWorkspaceStore } from './workspace-store.ts'

let folder = ''
let warnings: HostWarning[] = []
const file = () => join(folder, 'workspace.json')
const open = () => openWorkspaceStore(folder, (warning) => warnings.push(warning))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-workspace-'))
  warnings = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function workspace(href: string): Workspace {
  const panes = [{ visits: [{ href, top: 120 }], at: 0 }]
  return { tabs: [{ id: 'a', panes, focused: 0, share: 0.5 }], active: 'a', closed: [] }
}

it('knows nothing at first, and afterwards what was kept last', () => {
  expect(open().get()).toBeNull()
  open().set(workspace('#/article/bert'))
  open().set(workspace('#/article/gpt-3'))
  expect(open().get()).toEqual(workspace('#/article/gpt-3'))
  expect(warnings).toEqual([])
})

it('comes back with the version before when the file is damaged, and says so', () => {
  open().set(workspace('#/article/bert'))
  open().set(workspace('#/article/gpt-3'))
  writeFileSync(file(), readFileSync(file(), 'utf8').replace('gpt-3', 'gpt-4'))
  expect(open().get()).toEqual(workspace('#/article/bert'))
  expect(warnings).toEqual([{ code: 'recovered-from-backup', file: 'workspace.json' }])
})

it('sets a file aside that points at no tab', () => {
  writeFileSync(file(), JSON.stringify({ format: 1, workspace: { ...workspace('#/'), active: 'zz' } }))
  expect(open().get()).toBeNull()
  expect(warnings.map(({ code }) => code)).toEqual(['quarantined'])
  expect(readdirSync(folder).some((name) => name.startsWith('workspace.json.damaged-'))).toBe(true)
})

it('leaves the file of a newer version alone', () => {
  const newer = JSON.stringify({ format: 2, workspace: 'unknown' })
  writeFileSync(file(), newer)
  expect(open).toThrow(expect.objectContaining({ code: 'version' }) as Error)
  expect(readFileSync(file(), 'utf8')).toBe(newer)
})
