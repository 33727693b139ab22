/** Pack files made to lead out of the folder, to keep the app busy or to fill its memory; and whole ones, damaged. */
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { failureStrings } from '../../src/contract/failures.ts'
import { compareTexts } from '../../src/core/annotation/index.ts'
import type { PackManifest } from '../../src/core/corpus/model.ts'
import { inMemory, type OpenLink } from '../contract/links.ts'
import { talk, type Talk } from '../contract/talk.ts'
import { inTime, NUM_RUNS, stopwatch, TIMEOUT } from './in-time.ts'

const FOLDER = 'resources/corpus'
const MB = 1024 * 1024

type Files = Readonly<Record<string, Uint8Array>>
const manifest = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as PackManifest
/** All tables and one article; the search builds its index again. */
const small: Files = Object.fromEntries(
  Object.keys(manifest.files)
    .filter((name) => !name.includes('/') || name === 'articles/adam.en.json')
    .map((name) => [name, name === 'search.jsonl' ? strToU8('{}') : new Uint8Array(readFileSync(join(FOLDER, name)))]),
)
const article = JSON.parse(Buffer.from(small['articles/adam.en.json'] ?? []).toString()) as Record<string, unknown>

function zipOf(files: Files, level: 0 | 1 = 1): Uint8Array {
  const hashes = Object.entries(files).map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')])
  const text = JSON.stringify({ ...manifest, files: Object.fromEntries(hashes) as unknown })
  return zipSync({ 'manifest.json': strToU8(text), ...files }, { level })
}
const withArticle = (change: object) =>
  zipOf({ ...small, 'articles/adam.en.json': strToU8(JSON.stringify({ ...article, ...change })) })
const saying = (html: string) => withArticle({ footnotes: [{ id: 'x', n: 1, html }] })

