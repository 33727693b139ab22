/**
 * Checks the corpus without writing: `node tools/check-corpus/main.ts [--only id,id] [--json] [--facts DIR]`.
 * Every problem in one run, as `path:line: message`; exit 1 when there is one.
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { compileCorpus, type CorpusProblem } from '../../src/core/corpus/index.ts'
import { CACHE, openRenderCache, printProblems, readCorpus, sha256 } from '../build-corpus/files.ts'
import { countCorpus } from './counts.ts'
import { compareWithFacts } from './facts.ts'

const { values: flags } = parseArgs({
  options: {
    corpus: { type: 'string', default: 'corpus' },
    cache: { type: 'string', default: CACHE },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    facts: { type: 'string' },
  },
})
/** The fact base where nobody names one: deviations from it are counted, not reported. */
const FACTS = '../shared/facts'

async function check(): Promise<void> {
  const only = flags.only === undefined ? null : new Set(flags.only.split(',').map((id) => id.trim()))
  const files = readCorpus(flags.corpus)
  const unknown = [...(only ?? [])].filter((id) => ![...files.keys()].some((path) => isOf(path, id)))
  if (unknown.length > 0) {
    process.stderr.write(`There is no entity ${unknown.join(', ')}.\n`)
    process.exitCode = 1
    return
  }
  const compiled = await compileCorpus(files, { sha256, cache: openRenderCache(flags.cache), ...(only && { only }) })
  const facts = flags.facts ?? FACTS
  const deviations = flags.facts === undefined && !existsSync(facts) ? [] : compareWithFacts(facts, compiled.source)
  const undeclared = deviations.filter((deviation) => !deviation.declared)
  const reported = undeclared.map(({ id, path, field, message }): CorpusProblem => {
    return { path, line: 1, message: `${id}: ${field} ${message}, and the record declares no deviation` }
  })
  const problems = [...compiled.problems, ...(flags.facts === undefined ? [] : reported)].filter(
    ({ path }) => !only || !path.startsWith('entities/') || [...only].some((id) => isOf(path, id)),
  )
  printProblems(flags.corpus, problems)
  if (problems.length > 0) process.exitCode = 1
  if (flags.json) {
    const counts = { deviations: deviations.length, undeclared: undeclared.length, problems }
    process.stdout.write(`${JSON.stringify({ ...countCorpus(compiled), ...counts }, null, 2)}\n`)
  } else if (problems.length === 0) {
    process.stderr.write(`No problems in ${only?.size ?? compiled.source.records.size} entities.\n`)
  }
}

/** Whether a file of the corpus belongs to an entity. */
function isOf(path: string, id: string): boolean {
  return path.startsWith('entities/') && path.split('/')[2] === id
}

try {
  await check()
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === undefined) throw error // a fault of the checker: its stack is wanted
  process.stderr.write(`The corpus in ${flags.corpus} was not checked: ${message}.\n`)
  process.exitCode = 1
}
