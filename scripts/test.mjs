// npm test: installs what is missing, runs check, unit, contract and end-to-end tests, and ends with one plain line.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { findBrowser, NO_BROWSER } from './browser.mjs'
import { check } from './check.mjs'
import { ensureBuilt, ensureCorpus, ensureInstalled, node24 } from './setup.mjs'

const REPORTS = 'test-results/reports'
const title = (text) => console.log(`\n== ${text}`)

/** Runs a test runner that leaves a JSON report; a runner that ends badly without a failed test counts as one. */
function runSuite(node, args, report, count, env = {}) {
  rmSync(report, { force: true })
  const { status } = spawnSync(node, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  let result = { passed: 0, failed: 0, skipped: 0 }
  try {
    result = count(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    console.log(`No report was written to ${report}: see above.`)
  }
  return status !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result
}

function unit(node) {
  const report = `${REPORTS}/unit.json`
  const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  return runSuite(node, ['node_modules/vitest/vitest.mjs', ...args], report, (json) => ({
    passed: json.numPassedTests,
    // A file that could not be loaded has no tests that could fail.
    failed:
      json.numFailedTests +
      json.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
    skipped: json.numPendingTests + json.numTodoTests,
  }))
}

function endToEnd(node, browser) {
  const report = `${REPORTS}/e2e.json`
  return runSuite(
    node,
    ['node_modules/@playwright/test/cli.js', 'test'],
    report,
    ({ stats, errors }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + errors.length,
      skipped: stats.skipped,
    }),
    { MAILUO_CHROMIUM: browser, MAILUO_E2E_REPORT: report },
  )
}

const begun = performance.now()
await ensureInstalled()
const node = await node24()
mkdirSync(REPORTS, { recursive: true })

title('corpus and build')
await ensureCorpus()
await ensureBuilt()

title('check')
const results = [await check(node)]

title('unit and contract')
results.push(unit(node))

title('end to end')
const browser = findBrowser(node)
if (browser) {
  console.log(`browser: ${browser}`)
  results.push(endToEnd(node, browser))
} else {
  console.log(NO_BROWSER)
  results.push({ passed: 0, failed: 1 })
}

const sum = (key) => results.reduce((total, result) => total + (result[key] ?? 0), 0)
const skipped = sum('skipped')
console.log(`\n${Math.round((performance.now() - begun) / 1000)} s`)
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = sum('failed') === 0 ? 0 : 1
