// npm run test:mutate-shell [-- WORD …]: takes one protection of the shells away at a time, in a copy of the project,
// and expects the test that watches it to fail. A fault that no test sees fails the command. WORDs choose faults by name.
// Two copies work side by side, and only what a fault is in is built again: the whole takes minutes, not an hour.
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
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
/** Which part of the built app is made of a file; what is in none of these folders is not built. */
const PARTS = [
  [/^src\/(core|contract)\//, ['main', 'preload', 'renderer']],
  [/^src\/(main|server|host)\//, ['main']],
  [/^src\/preload\//, ['preload']],
  [/^src\/renderer\//, ['renderer']],
]
/** The configuration of the build, for some of its parts. */
const SOME_PARTS = `import config from './electron.vite.config.ts'
const wanted = (process.env.MUTATE_PARTS ?? '').split(',')
export default Object.fromEntries(Object.entries(config).filter(([part]) => wanted.includes(part)))
`
/** As many as the least machines have cores; more only wait for each other. */
const COPIES = 2

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
const folder = mkdtempSync(join(tmpdir(), 'mailuo-mutate-'))
const children = new Set()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

const literal = (words) => words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
const usesBuild = ({ test: [file] }) => USES_BUILD.test(file)
const partsOf = ({ edits }) => edits.flatMap(([file]) => PARTS.find(([paths]) => paths.test(file))?.[1] ?? [])

/** A copy of the project, in which one thing happens at a time. */
function makeCopy(name) {
  const copy = join(folder, name)
  const inCopy = (path) => join(copy, path)
  mkdirSync(copy)
  for (const path of COPIED) cpSync(path, inCopy(path), { recursive: true })
  for (const path of ['node_modules', 'resources']) symlinkSync(resolve(path), inCopy(path))
  writeFileSync(inCopy('some-parts.config.ts'), SOME_PARTS)
  /** What was built with a fault in it that has been taken out since. */
  const stale = new Set()

  /** Runs a program in the copy. Not synchronously: a signal would be heard only when all is over. */
  function node(args, env = {}) {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, args, {
        cwd: copy,
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, NO_COLOR: '1', MAILUO_CHROMIUM: browser, ...env },
      })
      children.add(child)
      let complaints = ''
      child.stderr.on('data', (chunk) => (complaints += chunk))
      child.on('close', (status) => {
        children.delete(child)
        resolve({ status, complaints })
      })
    })
  }

  async function build(parts) {
    if (parts.length === 0) return
    const args = ['build', '--config', 'some-parts.config.ts', '--logLevel', 'error']
    const env = { MUTATE_PARTS: parts.join(',') }
    const { status, complaints } = await node(['node_modules/electron-vite/bin/electron-vite.js', ...args], env)
    if (status !== 0) throw new Error(`does not build\n${complaints}`)
  }

  /** Builds what a fault is in, and what still holds the one before. */
  async function buildWith(fault) {
    const parts = partsOf(fault)
    await build([...new Set([...parts, ...stale])])
    stale.clear()
    for (const part of parts) stale.add(part)
  }

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

  return {
    /** Builds each part by itself, as it is built with a fault: what that breaks is no fault caught. */
    async prepare() {
      for (const part of ['main', 'preload', 'renderer']) await build([part])
    },
    /** @returns {Promise<string | null>} What is wrong with the tests of a file where nothing else is. */
    async troubleWithout(file) {
      const { passed, failed } = await run([file, ''])
      return failed === 0 && passed > 0 ? null : `${passed} passed, ${failed} failed`
    },
    /** @returns {Promise<string | null>} Why the fault does not count as caught. */
    async trouble(fault) {
      const takeOut = plant(fault)
      try {
        if (usesBuild(fault)) await buildWith(fault)
        const { passed, failed } = await run(fault.test)
        if (failed > 0) return null
        return passed === 0 ? 'no such test' : `NOT CAUGHT by “${fault.test[1]}” in ${fault.test[0]}`
      } catch (error) {
        return error.message
      } finally {
        takeOut()
      }
    },
  }
}

const begun = performance.now()
const copies = Array.from({ length: Math.min(COPIES, faults.length) }, (_, i) => makeCopy(String(i)))
let troubles = 0

/** Does a thing for each of a list, in whichever copy is free. */
async function forEach(list, work) {
  const waiting = [...list]
  const worker = async (copy) => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(copy, next)
  }
  await Promise.all(copies.map(worker))
}

if (faults.some(usesBuild)) await Promise.all(copies.map((copy) => copy.prepare()))
await forEach(new Set(faults.map(({ test: [file] }) => file)), async (copy, file) => {
  const why = await copy.troubleWithout(file)
  if (why === null) return
  troubles++
  console.log(`FAILED  without any fault: ${file} (${why})`)
})
await forEach(faults, async (copy, fault) => {
  const why = await copy.trouble(fault)
  if (why !== null) troubles++
  console.log(why === null ? `caught  ${fault.name}` : `FAILED  ${fault.name}: ${why}`)
})
console.log(`${faults.length} faults, ${troubles} troubles, ${Math.round((performance.now() - begun) / 1000)} s`)
process.exitCode = troubles === 0 ? 0 : 1
