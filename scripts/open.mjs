// Opens the built app: on the desktop where that can run, else in the browser. Never imports 'electron': under Node
// that would try to download the binary.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { electronBinary } from './electron-binary.mjs'
import { HOST_PROGRAM, hostEnvironment } from './host-process.mjs'
import { ROOT, say } from './setup.mjs'

/** What Electron prints when the system will not let it run; anything else is a fault of ours. */
const CANNOT_RUN = [
  /SUID sandbox helper/,
  /Running as root without --no-sandbox/,
  /Missing X server/,
  /cannot open display/i,
  /Failed to connect to Wayland display/,
  /platform failed to initialize/,
  /error while loading shared libraries/,
]
/** As much of Electron's complaints as is looked at. Unit: characters. */
const COMPLAINTS_LIMIT = 20_000

let child
/** Hands signals on, so that the app can close its data folder. */
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child?.kill(signal))

/** How often to look whether npm is still there. Unit: milliseconds. */
const PARENT_CHECK_MS = 1000

/** npm that is ended by a signal leaves its script running, which would hold the data folder and the port. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) child?.kill('SIGTERM')
  }, PARENT_CHECK_MS).unref()
}

/**
 * Opens the app and ends this process when the app has ended, with its exit code.
 * @param {string} node Path of Node 24.
 * @param {{ host: boolean, port?: string, idleMinutes?: string, data?: string, open: boolean, ownTexts?: boolean, selfTest: boolean, traceStartup?: boolean }} options `host` and `port`
 *   ask for the browser; `data` is an absolute path; `open` says whether to open the system's browser.
 */
export function openApp(node, options) {
  endWithNpm()
  const wantsHost = options.host || options.port !== undefined
  const binary = wantsHost ? null : electronBinary()
  if (binary) openDesktop(binary, node, options)
  else if (wantsHost) openHost(node, options)
  else {
    say(
      'The Electron binary is not here, so Mailuo opens in the browser (npx --no-install install-electron fetches it).',
    )
    openHost(node, options)
  }
}

function argumentsFor({ data, ownTexts, selfTest, traceStartup }) {
  return [
    ...(data === undefined ? [] : ['--data', data]),
    ...(ownTexts ? ['--own-texts'] : []),
    ...(selfTest ? ['--self-test'] : []),
    ...(traceStartup ? ['--trace-startup'] : []),
  ]
}

function openDesktop(binary, node, options) {
  const env = { ...process.env }
  delete env.ELECTRON_RUN_AS_NODE // set in terminals inside Electron apps; it would turn Electron into plain Node
  child = spawn(binary, ['.', ...argumentsFor(options)], { cwd: ROOT, stdio: ['inherit', 'inherit', 'pipe'], env })
  let complaints = ''
  let failure = null
  child.stderr.on('data', (chunk) => {
    process.stderr.write(chunk)
    if (complaints.length < COMPLAINTS_LIMIT) complaints += chunk
  })
  child.on('error', (error) => {
    failure = error
  })
  child.on('close', (code, signal) => {
    // Some systems forbid the sandbox of unpackaged programs. It is never switched off: the browser has its own.
    const isRefused = signal === 'SIGTRAP' || (code !== 0 && CANNOT_RUN.some((line) => line.test(complaints)))
    if (!failure && !isRefused) process.exit(code ?? 1)
    say(
      failure
        ? `The desktop app cannot be started here (${failure.message}), so Mailuo opens in the browser.`
        : 'This system does not let the desktop app start (see above), so Mailuo opens in the browser.',
    )
    openHost(node, options)
  })
}

function openHost(node, options) {
  const port = options.port === undefined ? [] : ['--port', options.port]
  const idle = options.idleMinutes === undefined ? [] : ['--idle-minutes', options.idleMinutes]
  const args = [...HOST_PROGRAM, ...argumentsFor(options), ...port, ...idle]
  child = spawn(node, args, { cwd: ROOT, env: hostEnvironment(), stdio: ['inherit', 'pipe', 'inherit'] })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const links = /^\{"(ready|signedOut)":true/.test(line) ? JSON.parse(line) : null
    if (!links) return process.stdout.write(`${line}\n`)
    const what = links.ready ? 'Mailuo 脉络 is ready.' : 'The session has ended in every browser. For the next one:'
    process.stdout.write(
      `\n${what} This link works once:\n\n  ${links.url}\n\nor, if your browser does not know that name:\n\n  ${links.local}\n\nCtrl+C ends it.\n`,
    )
    if (options.open && links.ready) openBrowser(links.url)
  })
  child.on('close', (code) => process.exit(code ?? 1))
}

/** Asks the system to open the link; without a display or an opener the printed link has to do. */
function openBrowser(url) {
  const [command, ...args] = openerFor(url)
  if (command === undefined) return
  const opener = spawn(command, args, { stdio: 'ignore', detached: true })
  opener.on('error', () => say('No browser could be opened: open the link by hand.'))
  opener.unref()
}

function openerFor(url) {
  if (process.platform === 'darwin') return ['open', url]
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url]
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return []
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = folders.map((folder) => join(folder, 'xdg-open')).find((file) => existsSync(file))
  return found === undefined ? [] : [found, url]
}
