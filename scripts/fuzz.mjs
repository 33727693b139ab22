// npm run test:fuzz [-- RUNS]: the fuzz tests with many more inputs than in every run, and new seeds: RUNS inputs for
// each parser (5,000 unless told), and twenty times as many random and hostile frames for the seam.
import { spawn } from 'node:child_process'
import process from 'node:process'

const FRAMES_PER_RUN = 20

const [runs = '5000', ...rest] = process.argv.slice(2)
if (!/^[1-9]\d{0,7}$/.test(runs)) throw new TypeError('Usage: npm run test:fuzz [-- RUNS]')
const tests = ['test/fuzz', 'test/contract/fuzz.test.ts']
const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...tests, ...rest], {
  stdio: 'inherit',
  env: { ...process.env, FUZZ_RUNS: runs, MAILUO_FUZZ_FRAMES: String(Number(runs) * FRAMES_PER_RUN) },
})
child.on('close', (code) => (process.exitCode = code ?? 1))
