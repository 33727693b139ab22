/**
 * npm run bench -- notes [--only anchors|page] [--seeds N] [--seed FIRST] [--quote-only] [--show]: re-anchoring of
 * 2,000 marks after edits, and what the reader waits for in the page (needs a build and a Chromium).
 * Without --seed every run draws new seeds, so that nothing can be tuned to them; they are printed for repeating.
 * Ends with status 1 when a promise isn't kept by the mean of the seeds.
 */
import process from 'node:process'
import { parseArgs } from 'node:util'
import { measurePage } from './page.ts'
import { CASES, reanchorOnce, type Case, type Counts } from './reanchor.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5' },
    seed: { type: 'string' },
    'quote-only': { type: 'boolean', default: false },
    only: { type: 'string' },
    show: { type: 'boolean', default: false },
  },
})
const first = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed)
const count = Number(values.seeds)
if (!Number.isSafeInteger(first) || !Number.isSafeInteger(count) || count < 1) {
  throw new TypeError('--seed and --seeds are whole numbers, --seeds at least 1')
}

const print = (line: string) => process.stdout.write(`${line}\n`)

/** Prints one line per case; gives whether the promise was kept. */
function runCase(each: Case): boolean {
  const runs: Counts[] = []
  for (let n = 0; n < count; n++) runs.push(reanchorOnce(each, first + n, !values['quote-only']))
  const mean = (pick: (run: Counts) => number) => runs.reduce((sum, run) => sum + pick(run), 0) / runs.length
  const bad = mean((run) => run.wrong + run.ghost)
  const lost = mean((run) => run.lost)
  const ms = mean((run) => run.ms)
  const kept =
    Math.round(bad) <= each.bad &&
    (each.lost === null || Math.round(lost) <= each.lost) &&
    (each.ms === null || ms <= each.ms)
  const figure = (value: number) => value.toFixed(1)
  print(
    [
      each.name.padEnd(19),
      `right ${figure(mean((run) => run.right))} + near ${figure(mean((run) => run.near))}`,
      `wrong ${figure(mean((run) => run.wrong))} + ghost ${figure(mean((run) => run.ghost))} (≤ ${each.bad})`,
      `lost ${figure(lost)}${each.lost === null ? '' : ` (≤ ${each.lost})`}`,
      `asked instead ${figure(mean((run) => run.asked))} of ${figure(mean((run) => run.unsure))} unsure`,
      `gone ${figure(mean((run) => run.gone))}`,
      `torn ${figure(mean((run) => run.torn))}`,
      `${ms.toFixed(0)} ms${each.ms === null ? '' : ` (≤ ${each.ms})`}`,
      `${mean((run) => run.words).toFixed(0)} words`,
      kept ? 'kept' : 'NOT KEPT',
    ].join(' · '),
  )
  if (values.show) for (const example of runs.flatMap((run) => run.examples)) print(`    ${example}`)
  return kept
}

const kept: boolean[] = []
if (values.only !== 'page') {
  print(`2,000 marks, ${count} seeds from ${first}${values['quote-only'] ? ', old text not known' : ''}; means:`)
  kept.push(...CASES.map(runCase))
}
if (values.only !== 'anchors') {
  print('in Chromium, over the built loopback host:')
  for (const { name, value, limit, detail } of await measurePage()) {
    kept.push(value <= limit)
    print(`${name} · ${value.toFixed(1)} ms (≤ ${limit}) · ${detail} · ${value <= limit ? 'kept' : 'NOT KEPT'}`)
  }
}
process.exitCode = kept.every(Boolean) ? 0 : 1
