/** The tools as authors run them: real files, a process of their own. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const RECORD = 'entities/model/tiny-lm/entity.yaml'
let folder = ''
let corpus = ''
let cache = ''
let pack = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailuo-corpus-'))
  corpus = join(folder, 'corpus')
  cache = join(folder, 'cache')
  pack = join(folder, 'pack')
  cpSync('test/fixtures/corpus', corpus, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function run(tool: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`tools/${tool}/main.ts`, '--corpus', corpus, '--cache', cache, ...args],
    { encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}
const build = (...args: readonly string[]) => run('build-corpus', '--out', pack, ...args)

function edit(path: string, from: string, to: string): void {
  const file = join(corpus, path)
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
}

function packBytes(): Record<string, string> {
  const files = readdirSync(pack, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(paths.map((file) => [relative(pack, file), readFileSync(file, 'utf8')]))
}

describe('build-corpus', () => {
  it('writes a pack and says what is in it', () => {
    const { status, stdout } = build()
    expect(status).toBe(0)
    expect(stdout).toMatch(
      /^Compiled in \d+\.\d s: 6 entities, 3 articles, 1 threads, 3 references, 2 terms, 7 relations\n$/,
    )
    expect(Object.keys(packBytes())).toEqual(expect.arrayContaining(['manifest.json', 'assets/tiny-lm/words.svg']))
    expect(readdirSync(folder).sort()).toEqual(['cache', 'corpus', 'pack'])
  })

  it('names a broken file with line and reason, and leaves the pack as it was', () => {
    expect(build().status).toBe(0)
    const before = packBytes()
    edit(RECORD, 'to: small-lab', 'to: nobody')
    const { status, stderr } = build()
    expect(status).toBe(1)
    expect(stderr).toContain(`${join(corpus, RECORD)}:10: there is no entity nobody\n`)
    expect(packBytes()).toEqual(before)
    expect(readdirSync(folder).sort()).toEqual(['cache', 'corpus', 'pack'])
  })

  it('drops what is no longer in the corpus, and takes over an edit', () => {
    build()
    edit('entities/model/tiny-lm/en.md', 'The last paragraph', 'The very last paragraph')
    edit('redirects.yaml', 'old-lm', 'former-lm')
    edit('entities/model/tiny-lm/en.md', '[[old-lm|', '[[former-lm|')
    edit('entities/model/tiny-lm/zh.md', '[[old-lm|', '[[former-lm|')
    edit('threads/a-short-walk.yaml', 'old-lm', 'former-lm')
    expect(build()).toMatchObject({ status: 0 })
    const { 'catalog.json': catalog, 'articles/tiny-lm.en.json': article } = packBytes()
    expect(catalog).not.toContain('old-lm')
    expect(article).toContain('The very last paragraph')
  })

  it('does nothing while nothing has changed, when asked so', () => {
    build()
    const made = statSync(join(pack, 'manifest.json')).mtimeMs
    expect(build('--if-stale')).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(statSync(join(pack, 'manifest.json')).mtimeMs).toBe(made)
    edit(RECORD, 'A model of', 'The model of')
    expect(build('--if-stale').stdout).toContain('Compiled')
  })

  it('puts back a pack that a run was stopped from replacing', () => {
    build()
    const before = packBytes()
    renameSync(pack, `${pack}.old`)
    edit(RECORD, 'to: small-lab', 'to: nobody')
    expect(build().status).toBe(1)
    expect(packBytes()).toEqual(before)
  })

  it('says what is the matter when there is no corpus', () => {
    rmSync(corpus, { recursive: true })
    const { status, stderr } = build()
    expect(status).toBe(1)
    expect(stderr).toContain(`The corpus in ${corpus} was not compiled: ENOENT`)
    expect(stderr).not.toContain('    at ')
  })
})

describe('check-corpus', () => {
  it('counts what there is', () => {
    const { status, stdout } = run('check-corpus', '--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      entities: { model: 1, method: 1, dataset: 1, company: 1, person: 1, hardware: 1 },
      levels: { short: 3 },
      articles: { zh: 3, en: 3 },
      references: 3,
      figures: 2,
      threads: 1,
      terms: 2,
      relations: { 'trained-on': 2 },
      problems: [],
    })
  })

  it('prints every problem and writes nothing', () => {
    edit(RECORD, 'to: small-lab', 'to: nobody')
    edit('entities/dataset/page-heap/zh.md', '攒起来的', '攒起来的, ')
    const { status, stderr } = run('check-corpus')
    expect(status).toBe(1)
    expect(stderr.trim().split('\n')).toEqual([
      `${join(corpus, 'entities/dataset/page-heap/zh.md')}:1: half-width punctuation beside Han: “19年攒起来的,，后来给小小”`,
      `${join(corpus, RECORD)}:10: there is no entity nobody`,
      '2 problems',
    ])
    expect(readdirSync(folder).sort()).toEqual(['cache', 'corpus'])
  })

  it('keeps to the entities that an author asks for', () => {
    edit(RECORD, 'to: small-lab', 'to: nobody')
    expect(run('check-corpus', '--only', 'page-heap, look-around').status).toBe(0)
    expect(run('check-corpus', '--only', 'tiny-lm').status).toBe(1)
    expect(run('check-corpus', '--only', 'page-heep')).toMatchObject({
      status: 1,
      stderr: 'There is no entity page-heep.\n',
    })
  })

  it('compares records with a fact base', () => {
    const facts = join(folder, 'facts')
    cpSync('test/fixtures/facts', facts, { recursive: true })
    const { status, stderr } = run('check-corpus', '--facts', facts)
    expect(status).toBe(1)
    expect(stderr).toContain(`${join(corpus, RECORD)}:1: tiny-lm: parameters is 3000000 in the fact base`)
    edit(
      RECORD,
      'confidence: verified',
      'confidence: verified\ndeviations: [{field: parameters, why: counted again, source: lab2021}]',
    )
    expect(run('check-corpus', '--facts', facts).status).toBe(0)
  })
})
