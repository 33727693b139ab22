import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HostWarning } from '../../contract/methods.ts'
import { openTextsStore } from './texts-store.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mailuo-texts-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const TEXT = '参数\n😀 is 175 billion.\n'.repeat(200)
const HASH = createHash('sha256').update(TEXT).digest('hex')
const file = () => join(folder, 'texts', `${HASH}.json`)
const open = (warnings: HostWarning[] = []) => openTextsStore(folder, (warning) => warnings.push(warning))

describe('openTextsStore', () => {
  it('has a text again after a new start, in less room', () => {
    open().keep(HASH, TEXT)
    expect(open().get(HASH)).toBe(TEXT)
    expect(readFileSync(file()).length).toBeLessThan(Buffer.byteLength(TEXT) / 4)
    expect(open().get('0'.repeat(64))).toBeNull()
  })

  it.each([
    ['cut', (text: string) => text.slice(0, 50)],
    ['another text', () => JSON.stringify({ format: 1, deflated: deflateRawSync('another').toString('base64') })],
    ['no deflate', () => JSON.stringify({ format: 1, deflated: 'AAAA' })],
    [
      'a bomb',
      () => JSON.stringify({ format: 1, deflated: deflateRawSync(Buffer.alloc(80_000_000)).toString('base64') }),
    ],
  ])('sets a file aside that holds %s, and can keep the text anew', (_name, damage) => {
    open().keep(HASH, TEXT)
    writeFileSync(file(), damage(readFileSync(file(), 'utf8')))
    const warnings: HostWarning[] = []
    const store = open(warnings)
    expect(store.get(HASH)).toBeNull()
    expect(warnings).toEqual([{ code: 'quarantined', file: `texts/${HASH}.json` }])
    expect(readdirSync(join(folder, 'texts'))).toEqual([`${HASH}.json.damaged-1`])
    store.keep(HASH, TEXT)
    expect(open().get(HASH)).toBe(TEXT)
  })
})
