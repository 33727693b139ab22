// npm start: gets everything ready, then opens the desktop app, or serves the same page to a browser where the desktop
// app cannot run. Never imports 'electron': under Node that would try to download the binary.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { electronBinary } from './electron-binary.mjs'
import { ensureBuilt, ensureCorpus, ensureInstalled, node24, ROOT, say } from './setup.mjs'

const OPTIONS = {
  host: { type: 'boolean', default: false },
  port: { type: 'string' },
  data: { type: 'string' },
  'no-open': { type: 'boolean', default: false },
  'self-test': { type: 'boolean', default: false },
}
/** What Electron prints when the system will not let it run; anything else is a fault of ours. */
const CANNOT_RUN =
  /SUID sandbox helper|Running as root without --no-sandbox|Missing X server|[Cc]annot open display|Failed to connect to Wayland display|platform failed to initialize|error while loading shared libraries/

let flags
try {
  flags = parseArgs({ options: OPTIONS }).values
} catch (error) {
  say(
    `${error.message}\nKnown options: ${Object.keys(OPTIONS)
      .map((name) => `--${name}`)
      .join(', ')}.`,
  )
  process.exit(1)
}

await ensureInstalled()
const node = node24()
await ensureCorpus()
await ensureBuilt()

let child
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child?.kill(signal))

// npm runs this in the project's folder; the reader typed a path as seen from where they are.
const data = flags.data === undefined ? undefined : resolve(process.env.INIT_CWD ?? '', flags.data)
const passed = [...(data === undefined ? [] : ['--data', data]), ...(flags['self-test'] ? ['--self-test'] : [])]
const wantsHost = flags.host || flags.port !== undefined
const binary = wantsHost ? null : electronBinary()
if (binary) runDesktop(binary)
else if (wantsHost) runHost()
else
  runHost(
    'The Electron binary is not here, so Mailuo opens in the browser (npx --no-install install-electron fetches it).',
  )

function runDesktop(file) {
  const env = { ...process.env }
  delete env.ELECTRON_RUN_AS_NODE // set in terminals inside Electron apps; it would turn Electron into plain Node
  child = spawn(file, ['.', ...passed], { cwd: ROOT, stdio: ['inherit', 'inherit', 'pipe'], env })
  let complaints = ''
  child.stderr.on('data', (chunk) => {
    process.stderr.write(chunk)
    if (complaints.length < 20_000) complaints += chunk
  })
  let hasStarted = true
  child.on('error', (error) => {
    hasStarted = false
    runHost(`The desktop app cannot start here (${error.message}), so Mailuo opens in the browser.`)
  })
  child.on('close', (code, signal) => {
    if (!hasStarted) return
    // Some systems forbid the sandbox of unpackaged programs. It is never switched off: the browser has its own.
    if (signal === 'SIGTRAP' || (code !== 0 && CANNOT_RUN.test(complaints))) {
      runHost('This system does not let the desktop app start (see above), so Mailuo opens in the browser.')
    } else {
      process.exit(code ?? (signal ? 1 : 0))
    }
  })
}

function runHost(why) {
  if (why) say(why)
  const args = ['out/main/server.js', ...passed, ...(flags.port === undefined ? [] : ['--port', flags.port])]
  child = spawn(node, args, { cwd: ROOT, stdio: ['inherit', 'pipe', 'inherit'] })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const link = /^\{"ready":true/.test(line) ? JSON.parse(line) : null
    if (!link) return process.stdout.write(`${line}\n`)
    process.stdout.write(
      `\nMailuo 脉络 is ready. This link works once:\n\n  ${link.url}\n\nor, if your browser does not know that name:\n\n  ${link.local}\n\nCtrl+C ends it.\n`,
    )
    if (!flags['no-open'] && !process.env.CI) openBrowser(link.url)
  })
  child.on('close', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

function openBrowser(url) {
  if (process.platform === 'darwin') return void spawn('open', [url], { stdio: 'ignore' })
  if (process.platform === 'win32')
    return void spawn('cmd', ['/c', 'start', '', url.replaceAll('&', '^&')], { stdio: 'ignore' })
  const opener = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'xdg-open'))
    .find((file) => existsSync(file))
  const hasDisplay = process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  if (opener && hasDisplay) spawn(opener, [url], { stdio: 'ignore', detached: true }).unref()
}
