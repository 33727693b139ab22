/** `npm run test:mutate-shell` takes long and runs seldom; that its faults still fit the code is seen every time. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { FAULTS } from '../scripts/shell-faults.mjs'

it.each(FAULTS.map((fault) => [fault.name, fault] as const))('%s', (_name, { edits }) => {
  const left = new Map<string, string>()
  for (const [path, there, instead] of edits) {
    const parts = (left.get(path) ?? readFileSync(path, 'utf8')).split(there)
    expect(parts.length - 1, `times that this stands in ${path}: ${there}`).toBe(1)
    left.set(path, parts.join(instead))
  }
})
