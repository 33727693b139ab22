/** Files of notes as they arrive, text by text through the contract: stored, or refused with a reason, soon. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { failureStrings } from '../../src/contract/failures.ts'
import type { ImportPreview } from '../../src/contract/methods.ts'
import { inMemory, type OpenLink } from '../contract/links.ts'
import { talk, type Talk } from '../contract/talk.ts'
import { IS_LONG, NUM_RUNS, stopwatch, TIMEOUT } from './in-time.ts'

/** As long as a file may be, or in every run of the whole suite long enough. Unit: UTF-16 units. */
const MOST = (IS_LONG ? 128 : 20) * 1024 * 1024

let folder = ''
let open: OpenLink
let page: Talk

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-files-'))
  open = await inMemory.open(join(folder, 'data'))
  page = await talk(open.port)
})
afterEach(async () => {
  await open.close()
  rmSync(folder, { recursive: true, force: true })
})

async function upload(text: string): Promise<{ upload: string }> {
  const id = randomUUID()
  for (let at = 0; at === 0 || at < text.length; at += 500_000)
    await page.get('notes.upload', { upload: id, part: text.slice(at, at + 500_000) })
  return { upload: id }
}

/** What the page is told of a file, once it is certain that it came soon. */
async function previewOf(text: string): Promise<ImportPreview | string> {
  const input = await upload(text)
  const check = stopwatch()
  const outcome = await page.call('notes.previewImport', input)
  check()
  if ('ok' in outcome) return outcome.ok as ImportPreview
  expect(outcome.error.code).toBe('bad-request')
  const { reason } = outcome.error.data as { readonly reason: string }
  expect(failureStrings).toHaveProperty([`failure.${reason}`])
  return reason
}

describe('a giant file', { timeout: TIMEOUT }, () => {
  const half = 'x'.repeat(63)
  it.each<[string, string, () => string]>([
    ['of empty lists', 'import-too-much', () => `[${'[],'.repeat(MOST / 3 - 10)}[]]`],
    ['of empty objects', 'import-too-much', () => `[${'{},'.repeat(MOST / 3 - 10)}{}]`],
    ['of numbers', 'import-too-much', () => `[${'1,'.repeat(MOST / 2 - 10)}1]`],
    ['of objects in objects', 'import-too-much', () => '{"":'.repeat(MOST / 4)],
    [
      'of names',
      'import-too-much',
      () => `{${Array.from({ length: 1_000_000 }, (_, i) => `"${String(i)}":1`).join(',')}}`,
    ],
    ['of one word', 'import-no-annotations', () => `"${half.repeat(MOST / 63 - 10)}"`],
    ['of one number', 'import-no-annotations', () => '1'.repeat(MOST - 10)],
    ['of quotes that never end', 'import-no-json', () => '"\\"'.repeat(MOST / 3 - 10)],
    ['of lists in lists', 'import-no-annotations', () => `{"a":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`],
  ])('%s is refused in time', async (_name, reason, make) => {
    expect(await previewOf(make())).toBe(reason)
  })

  it('of a hundred thousand notes from elsewhere is taken in time, step by step', async () => {
    const count = IS_LONG ? 100_000 : 20_000
    const record = (i: number) => ({
      target: {
        source: `mailuo://article/${['gpt-3', 'bert', 'adam'][i % 3] ?? ''}?lang=en`,
        selector: [{ type: 'TextQuoteSelector', exact: `quote ${String(i)}` }],
        // A text nobody has kept: it must not be looked for once per mark.
        'mailuo:place': { start: 0, end: 9, block: '', textHash: i.toString(16).padStart(64, '0') },
      },
      body: 'words '.repeat(20),
    })
    const input = await upload(JSON.stringify(Array.from({ length: count }, (_, i) => record(i))))
    for (const step of ['notes.previewImport', 'notes.import'] as const) {
      const check = stopwatch()
      expect(await page.get(step, input)).toMatchObject({ added: count, refusedCount: 0 })
      check()
    }
    const check = stopwatch()
    expect(await page.get('notes.undoImport', input)).toBe(count)
    check()
  })
})

describe('a file', { timeout: TIMEOUT }, () => {
  const good = {
    id: 'urn:uuid:00000000-0000-4000-8000-000000000001',
    type: 'Annotation',
    created: '2026-01-01T00:00:00Z',
    body: { type: 'TextualBody', value: 'note', purpose: 'commenting' },
    target: {
      source: 'mailuo://article/gpt-3?lang=zh',
      selector: { type: 'TextQuoteSelector', exact: '1750 亿', prefix: '有', suffix: '参数' },
      'mailuo:place': { start: 4, end: 9, block: 'lead.1', textHash: 'a'.repeat(64) },
    },
  }
  const PIECES = [
    ...['1e400', '-1e400', '9007199254740993', '1e-400', '0.1e1e1', '-', 'NaN', 'null', '[]', '{}', '""', '\u0000'],
    ...['"\ud800"', '"\\ud800"', '\ufeff', '"../../etc/passwd"', '"__proto__"', '"constructor":', ',', ':', '"', '\\'],
    ...['mailuo://article/../../x', '<script>', '//', '['.repeat(5000), '{"a":'.repeat(5000)],
  ]
  const changes = fc.array(
    fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 5 })), fc.nat(30)),
    { maxLength: 4 },
  )
  const texts = fc.tuple(changes, fc.integer({ min: 1, max: 4 })).map(([edits, count]) =>
    edits.reduce(
      (text, [at, put, gone]) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + put + text.slice(place + gone)
      },
      JSON.stringify(Array.from({ length: count }, () => good)),
    ),
  )

  it('with anything in it is stored as what could be typed, or refused, and nothing else is written', async () => {
    let stored = 0
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const preview = await previewOf(text)
        if (typeof preview === 'string') return
        const outcome = await page.call('notes.import', await upload(text))
        expect(outcome).toHaveProperty('ok')
        stored += preview.added
      }),
      { numRuns: NUM_RUNS },
    )
    expect(stored).toBeGreaterThan(0) // else the fuzzer only knocks at the door
    expect(readdirSync(folder)).toEqual(['data'])
    expect(readdirSync(join(folder, 'data/notes')).filter((name) => !/^gpt-3\.json(\.bak)?$/.test(name))).toEqual([])
    const all = (await page.get('notes.list', {})) as readonly { readonly article: string }[]
    expect(new Set(all.map(({ article }) => article))).toEqual(new Set(['gpt-3']))
  })
})
