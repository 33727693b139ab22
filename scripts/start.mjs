// npm start: gets everything ready, then opens the desktop app, or serves the same page to a browser where the desktop
// app cannot run. Standard output holds the link or the self-test's report; the steps are told on standard error.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openApp } from './open.mjs'
import { ensureBuilt, ensureCorpus, ensureInstalled, node24, say } from './setup.mjs'

const OPTIONS = {
  host: { type: 'boolean', default: false },
  port: { type: 'string' },
  data: { type: 'string' },
  'idle-minutes': { type: 'string' },
  'no-open': { type: 'boolean', default: false },
  'own-texts': { type: 'boolean', default: false },
  'self-test': { type: 'boolean', default: false },
  'trace-startup': { type: 'boolean', default: false },
}

function readFlags() {
  try {
    return parseArgs({ options: OPTIONS }).values
  } catch (error) {
    const known = Object.keys(OPTIONS).map((name) => `--${name}`)
    say(`${error.message}\nKnown options: ${known.join(', ')}.`)
    process.exit(1)
  }
}

const flags = readFlags()
await ensureInstalled()
const node = node24()
await ensureCorpus()
await ensureBuilt()
openApp(node, {
  host: flags.host,
  port: flags.port,
  idleMinutes: flags['idle-minutes'],
  // npm runs this in the project's folder; the reader wrote a path as seen from where they are.
  data: flags.data === undefined ? undefined : resolve(process.env.INIT_CWD ?? '', flags.data),
  open: !flags['no-open'] && !process.env.CI,
  ownTexts: flags['own-texts'],
  selfTest: flags['self-test'],
  traceStartup: flags['trace-startup'],
})
