/** The tool as authors run it: real files, a process of its own. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-corpus-'))
  cpSync('corpus', join(folder, 'corpus'), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function build(): { status: number | null; errors: string } {
  const args = ['tools/build-corpus/main.ts', '--corpus', join(folder, 'corpus'), '--out', join(folder, 'pack')]
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { status, errors: stderr }
}

function packBytes(): Record<string, string> {
  const names = readdirSync(join(folder, 'pack'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return Object.fromEntries(
    names.map((entry) => [
      join(entry.parentPath, entry.name),
      readFileSync(join(entry.parentPath, entry.name), 'utf8'),
    ]),
  )
}

describe('build-corpus', () => {
  it('names a broken file with line and reason, and leaves the pack as it was', () => {
    expect(build().status).toBe(0)
    const before = packBytes()
    const record = join(folder, 'corpus/entities/model/gpt-3/entity.yaml')
    writeFileSync(record, readFileSync(record, 'utf8').replace('to: openai', 'to: nobody'))
    const { status, errors } = build()
    expect(status).toBe(1)
    expect(errors).toMatch(/entities\/model\/gpt-3\/entity\.yaml:\d+: there is no entity nobody/)
    expect(packBytes()).toEqual(before)
  })
})
