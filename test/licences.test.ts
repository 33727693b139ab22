/** Under what licences the installed packages are: read from npm's own record of what it installed. Needs `npm run build`. */
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'

/** Licences that let everything be given on, if its notice comes along. MPL-2.0 covers its own files only. */
const ALLOWED = new Set([
  ...['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'CC0-1.0', 'CC-BY-4.0', 'ISC'],
  ...['MIT', 'MPL-2.0', 'OFL-1.1', 'Python-2.0', 'Unlicense'],
])

/** Whether an SPDX expression can be met: of `A OR B` one is enough, of `A AND B` both are needed. */
function isAllowed(expression: string): boolean {
  return expression
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => ALLOWED.has(licence.trim())))
}

it('understands what is written in packages', () => {
  expect(isAllowed('MIT')).toBe(true)
  expect(isAllowed('(MIT OR GPL-3.0-only)')).toBe(true)
  expect(isAllowed('MIT AND AGPL-3.0-only')).toBe(false)
  for (const bad of ['AGPL-3.0-only', 'AGPL-3.0-or-later', 'CPAL-1.0', 'SSPL-1.0', 'UNLICENSED', ''])
    expect(isAllowed(bad), bad).toBe(false)
})

it('every installed package may be given on', async () => {
  const record = JSON.parse(await readFile('node_modules/.package-lock.json', 'utf8')) as {
    packages: Readonly<Record<string, { license?: string; link?: boolean }>>
  }
  const packages = Object.entries(record.packages).filter(([, { link }]) => link !== true)
  expect(packages.length).toBeGreaterThan(100)
  const strangers: string[] = []
  for (const [path, { license }] of packages) {
    const told =
      license ?? (JSON.parse(await readFile(`${path}/package.json`, 'utf8')) as { license?: unknown }).license
    if (typeof told !== 'string' || !isAllowed(told)) strangers.push(`${path}: ${String(told)}`)
  }
  expect(strangers).toEqual([])
})

it('the notices that are given on are those of what was built', () => {
  execFileSync(process.execPath, ['scripts/notices.mjs', '--check'], { stdio: 'pipe' })
})
