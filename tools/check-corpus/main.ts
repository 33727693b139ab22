/**
 * Checks the corpus without writing: `node tools/check-corpus/main.ts [--only id,id] [--json] [--facts DIR]`.
 * Every problem in one run, as `path:line: message`; exit 1 when there is one.
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { compileCorpus } from '../../src/core/corpus/index.ts'
import { openRenderCache, printProblems, readCorpus, sha256 } from '../build-corpus/files.ts'
import { compareWithFacts } from './facts.ts'
import { countCorpus } from './counts.ts'

const { values: flags } = parseArgs({
  options: {
    corpus: { type: 'string', default: 'corpus' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    facts: { type: 'string' },
  },
})
const only = flags.only === undefined ? null : new Set(flags.only.split(',').map((id) => id.trim()))
const compiled = await compileCorpus(readCorpus(flags.corpus), {
  sha256,
  cache: openRenderCache(),
  ...(only && { only }),
})
const factsFolder = flags.facts ?? '../shared/facts'
const deviations = existsSync(factsFolder) ? compareWithFacts(factsFolder, compiled.source) : []
const undeclared = deviations.filter((deviation) => !deviation.declared)
const problems = [
  ...compiled.problems,
  ...(flags.facts === undefined
    ? []
    : undeclared.map(({ id, path, field, message }) => ({
        path,
        line: 1,
        message: `${id}: ${field} ${message}, and the record declares no deviation`,
      }))),
].filter(
  ({ path }) => only === null || !path.startsWith('entities/') || [...only].some((id) => path.includes(`/${id}/`)),
)

printProblems(flags.corpus, problems)
if (flags.json) {
  process.stdout.write(
    `${JSON.stringify({ ...countCorpus(compiled), deviations: deviations.length, undeclared: undeclared.length, problems }, null, 2)}\n`,
  )
} else if (problems.length === 0) {
  process.stderr.write(`No problems in ${String(only?.size ?? compiled.source.records.size)} entities.\n`)
}
if (problems.length > 0) process.exitCode = 1
