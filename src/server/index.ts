/** Entry of the loopback host: `node out/main/server.js [--port N] [--data DIR] [--self-test]`. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import Conf from 'conf'
import { AppError } from '../contract/errors.ts'
import { createHost, createTraffic, scratchFolder, selfTest, type Host, type OpenStore } from '../host/index.ts'
import { PAGE_HOST } from './access.ts'
import { startLoopback } from './loopback.ts'

const { values: flags } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    data: { type: 'string' },
    'self-test': { type: 'boolean', default: false },
    'no-open': { type: 'boolean', default: false },
  },
})
const traffic = createTraffic()
const root = join(import.meta.dirname, '../..')

const openStore: OpenStore = (cwd, configName) =>
  new Conf<Record<string, unknown>>({ cwd, configName, projectName: 'mailuo', accessPropertiesByDotNotation: false })

/** Where the reader's data lies when nobody says otherwise: the platform's folder for an app's settings. */
function defaultDataFolder(): string {
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? join(homedir(), 'AppData/Roaming'), 'mailuo')
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support/mailuo')
  return join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'mailuo')
}

function onError(where: string, error: unknown): void {
  process.stderr.write(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
}

function openHost(dataFolder: string): Promise<Host> {
  return createHost({
    packFolder: process.env['MAILUO_CORPUS'] ?? join(root, 'resources/corpus'),
    dataFolder,
    rendererFolder: join(root, 'out/renderer'),
    build: __BUILD_ID__,
    shell: { kind: 'browser', openExternal: () => Promise.resolve(false) },
    openStore,
    traffic,
    languages: [Intl.DateTimeFormat().resolvedOptions().locale],
    onError,
  })
}

async function runSelfTest(): Promise<void> {
  const folder = scratchFolder()
  const report = await selfTest({
    shell: 'browser',
    origin: `http://${PAGE_HOST}`,
    folder,
    open: () => openHost(folder),
  })
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
  process.exitCode = report.ok ? 0 : 1
}

async function run(): Promise<void> {
  const port = Number(flags.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new AppError('bad-request', `--port takes a number from 0 to 65535, not “${flags.port}”.`)
  }
  const host = await openHost(resolve(flags.data ?? process.env['MAILUO_DATA'] ?? defaultDataFolder()))
  const shell = await startLoopback(host, port, { onError, onRefused: () => traffic.count('refused') }).catch(
    async (error: unknown) => {
      await host.close()
      throw error
    },
  )
  host.announce(new URL(shell.link).origin)
  process.stdout.write(`${JSON.stringify({ ready: true, url: shell.link, local: shell.localLink })}\n`)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      void shell
        .close()
        .then(() => host.close())
        .then(() => process.exit(0))
    })
  }
}

const begun = flags['self-test'] ? runSelfTest() : run()
begun.catch((error: unknown) => {
  if (error instanceof AppError) process.stderr.write(`${error.message}\n`)
  else onError('start', error)
  process.exit(1)
})
