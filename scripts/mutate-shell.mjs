// npm run test:mutate-shell [-- WORD …]: takes one protection of the shells away at a time, in a copy of the project,
// and expects the test that watches it to fail. A fault that no test sees fails the command. WORDs choose faults by name.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { findBrowser, NO_BROWSER } from './browser.mjs'
import { ensureBuilt, ensureCorpus } from './setup.mjs'
import { FAULTS } from './shell-faults.mjs'

/** What the tests need of the project, besides node_modules and the compiled corpus. */
const COPIED = [
  ...['src', 'test', 'e2e', 'tools', 'scripts', 'out'],
  ...['package.json', 'package-lock.json', 'electron.vite.config.ts', 'svelte.config.js'],
  ...['vitest.config.ts', 'playwright.config.ts'],
]
/** Tests that run what was built, so that a fault has to be built first. */
const USES_BUILD = /^(e2e|test)\//

const words = process.argv.slice(2).map((word) => word.toLowerCase())
const faults = FAULTS.filter(
  ({ name }) => words.length === 0 || words.some((word) => name.toLowerCase().includes(word)),
)
if (faults.length === 0) {
  console.error(`No fault is called so. There are:\n${FAULTS.map(({ name }) => `  ${name}`).join('\n')}`)
  process.exit(1)
}
const needsBrowser = faults.some(({ test: [file] }) => file.startsWith('e2e/'))
const browser = needsBrowser ? findBrowser(process.execPath) : ''
if (browser === null) {
  console.error(NO_BROWSER)
  process.exit(1)
}

await ensureCorpus()
await ensureBuilt()
const copy = mkdtempSync(join(tmpdir(), 'mailuo-mutate-'))
const inCopy = (path) => join(copy, path)
let child
process.on('exit', () => {
  child?.kill('SIGKILL')
  rmSync(copy, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

for (const path of COPIED) cpSync(path, inCopy(path), { recursive: true })
for (const path of ['node_modules', 'resources']) symlinkSync(resolve(path), inCopy(path))

/** Runs a program in the copy. Not synchronously: a signal would be heard only when all is over. */
function node(args, env = {}) {
  return new Promise((resolve) => {
    child = spawn(process.execPath, args, {
      cwd: copy,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', MAILUO_CHROMIUM: browser, ...env },
    })
    let complaints = ''
    child.stderr.on('data', (chunk) => (complaints += chunk))
    child.on('close', (status) => resolve({ status, complaints }))
  })
}

async function build() {
  const args = ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'error']
  const { status, complaints } = await node(args)
  if (status !== 0) throw new Error(`does not build\n${complaints}`)
}

const literal = (words) => words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** Runs the tests of a file that have `words` in their name. */
async function run([file, words]) {
  const report = inCopy('report.json')
  rmSync(report, { force: true })
  if (file.startsWith('e2e/')) {
    const args = ['test', file, '--project=browser', '--grep', literal(words)]
    await node(['node_modules/@playwright/test/cli.js', ...args], { MAILUO_E2E_REPORT: report })
    const { stats } = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: stats.expected, failed: stats.unexpected }
  }
  const args = ['run', file, '--testNamePattern', literal(words), '--reporter=json', `--outputFile.json=${report}`]
  const { complaints } = await node(['node_modules/vitest/vitest.mjs', ...args])
  try {
    const json = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: json.numPassedTests, failed: json.numFailedTests }
  } catch {
    throw new Error(`the tests did not run\n${complaints}`)
  }
}

/** Plants the fault; returns what takes it out again. */
function plant({ edits }) {
  const before = new Map()
  const takeOut = () => before.forEach((text, file) => writeFileSync(inCopy(file), text))
  for (const [file, there, instead] of edits) {
    const text = readFileSync(inCopy(file), 'utf8')
    if (!before.has(file)) before.set(file, text)
    const times = text.split(there).length - 1
    if (times !== 1) {
      takeOut()
      throw new Error(`“${there}” is ${times} times in ${file}, not once: correct scripts/shell-faults.mjs`)
    }
    writeFileSync(
      inCopy(file),
      text.replace(there, () => instead),
    )
  }
  return takeOut
}

/** @returns {string | null} Why the fault does not count as caught. */
async function trouble(fault) {
  const takeOut = plant(fault)
  try {
    if (USES_BUILD.test(fault.test[0])) await build()
    const { passed, failed } = await run(fault.test)
    if (failed > 0) return null
    return passed === 0 ? 'no such test' : `NOT CAUGHT by “${fault.test[1]}” in ${fault.test[0]}`
  } catch (error) {
    return error.message
  } finally {
    takeOut()
  }
}

const begun = performance.now()
await build()
const files = new Set(faults.map(({ test: [file] }) => file))
let troubles = 0
for (const file of files) {
  const { passed, failed } = await run([file, ''])
  if (failed === 0 && passed > 0) continue
  troubles++
  console.log(`FAILED  without any fault: ${file} (${passed} passed, ${failed} failed)`)
}
for (const fault of faults) {
  const why = await trouble(fault)
  if (why !== null) troubles++
  console.log(why === null ? `caught  ${fault.name}` : `FAILED  ${fault.name}: ${why}`)
}
console.log(`${faults.length} faults, ${troubles} troubles, ${Math.round((performance.now() - begun) / 1000)} s`)
process.exitCode = troubles === 0 ? 0 : 1
