/** Pack files, whole and hostile: real zips, made of the compiled corpus. */
import { createHash } from 'node:crypto'
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../contract/errors.ts'
import type { PackManifest } from '../core/corpus/model.ts'
import { packFolder, unpack, type UnpackedFile } from './pack-file.ts'

const FOLDER = 'resources/corpus'
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
const manifest = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as PackManifest
const isWanted = (name: string) => !name.startsWith('articles/') || /^articles\/(gpt-3|adam)\./.test(name)

type Files = Record<string, Uint8Array>
/** A small pack: all tables, four articles. */
let small: Files = {}

/** A zip with the manifest first that names the hashes of `files`, unless `described` says otherwise. */
function zipOf(files: Files, described: Readonly<Record<string, unknown>> = {}): Uint8Array {
  const hashes = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, sha256(bytes)]))
  const text = JSON.stringify({ ...manifest, files: hashes, ...described })
  return zipSync({ 'manifest.json': strToU8(text), ...files }, { level: 1 })
}

const hashesOf = (files: Files) =>
  Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, sha256(bytes)]))
const without = (name: string): Files => Object.fromEntries(Object.entries(small).filter(([each]) => each !== name))

function changed(name: string, change: (value: Record<string, unknown>) => unknown): Files {
  const value = JSON.parse(Buffer.from(small[name] ?? []).toString()) as Record<string, unknown>
  return { ...small, [name]: strToU8(JSON.stringify(change(value))) }
}

function filesIn(bytes: Uint8Array): UnpackedFile[] {
  return [...unpack(bytes)].flatMap(({ files }) => files)
}

function problemOf(bytes: Uint8Array): unknown {
  try {
    filesIn(bytes)
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    return (error as AppError).data
  }
  throw new Error('it was taken')
}

const scratch = mkdtempSync(join(tmpdir(), 'mailuo-pack-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

beforeAll(() => {
  const names = Object.keys(manifest.files).filter(isWanted)
  small = Object.fromEntries(names.map((name) => [name, new Uint8Array(readFileSync(join(FOLDER, name)))]))
  small['search.jsonl'] = strToU8('{}') // most of the bytes, and the search builds it again
})

/** Writes the small pack out as a folder. */
function folderOf(name: string, files: Files, described: Readonly<Record<string, unknown>> = {}): string {
  const folder = join(scratch, name)
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, files: hashesOf(files), ...described }))
  return folder
}

describe('a pack file', () => {
  it('holds the manifest and the files it lists, the same bytes each time, and gives them back', () => {
    const folder = folderOf('whole', small)
    const file = packFolder(folder)
    expect(sha256(packFolder(folder))).toBe(sha256(file))
    const steps = [...unpack(file)]
    expect(steps.at(-1)?.share).toBe(1)
    expect(steps.map(({ share }) => share)).toEqual(steps.map(({ share }) => share).sort((a, b) => a - b))
    const files = steps.flatMap((step) => step.files)
    expect(files[0]?.name).toBe('manifest.json')
    expect(Object.fromEntries(files.slice(1).map(({ name, bytes }) => [name, sha256(bytes)]))).toEqual(hashesOf(small))
  })

  it('is made of the whole corpus', () => {
    const names = filesIn(packFolder(FOLDER)).map(({ name }) => name)
    expect(names.sort()).toEqual([...Object.keys(manifest.files), 'manifest.json'].sort())
  })

  it('is not made of a folder that differs from its manifest', () => {
    const folder = folderOf('differs', small, { files: { ...hashesOf(small), 'graph.json': '0'.repeat(64) } })
    expect(() => packFolder(folder)).toThrow('graph.json')
  })
})

