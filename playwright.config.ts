import { defineConfig } from '@playwright/test'
import { electronBinary } from './scripts/electron-binary.mjs'

// The config is read once by the runner and once by each worker: only the runner speaks.
if (electronBinary() === null && process.env['TEST_WORKER_INDEX'] === undefined) {
  process.stderr.write(
    'electron: SKIPPED, there is no Electron binary here ("npx install-electron" fetches it); ' +
      'electron-sim runs the same suite over the built desktop parts\n',
  )
}

/** Every journey in every shell. */
const whole = process.env['MAILUO_E2E_WHOLE'] !== undefined

/** Where scripts/test.mjs looks for the numbers. */
const report = process.env['MAILUO_E2E_REPORT']

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  // A journey takes ten seconds, and several times that on a machine with other work.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  fullyParallel: false,
  // Each test has a host and a data folder of its own. On two cores three at a time take longer than two.
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  reporter: report === undefined ? [['list']] : [['list'], ['json', { outputFile: report }]],
  // A recording of every action costs a third of the time: `npm run e2e -- -g … --trace on` records what failed.
  use: { trace: 'off', actionTimeout: 10_000 },
  projects: [
    { name: 'browser', metadata: { shell: 'browser' } },
    // What the page does by itself is the same here as in the browser: `npm test` runs it once, e2e:offline in both.
    {
      name: 'electron-sim',
      metadata: { shell: 'electron-sim' },
      grepInvert: whole ? /@browser-only/ : /@browser-only|@page-only/,
    },
    { name: 'electron', metadata: { shell: 'electron' }, grepInvert: /@browser-only/ },
  ],
})
