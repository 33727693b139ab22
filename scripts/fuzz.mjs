// npm run test:fuzz [-- FRAMES]: the fuzz test with 100,000 random and hostile frames instead of the few of every run.
import { spawnSync } from 'node:child_process'

const [frames = '100000'] = process.argv.slice(2)
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', 'test/contract/fuzz.test.ts'],
  {
    stdio: 'inherit',
    env: { ...process.env, MAILUO_FUZZ_FRAMES: frames },
  },
)
process.exitCode = status ?? 1
