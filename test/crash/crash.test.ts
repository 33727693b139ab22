import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HostWarning } from '../../src/contract/methods.ts'
import type { Annotation } from '../../src/core/annotation/model.ts'
import { openNotesStore } from '../../src/host/storage/notes-store.ts'
import { crash } from './crash.ts'
import { fillDisk } from './full-disk.ts'

let base = ''
beforeEach(() => (base = mkdtempSync(join(tmpdir(), 'mailuo-crash-'))))
afterEach(() => rmSync(base, { recursive: true, force: true }))

describe('writers that are killed', () => {
  it('lose and damage nothing', { timeout: 60_000 }, async () => {
    const report = await crash(base, 5, 20_261_125)
    expect(report).toMatchObject({ kills: 5, lost: 0, invented: 0, damaged: 0 })
    expect(report.acknowledged).toBeGreaterThanOrEqual(5)
  })
})

describe('a disk that gets full', () => {
  it('keeps every acknowledged change, says why it refused one, and goes on once there is room', (context) => {
    const report = fillDisk(base)
    if (!report) return context.skip('needs root on Linux to mount a small file system')
    expect(report).toMatchObject({ lost: 0, invented: 0, damaged: 0, goesOn: true })
    expect(report.acknowledged).toBeGreaterThanOrEqual(200)
    expect(report.refusal).toMatch(/was not saved.*(ENOSPC|disk is full).*before is safe.*Free some space/)
  })
})

describe('a damaged file', () => {
  const article = (n: number) => `article-${n}`
  const note = (n: number, body: string): Annotation => ({
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    article: article(n % 3),
    lang: 'en',
    colour: 'green',
    body,
    tags: ['tag'],
    target: { type: 'section', section: 'lead' },
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
  })

  const damages = fc.oneof(
    fc.record({ how: fc.constant('truncate' as const), at: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
    fc.record({ how: fc.constant('zero' as const), at: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
    fc.record({
      how: fc.constant('flip' as const),
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      bit: fc.integer({ min: 0, max: 7 }),
    }),
    fc.record({
      how: fc.constant('format' as const),
      format: fc.constantFrom('0', '-1', '1.5', '"1"', 'null', '1e999'),
    }),
  )
  type Damage = typeof damages extends fc.Arbitrary<infer D> ? D : never

  function damaged(bytes: Buffer, damage: Damage): Buffer {
    if (damage.how === 'format')
      return Buffer.from(bytes.toString().replace(/"format":\d+/, `"format":${damage.format}`))
    const at = Math.floor(damage.at * bytes.length)
    if (damage.how === 'truncate') return bytes.subarray(0, at)
    const copy = Buffer.from(bytes)
    if (damage.how === 'zero') copy.fill(0, at)
    else copy[at] = (copy[at] ?? 0) ^ (1 << damage.bit)
    return copy
  }

  it('never changes a note: its copy is taken or it is set aside, and told, and the others are left alone', () => {
    let run = 0
    fc.assert(
      fc.property(damages, fc.boolean(), fc.string({ minLength: 1, unit: 'grapheme' }), (damage, hasCopy, words) => {
        const folder = join(base, String(run++))
        const notes = join(folder, 'notes')
        mkdirSync(notes, { recursive: true })
        const store = openNotesStore(folder, () => undefined)
        for (let n = 0; n < 6; n++) store.put(note(n, `${words} ${n}`))
        const path = join(notes, 'article-1.json')
        if (!hasCopy) rmSync(`${path}.bak`)
        writeFileSync(path, damaged(readFileSync(path), damage))
        const others = ['article-0.json', 'article-2.json'].map((name) => readFileSync(join(notes, name), 'utf8'))

        const warnings: HostWarning[] = []
        const found = openNotesStore(folder, (warning) => warnings.push(warning))

        const made = new Map(store.all().map((each) => [each.id, each]))
        for (const each of found.all()) expect(each).toEqual(made.get(each.id))
        expect(['article-0.json', 'article-2.json'].map((name) => readFileSync(join(notes, name), 'utf8'))).toEqual(
          others,
        )
        expect(found.of('article-0')).toHaveLength(2)
        const kept = found.of('article-1').length
        if (kept === 2) return // a bit of the checksum itself: nothing of the reader's was touched
        expect(kept).toBe(hasCopy ? 1 : 0)
        expect(warnings).toEqual([
          { code: hasCopy ? 'recovered-from-backup' : 'quarantined', file: 'notes/article-1.json' },
        ])
        expect(readdirSync(notes).filter((name) => name.includes('.damaged-'))).toEqual(['article-1.json.damaged-1'])
      }),
      { numRuns: 40 },
    )
  })
})
