/**
 * Compiles the corpus: `node tools/build-corpus/main.ts [--corpus corpus] [--out resources/corpus] [--if-stale]
 * [--pack FILE.mailuo]`; the last writes the compiled pack as one file as well, the same bytes for the same corpus.
 * The pack is written beside its place and moved there whole, so a broken corpus leaves the old pack as it was.
 * Exit 1 when there are problems; each is printed as `path:line: message`.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compileCorpus } from '../../src/core/corpus/index.ts'
import { packFolder } from '../../src/host/pack-file.ts'
import { CACHE, hashCode, openRenderCache, printProblems, readCorpus, sha256 } from './files.ts'
import { replacePack, restorePack } from './pack-folder.ts'

const { values: flags } = parseArgs({
  options: {
    corpus: { type: 'string', default: 'corpus' },
    cache: { type: 'string', default: CACHE },
    out: { type: 'string', default: 'resources/corpus' },
    'if-stale': { type: 'boolean', default: false },
    pack: { type: 'string' },
  },
})

async function build(): Promise<void> {
  const begun = performance.now()
  restorePack(flags.out)
  const files = readCorpus(flags.corpus)
  const stamp = sha256([hashCode('corpus', 'search', 'text', 'graph', 'study'), ...files].flat().join('\0'))
  const stampFile = join(flags.cache, `corpus-${sha256(flags.out).slice(0, 8)}.stamp`)
  const isThere = existsSync(join(flags.out, 'manifest.json'))
  if (flags['if-stale'] && isThere && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return

  process.stderr.write('Compiling the corpus …\n')
  const cache = openRenderCache(flags.cache)
  const { problems, pack } = await compileCorpus(files, { sha256, cache })
  printProblems(flags.corpus, problems)
  if (!pack) {
    process.exitCode = 1
    return
  }
  replacePack(flags.out, pack)
  cache.prune()
  mkdirSync(flags.cache, { recursive: true })
  writeFileSync(stampFile, stamp)
  const { counts } = JSON.parse(pack.get('manifest.json') ?? '{}') as { counts: Record<string, number> }
  const listed = Object.entries(counts).map(([name, count]) => `${count} ${name}`)
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  process.stdout.write(`Compiled in ${seconds} s: ${listed.join(', ')}\n`)
}

function writePack(file: string): void {
  const bytes = packFolder(flags.out)
  writeFileSync(file, bytes)
  const hash = createHash('sha256').update(bytes).digest('hex')
  process.stdout.write(`Packed into ${file}: ${(bytes.length / 1e6).toFixed(1)} MB, SHA-256 ${hash}\n`)
}

try {
  await build()
  if (flags.pack !== undefined && process.exitCode === undefined) writePack(flags.pack)
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === undefined) throw error // a fault of the compiler: its stack is wanted
  const state = existsSync(flags.out) ? `The pack in ${flags.out} is as it was.` : `There is no pack in ${flags.out}.`
  process.stderr.write(`The corpus in ${flags.corpus} was not compiled: ${message}. ${state}\n`)
  process.exitCode = 1
}
