/** What deb and rpm do when they are installed and removed, in a folder that stands for the system's root. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const LINUX = 'packaging/linux'
const RESOURCES = 'usr/lib/mailuo/resources'
const TYPE = 'usr/share/mime/packages/mailuo.xml'
const PROFILE = 'etc/apparmor.d/mailuo'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailuo-linux-'))
  for (const folder of [RESOURCES, 'usr/share/mime/packages', 'etc/apparmor.d/abi'])
    mkdirSync(join(root, folder), { recursive: true })
  for (const name of ['mime.xml', 'apparmor.profile']) cpSync(join(LINUX, name), join(root, RESOURCES, name))
  writeFileSync(join(root, 'etc/apparmor.d/abi/4.0'), '')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const isThere = (path: string) => existsSync(join(root, path))

/** @param word What deb or rpm says to the script. */
function run(script: 'after-install' | 'before-remove', word: string): void {
  const { status, stderr } = spawnSync('sh', [join(LINUX, script), word], {
    encoding: 'utf8',
    env: { ...process.env, DPKG_ROOT: root },
  })
  expect(status, stderr).toBe(0)
}

describe.skipIf(process.platform === 'win32')('a package for Linux', () => {
  it('tells the desktop of packs and allows the sandbox', () => {
    run('after-install', 'configure')
    expect(readFileSync(join(root, TYPE), 'utf8')).toContain('<glob pattern="*.mailuo"/>')
    expect(readFileSync(join(root, PROFILE), 'utf8')).toContain('userns')
    const hasDatabase = spawnSync('sh', ['-c', 'command -v update-mime-database']).status === 0
    if (hasDatabase)
      expect(readFileSync(join(root, 'usr/share/mime/globs2'), 'utf8')).toContain('application/x-mailuo-pack:*.mailuo')
  })

  it('leaves alone what the system has no place for', () => {
    rmSync(join(root, 'usr/share/mime'), { recursive: true })
    rmSync(join(root, 'etc/apparmor.d/abi'), { recursive: true })
    run('after-install', '1')
    run('before-remove', '0')
    expect([isThere('usr/share/mime'), isThere(PROFILE)]).toEqual([false, false])
  })

  it.each([
    ['deb', 'upgrade'],
    ['rpm', '1'],
  ])('keeps both while a newer %s takes its place', (_kind, word) => {
    run('after-install', '2')
    run('before-remove', word)
    expect([isThere(TYPE), isThere(PROFILE)]).toEqual([true, true])
  })

  it.each([
    ['deb', 'remove'],
    ['rpm', '0'],
  ])('takes both away with the %s', (_kind, word) => {
    run('after-install', '1')
    run('before-remove', word)
    expect([isThere(TYPE), isThere(PROFILE)]).toEqual([false, false])
  })
})
