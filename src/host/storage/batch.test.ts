import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { finishBatch, writeBatch } from './batch.ts'
import { writeGuarded, type WriteBytes } from './guarded-file.ts'
import { sealed } from './seal.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-batch-'))
  writeGuarded(join(folder, 'a.json'), '{"a":"old"}')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const NEW = new Map([
  ['a.json', '{"a":"new"}'],
  ['b.json', '{"b":"new"}'],
])
const text = (name: string) => readFileSync(join(folder, name), 'utf8')
const good = () => readdirSync(folder).filter((name) => !name.endsWith('.bak'))

describe('writeBatch', () => {
  it('changes all files and keeps what each held before', () => {
    writeBatch(folder, NEW)
    expect(good()).toEqual(['a.json', 'b.json'])
    expect([text('a.json'), text('b.json'), text('a.json.bak')]).toEqual(['{"a":"new"}', '{"b":"new"}', '{"a":"old"}'])
  })

  it.each([0, 1, 2])('changes none when the disk is full after %i of its writes', (allowed) => {
    let writes = 0
    const full: WriteBytes = (fd, bytes) => {
      if (writes++ >= allowed) throw new Error('ENOSPC: no space left on device')
      return writeSync(fd, bytes)
    }
    expect(() => writeBatch(folder, NEW, full)).toThrow(expect.objectContaining({ code: 'storage' }) as Error)
    expect(good()).toEqual(['a.json'])
    expect(text('a.json')).toBe('{"a":"old"}')
  })

  it('takes back what it has changed when a later file cannot be', () => {
    mkdirSync(join(folder, 'b.json'))
    expect(() => writeBatch(folder, NEW)).toThrow(expect.objectContaining({ code: 'storage' }) as Error)
    finishBatch(folder) // as the next start does
    expect(text('a.json')).toBe('{"a":"old"}')
    expect(good()).toEqual(['a.json', 'b.json'])
  })
})

describe('finishBatch', () => {
  it('finishes what was decided before the crash', () => {
    writeFileSync(join(folder, 'b.json.next'), '{"b":"new"}')
    writeFileSync(join(folder, 'batch.pending'), sealed({ names: ['a.json', 'b.json'] }))
    finishBatch(folder)
    expect([text('a.json'), text('b.json')]).toEqual(['{"a":"old"}', '{"b":"new"}'])
    expect(good()).toEqual(['a.json', 'b.json'])
  })

  it.each(['', '{"names":["a.json"', '{"sum":"0","names":["../evil.json"]}', sealed({ names: ['../evil.json', 7] })])(
    'changes nothing by a list that holds %j',
    (list) => {
      writeFileSync(join(folder, 'batch.pending'), list)
      finishBatch(folder)
      expect(good()).toEqual(['a.json'])
      expect(text('a.json')).toBe('{"a":"old"}')
    },
  )

  it('throws away new texts that were not decided', () => {
    writeFileSync(join(folder, 'a.json.next'), '{"a":"new"}')
    finishBatch(folder)
    expect(good()).toEqual(['a.json'])
    expect(text('a.json')).toBe('{"a":"old"}')
  })
})