let folder = ''
let open: OpenLink
let page: Talk

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-packs-'))
  open = await inMemory.open(join(folder, 'data'))
  page = await talk(open.port)
})
afterEach(async () => {
  await open.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Brings a pack as the page does. @returns Why it was refused, or `null` when it was taken; in time either way. */
async function reasonFor(bytes: Uint8Array): Promise<string | null> {
  const text = Buffer.from(bytes).toString('base64')
  const upload = randomUUID()
  for (let at = 0; at === 0 || at < text.length; at += 400_000)
    await page.get('corpus.upload', { upload, part: text.slice(at, at + 400_000) })
  const check = stopwatch()
  const call = page.stream('corpus.add', { upload }).then(
    () => null,
    (error: unknown) => String(error),
  )
  const failed = await call
  check()
  if (failed === null) return null
  const end = page.frames.findLast((frame) => frame.t === 'err')
  const { reason } = (end?.t === 'err' ? end.e.data : {}) as { readonly reason?: string }
  expect(failureStrings).toHaveProperty([`failure.${reason ?? failed}`])
  return reason ?? failed
}

/** Everything but what the app keeps for itself. */
const left = () => [...readdirSync(folder), ...readdirSync(join(folder, 'data/corpora'))]

describe('a hostile pack', { timeout: TIMEOUT }, () => {
  it.each([
    ...['../evil.json', '../../../evil.json', 'articles/../../evil.json', '/etc/evil.json', '//host/evil.json'],
    ...[
      'C:\\evil.json',
      'c:/evil.json',
      '..\\evil.json',
      '\\\\host\\evil.json',
      'articles/.hidden.json',
      '~/evil.json',
    ],
    ...[
      'con.json',
      'articles/nul.en.json',
      'assets/aux/a.svg',
      `articles/${'x'.repeat(300)}.en.json`,
      'a.json:x',
      'é.json',
    ],
  ])('with %j is refused whole', async (name) => {
    expect(await reasonFor(zipOf({ ...small, [name]: strToU8('{}') }))).toBe('pack-unsafe-name')
    expect(left()).toEqual(['data'])
  })

  it.each<[string, string, () => Uint8Array]>([
    ['brackets in its graph', 'too-large', () => zipOf({ ...small, 'graph.json': strToU8('[],'.repeat(10 * MB)) })],
    ['lists in lists', 'shape', () => zipOf({ ...small, 'graph.json': strToU8('['.repeat(MB) + ']'.repeat(MB)) })],
    [
      'names',
      'shape',
      () =>
        zipOf({
          ...small,
          'threads.json': strToU8(`{${Array.from({ length: 500_000 }, (_, i) => `"${String(i)}":1`).join(',')}}`),
        }),
    ],
    [
      'wrong entries',
      'no-pack',
      () =>
        zipSync({
          'manifest.json': strToU8(
            JSON.stringify({ ...manifest, credits: Array.from({ length: 1_000_000 }, () => 1) }),
          ),
        }),
    ],
    ['opening tags', 'shape', () => saying(`${'<'.repeat(MB)}script`)],
    ['tags that never end', 'shape', () => saying(`${'<a '.repeat(MB)}onclick=x>`)],
    ['blanks in a tag', 'shape', () => saying(`<${' '.repeat(2 * MB)}<script>`)],
    ['almost handlers', 'shape', () => saying(`<a${' on'.repeat(MB)} onload=x>`)],
    ['a long almost handler', 'shape', () => saying(`<a on${'x'.repeat(2 * MB)} <base>`)],
    [
      'a drawing of tags',
      'shape',
      () => zipOf({ ...small, 'assets/adam/a.svg': strToU8(`${'<g '.repeat(2 * MB)}onload=x>`) }),
    ],
    [
      'a drawing of blanks',
      'shape',
      () => zipOf({ ...small, 'assets/adam/a.svg': strToU8(`<${' '.repeat(2 * MB)}<script>`) }),
    ],
    ['a bomb', 'too-large', () => zipOf({ ...small, 'glossary.json': new Uint8Array(30 * MB) })],
  ])('full of %s is refused in time', async (_name, problem, make) => {
    expect(await reasonFor(make())).toBe(`pack-${problem}`)
    expect(left()).toEqual(['data'])
  })

  it('is taken where nothing is wrong with it', async () => {
    expect(await reasonFor(zipOf(small))).toBeNull()
    expect(await reasonFor(saying(`${'&lt;'.repeat(1000)}<em>one = 1</em>`))).toBeNull()
  })
})

describe('a pack', { timeout: TIMEOUT }, () => {
  it('damaged anywhere is refused, or what it was, and leaves nothing else', async () => {
    const whole = zipOf(small, 0)
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length * 3), async (changes, cut) => {
        const bytes = whole.slice(0, Math.max(1, cut))
        for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte
        await reasonFor(bytes)
        expect(readdirSync(folder)).toEqual(['data'])
      }),
      { numRuns: Math.ceil(NUM_RUNS / 10) },
    )
    const editions = left().filter((name) => /^[0-9a-f]{64}$/.test(name))
    expect(editions.length).toBeLessThanOrEqual(1)
    expect(left().filter((name) => name.includes('.tmp-'))).toEqual([])
  })
})

describe('what changed in a text', { timeout: TIMEOUT }, () => {
  const words = 'the attention of a model is a weighted sum'.split(' ')
  const paragraph = (seed: number) =>
    Array.from({ length: 60 }, (_, i) => words[(Math.imul(seed + 1, 40_503) >>> (i % 20)) % words.length]).join(' ')
  it.each<[string, () => [string, string]]>([
    ['a text with nothing in common', () => ['a'.repeat(500_000), '好'.repeat(500_000)]],
    [
      'all paragraphs written anew',
      () =>
        [0, 1].map((n) => Array.from({ length: 300 }, (_, i) => paragraph(i * 2 + n)).join('\n')) as [string, string],
    ],
    [
      'a hundred thousand lines',
      () =>
        ['a', 'b'].map((sign) => Array.from({ length: 100_000 }, (_, i) => sign + String(i)).join('\n')) as [
          string,
          string,
        ],
    ],
  ])('is told in time of %s', (_name, make) => {
    const [before, after] = make()
    const changes = inTime(() => compareTexts(before, after))
    const said = changes.flatMap(({ pieces }) => pieces)
    expect(
      said
        .filter(({ kind }) => kind !== 'removed')
        .map(({ text }) => text)
        .join('').length,
    ).toBeGreaterThan(after.replaceAll('\n', '').length / 2)
  })
})
