// npm run check: format, lint, types, import rules, dead code. Runs them all, so that one run shows everything.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const bin = (path) => `node_modules/${path}`
const types = (name) => [bin('typescript/bin/tsc'), '-p', `tsconfig.${name}.json`, '--pretty', 'false']
/** Folders that hold code; one that does not exist yet is left out. */
const CODE = ['src', 'tools', 'test', 'e2e', 'bench']

const STEPS = [
  ['format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  ['lint', [bin('eslint/bin/eslint.js'), '--max-warnings', '0', '.']],
  ['types: page', [bin('svelte-check/bin/svelte-check'), '--tsconfig', './tsconfig.web.json', '--fail-on-warnings']],
  ['types: pure', types('pure')],
  ['types: host', types('host')],
  ['types: desktop', types('desktop')],
  ['types: tests', types('test')],
  [
    'imports',
    [
      bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'],
      ...CODE.filter((folder) => existsSync(folder)),
    ],
  ],
  ['dead code', [bin('knip/bin/knip.js'), '--no-progress', '--treat-config-hints-as-errors']],
]

/** More than this at once only makes them wait for each other. */
const AT_ONCE = 2

function run(node, [name, args]) {
  const begun = performance.now()
  return new Promise((resolve) => {
    const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => (output += String(error)))
    child.on('close', (code) => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(1)
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name}  ${seconds} s`)
      if (code !== 0) console.log(output.trimEnd().replace(/^/gm, '        '))
      resolve(code === 0)
    })
  })
}

/**
 * Runs every step with the given Node and prints a line for each.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function check(node) {
  const waiting = [...STEPS]
  const results = []
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) results.push(await run(node, step))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  const passed = results.filter(Boolean).length
  return { passed, failed: results.length - passed }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { passed, failed } = await check(process.execPath)
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}
