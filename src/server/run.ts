/** The loopback host as a program: opens the host, listens, prints the link, ends in order. */
import { join } from 'node:path'
import process from 'node:process'
import { AppError, failure } from '../contract/errors.ts'
import { failureText } from '../contract/failures.ts'
import { uiLanguageOf } from '../contract/settings.ts'
import {
  createHost,
  createTraffic,
  markStart,
  printStartMarks,
  scratchFolder,
  selfTest,
  type Host,
  type OpenStore,
} from '../host/index.ts'
import { PAGE_HOST } from './access.ts'
import { startLoopback, type Links } from './loopback.ts'

/** What the command line says. */
export interface ServerOptions {
  /** As it was written: a number from 0 to 65535, or a mistake. */
  readonly port: string
  readonly dataFolder: string
  /** Minutes without a request after which a session ends, as written; 0 for never. */
  readonly idleMinutes: string
  /** Whether the texts that came with the app are to be read from now on, whatever was read before. */
  readonly readsOwnTexts: boolean
  readonly isSelfTest: boolean
  readonly tracesStart: boolean
}

/** The system's, as far as Node is told. */
const LANGUAGES = [Intl.DateTimeFormat().resolvedOptions().locale]
const traffic = createTraffic()
const root = join(import.meta.dirname, '../..')

const openStore: OpenStore = async (cwd, configName) => {
  const { default: Conf } = await import('conf')
  return new Conf<Record<string, unknown>>({
    ...{ cwd, configName, projectName: 'mailuo' },
    accessPropertiesByDotNotation: false,
  })
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
    languages: LANGUAGES,
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

/** @throws AppError `bad-request` for anything but a whole number from 0 to `most`. */
function wholeNumber(flag: string, written: string, most: number): number {
  const value = Number(written)
  if (written.trim() === '' || !Number.isInteger(value) || value < 0 || value > most)
    throw failure(
      'bad-request',
      'flag-no-number',
      `${flag} takes a number from 0 to ${String(most)}, not “${written}”.`,
      { flag, most, written },
    )
  return value
}

/** One line for the start command, which tells people. */
function tell(state: 'ready' | 'signedOut', { link, localLink }: Links): void {
  process.stdout.write(`${JSON.stringify({ [state]: true, url: link, local: localLink })}\n`)
}

async function serve(options: ServerOptions): Promise<void> {
  const { dataFolder } = options
  const port = wholeNumber('--port', options.port, 65_535)
  const idleMinutes = wholeNumber('--idle-minutes', options.idleMinutes, 10_080)
  const host = await openHost(dataFolder)
  if (options.readsOwnTexts) await host.ownTexts()?.()
  const shell = await startLoopback(host, port, {
    onError,
    onRefused: () => traffic.count('refused'),
    idleMs: idleMinutes * 60_000,
    onSignedOut: (links) => tell('signedOut', links),
  }).catch(async (error: unknown) => {
    await host.close()
    throw error
  })
  markStart('listening')
  // Before anybody knows that it runs: who has read the link may end it at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      void shell
        .close()
        .then(() => host.close())
        .then(() => process.exit(0))
    })
  }
  host.announce(new URL(shell.link).origin)
  tell('ready', shell)
}

/** Runs until it is ended by a signal; ends the process with 1, and a message, when it cannot start. */
export async function run(options: ServerOptions): Promise<void> {
  markStart('code loaded')
  if (options.tracesStart) printStartMarks((line) => process.stderr.write(line))
  try {
    await (options.isSelfTest ? runSelfTest() : serve(options))
  } catch (error) {
    if (error instanceof AppError) process.stderr.write(`${failureText(error, uiLanguageOf(LANGUAGES))}\n`)
    else onError('start', error)
    process.exit(1)
  }
}