describe('is refused', () => {
  const named = (name: string) => ({ ...small, [name]: strToU8('{}') })

  it.each([
    ['no zip', () => strToU8('a pack, honestly'), 'no-pack'],
    ['nothing', () => new Uint8Array(), 'no-pack'],
    ['a zip of something else', () => zipSync({ 'word/document.xml': strToU8('<w/>') }), 'no-pack'],
    ['a manifest that is none', () => zipSync({ 'manifest.json': strToU8('[]') }), 'no-pack'],
    ['a manifest that comes later', () => zipSync({ ...small, 'manifest.json': strToU8('{}') }), 'no-pack'],
    ['a pack that breaks off', () => zipOf(small).subarray(0, 100_000), 'damaged'],
    ['another format', () => zipOf(small, { format: 99 }), 'format'],
    ['a format that is no number', () => zipOf(small, { format: '1' }), 'no-pack'],
  ])('%s', (_what, make, problem) => {
    expect(problemOf(make())).toMatchObject({ reason: `pack-${problem}` })
  })

  it.each([
    '../evil.json',
    'articles/../../evil.json',
    '/etc/evil.json',
    'C:\\evil.json',
    'c:/evil.json',
    'articles\\evil.json',
    'articles//evil.json',
    './evil.json',
    'Graph.json',
    'evil.js',
    'evil.html',
    'articles/evil.json\0.svg',
    'a/b.json',
  ])('a file called %j, listed or not', (name) => {
    expect(problemOf(zipOf(named(name)))).toEqual({ reason: 'pack-unsafe-name', file: name })
    const hidden = zipOf(named(name), { files: hashesOf(small) })
    expect(problemOf(hidden)).toMatchObject({ reason: 'pack-unlisted' })
  })

  it('a pack with a file too many, too few, twice, or other than listed', () => {
    expect(problemOf(zipOf(small, { files: hashesOf(without('articles/adam.en.json')) }))).toEqual({
      reason: 'pack-unlisted',
      file: 'articles/adam.en.json',
    })
    expect(problemOf(zipOf(without('articles/adam.en.json'), { files: hashesOf(small) }))).toEqual({
      reason: 'pack-missing',
      file: 'articles/adam.en.json',
    })
    expect(problemOf(zipOf(without('graph.json')))).toEqual({ reason: 'pack-missing', file: 'graph.json' })
    const twice = Buffer.concat([zipOf(small), zipSync({ 'graph.json': small['graph.json'] ?? new Uint8Array() })])
    expect(problemOf(twice)).toEqual({ reason: 'pack-unlisted', file: 'graph.json' })
    const again = Buffer.concat([zipOf(small), zipSync({ 'manifest.json': strToU8('{}') })])
    expect(problemOf(again)).toEqual({ reason: 'pack-unlisted', file: 'manifest.json' })
    const tampered = changed('articles/adam.en.json', (article) => ({ ...article, title: 'Eve' }))
    expect(problemOf(zipOf(tampered, { files: hashesOf(small) }))).toEqual({
      reason: 'pack-changed',
      file: 'articles/adam.en.json',
    })
  })

  it('a bomb, before it has gone off', { timeout: 60_000 }, () => {
    const nothing = (megabytes: number) => new Uint8Array(megabytes * 1024 * 1024)
    expect(problemOf(zipOf({ ...small, 'assets/adam/a.svg': nothing(9) }))).toMatchObject({ reason: 'pack-too-large' })
    const figures = Array.from({ length: 40 }, (_, n): [string, Uint8Array] => [
      `assets/adam/f${String(n)}.svg`,
      nothing(7),
    ])
    const together = zipOf({ ...small, ...Object.fromEntries(figures) })
    expect(together.length).toBeLessThan(8 * 1024 * 1024)
    expect(problemOf(together)).toMatchObject({ reason: 'pack-too-large' })
    expect(problemOf(new Uint8Array(65 * 1024 * 1024))).toMatchObject({ reason: 'pack-too-large' })
    const many = Object.fromEntries(
      Array.from({ length: 20_001 }, (_, n) => [`articles/x${String(n)}.en.json`, '0'.repeat(64)]),
    )
    expect(problemOf(zipOf(small, { files: { ...hashesOf(small), ...many } }))).toMatchObject({
      reason: 'pack-too-large',
    })
  })

  it.each<[string, () => Files]>([
    ['an article that is no JSON', () => ({ ...small, 'articles/adam.en.json': strToU8('{') })],
    ['an article under another name', () => changed('articles/adam.en.json', (a) => ({ ...a, id: 'gpt-3' }))],
    [
      'an article that lies about its text',
      () => changed('articles/adam.en.json', (a) => ({ ...a, textHash: '0'.repeat(64) })),
    ],
    ['an article without sections', () => changed('articles/adam.en.json', (a) => ({ ...a, sections: null }))],
    [
      'an article with a script',
      () =>
        changed('articles/adam.en.json', (a) => ({
          ...a,
          footnotes: [{ id: 'x', n: 1, html: '<script>alert(1)</script>' }],
        })),
    ],
    ...['<svg/onload=alert(1)>', '<a href="javascript:alert(1)">x</a>', '<a href="java&#115;cript:alert(1)">x</a>'].map(
      (markup): [string, () => Files] => [
        `an article with ${markup}`,
        () => changed('articles/adam.en.json', (a) => ({ ...a, footnotes: [{ id: 'x', n: 1, html: markup }] })),
      ],
    ),
    [
      'an article with a handler',
      () =>
        changed('articles/adam.en.json', (a) => ({
          ...a,
          footnotes: [{ id: 'x', n: 1, html: '<img src="/x" onerror="alert(1)">' }],
        })),
    ],
    ...[
      '<time>2020</time>',
      '<time datetime="May">2020</time>',
      '<time datetime="2020-13">2020</time>',
      '<time datetime="2020" tabindex="1">2020</time>',
      '<TIME DATETIME=2020>2020</TIME>',
    ].map((html): [string, () => Files] => [
      `an article with ${html}`,
      () => changed('articles/adam.en.json', (a) => ({ ...a, footnotes: [{ id: 'x', n: 1, html }] })),
    ]),
    ['a catalog without names', () => changed('catalog.json', (c) => ({ ...c, entities: [{ id: 'adam' }] }))],
    ['a table that nobody knows', () => ({ ...small, 'more.json': strToU8('{}') })],
    ['a drawing with a script', () => ({ ...small, 'assets/adam/a.svg': strToU8('<svg><script>1</script></svg>') })],
  ])('%s', (_what, make) => {
    expect(problemOf(zipOf(make()))).toMatchObject({ reason: 'pack-shape' })
  })
})
