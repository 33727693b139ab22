/**
 * Entry of the loopback host: `node out/main/server.js [--port N] [--data DIR] [--idle-minutes N] [--own-texts] [--self-test] [--trace-startup]`.
 * Small, so that the cache of compiled code is on before the rest is loaded.
 */
import { mkdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'

const { values: flags } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    data: { type: 'string' },
    // Half a day: longer than a school day, shorter than until somebody else sits here tomorrow.
    'idle-minutes': { type: 'string', default: '720' },
    'own-texts': { type: 'boolean', default: false },
    'self-test': { type: 'boolean', default: false },
    'trace-startup': { type: 'boolean', default: false },
    'no-open': { type: 'boolean', default: false },
  },
})

/** Where the reader's data lies when nobody says otherwise: the platform's folder for an app's settings. */
function defaultDataFolder(): string {
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? join(homedir(), 'AppData/Roaming'), 'mailuo')
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support/mailuo')
  return join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'mailuo')
}

/**
 * Keeps what V8 compiled for the next start: a third of a start goes into compiling. In the data folder and not, as Node
 * would have it, in the system's temporary folder: what lies there another user could have written.
 */
function keepCompiledCode(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch {
    return // the host looks at the folder again and says what is wrong with it
  }
  enableCompileCache(join(folder, 'code-cache'))
}

// Set to nothing means not set: nothing would be the folder the host was started in.
const named = [flags.data, process.env['MAILUO_DATA']].find((each) => each)
const dataFolder = resolve(named ?? defaultDataFolder())
if (!flags['self-test']) keepCompiledCode(dataFolder)
const { run } = await import('./run.ts')
await run({
  port: flags.port,
  dataFolder,
  idleMinutes: flags['idle-minutes'],
  readsOwnTexts: flags['own-texts'],
  isSelfTest: flags['self-test'],
  tracesStart: flags['trace-startup'],
})
