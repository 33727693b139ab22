/**
 * Compiles the corpus: `node tools/build-corpus/main.ts [--corpus corpus] [--out resources/corpus] [--if-stale]`.
 * The pack is written beside its place and moved there whole, so a broken corpus leaves the old pack as it was.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { compileCorpus, type SourceFiles } from '../../src/core/corpus/index.ts'
import { printProblems, readCorpus, sha256 } from './files.ts'

const { values: flags } = parseArgs({
  options: {
    corpus: { type: 'string', default: 'corpus' },
    out: { type: 'string', default: 'resources/corpus' },
    'if-stale': { type: 'boolean', default: false },
  },
})
const begun = performance.now()
const files = readCorpus(flags.corpus)
const stampFile = join('.cache', `corpus-${sha256(flags.out).slice(0, 8)}.stamp`)
const stamp = stampOf(files)

/** What the pack depends on: the texts, and the code that compiles them. */
function stampOf(sources: SourceFiles): string {
  const code = ['corpus', 'search', 'text', 'graph'].flatMap((module) =>
    readdirSync(join('src/core', module))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(join('src/core', module, name), 'utf8')),
  )
  return sha256([...sources].flat().concat(code, readFileSync('package-lock.json', 'utf8')).join('\0'))
}

function isFresh(): boolean {
  return (
    existsSync(join(flags.out, 'manifest.json')) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp
  )
}

function writePack(pack: ReadonlyMap<string, string>): void {
  const next = `${flags.out}.next`
  const old = `${flags.out}.old`
  for (const folder of [next, old]) rmSync(folder, { recursive: true, force: true })
  for (const [path, text] of pack) {
    mkdirSync(join(next, dirname(path)), { recursive: true })
    writeFileSync(join(next, path), text)
  }
  if (existsSync(flags.out)) renameSync(flags.out, old)
  renameSync(next, flags.out)
  rmSync(old, { recursive: true, force: true })
}

if (!(flags['if-stale'] && isFresh())) {
  process.stderr.write('Compiling the corpus …\n')
  const { problems, pack } = await compileCorpus(files, { sha256 })
  printProblems(flags.corpus, problems)
  if (pack) {
    writePack(pack)
    mkdirSync(dirname(stampFile), { recursive: true })
    writeFileSync(stampFile, stamp)
    const { counts } = JSON.parse(pack.get('manifest.json') ?? '{}') as { counts: Record<string, number> }
    const listed = Object.entries(counts)
      .map(([name, count]) => `${String(count)} ${name}`)
      .join(', ')
    process.stderr.write(`Compiled in ${((performance.now() - begun) / 1000).toFixed(1)} s: ${listed}\n`)
  } else {
    process.exitCode = 1
  }
}
