// Finds the browser for the end-to-end tests and the screenshots, or installs one where that is possible.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  join(process.env.PROGRAMFILES ?? 'C:\\Program Files', 'Google\\Chrome\\Application\\chrome.exe'),
  join(process.env['PROGRAMFILES(X86)'] ?? 'C:\\Program Files (x86)', 'Microsoft\\Edge\\Application\\msedge.exe'),
]
/** A download that takes longer is given up. Unit: milliseconds. */
const INSTALL_LIMIT_MS = 240_000

function executable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...PLACES].find(executable) ?? null
}

/** Where Playwright keeps its own Chromium, when it is there and has the libraries to run. */
function playwrightsOwn(node) {
  const code = `import('playwright-core').then((p) => process.stdout.write((p.default ?? p).chromium.executablePath()))`
  const path = spawnSync(node, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stdout.trim()
  if (path === '' || !existsSync(path)) return null
  return spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0 ? path : null
}

function install(command, args, env = {}) {
  console.log(`browser: ${command} ${args.join(' ')}`)
  return spawnSync(command, args, { stdio: 'inherit', timeout: INSTALL_LIMIT_MS, env: { ...process.env, ...env } })
}

/** Debian's package brings the libraries that Playwright's download lacks on a bare system, where it doesn't run. */
function installByApt() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  if (install('apt-get', ['update', '-q'], quiet).status !== 0) return null
  install('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], quiet)
  return installed()
}

function installByPlaywright(node) {
  install(node, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'])
  return playwrightsOwn(node)
}

/**
 * @param node Path of Node 24.
 * @returns Path of a Chromium, Chrome or Edge, or `null` when there is none and none could be installed.
 */
export function findBrowser(node) {
  const given = process.env.MAILUO_CHROMIUM
  if (given) return executable(given) ? given : null
  return installed() ?? playwrightsOwn(node) ?? installByPlaywright(node) ?? installByApt()
}

export const NO_BROWSER =
  'No browser for the end-to-end tests: install Chromium, Chrome or Edge, or name one with MAILUO_CHROMIUM=/path/to/it. ' +
  'Everything else was tested.'
