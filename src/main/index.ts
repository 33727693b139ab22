/**
 * The desktop shell. The order matters: what can only be said before the app is ready comes first and without an
 * `await`, the session is guarded before a window exists, and the window is shown once it has painted.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { app, dialog, Menu, nativeTheme, protocol, session, shell } from 'electron'
import { failureText } from '../contract/failures.ts'
import { uiLanguageOf, type Settings } from '../contract/settings.ts'
import type { Host, OpenStore, TrafficMeter } from '../host/index.ts'
import { routeOfDeepLink } from './deep-link.ts'
import { guardContents, guardDownloads, guardSession, isOwn, ORIGIN, SCHEME } from './guard.ts'
import { createOpenedFiles, filesOnCommandLine } from './opened-files.ts'
import { portableFolder } from './portable.ts'
import { installerSteps } from './squirrel.ts'
import { createShellMemory } from './window-state.ts'
import { createWindows, type Windows } from './windows.ts'

app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  {
    scheme: SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
])
app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
app.commandLine.appendSwitch('webrtc-ip-handling-policy', 'disable_non_proxied_udp')
Menu.setApplicationMenu(null)

/** The application itself, read while Electron gets ready. */
const loading = import('../host/index.ts')
const isSelfTest = process.argv.includes('--self-test')
const dataFolder = chooseDataFolder()
app.setPath('userData', dataFolder)
// What Chromium keeps for itself stays out of the way of the reader's own files.
app.setPath('sessionData', join(dataFolder, 'chromium'))

/**
 * The folder both shells share: `mailuo` among the system's settings of apps, unless another is named, or the app is
 * carried about with its data beside it.
 */
function chooseDataFolder(): string {
  if (isSelfTest) return mkdtempSync(join(tmpdir(), 'mailuo-self-test-'))
  const carried = app.isPackaged ? portableFolder(process.platform, process.execPath, process.env, existsSync) : null
  // Set to nothing means not set: nothing would be the folder the app was started in.
  const named = [argument('--data'), process.env['MAILUO_DATA'], carried].find((each) => each)
  const folder = named ? resolve(named) : join(app.getPath('appData'), 'mailuo')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch {
    // The host looks at the folder again and says what is wrong with it.
  }
  return folder
}

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}

const openStore: OpenStore = async (cwd, name) => {
  const { default: ElectronStore } = await import('electron-store')
  return new ElectronStore<Record<string, unknown>>({ cwd, name, accessPropertiesByDotNotation: false })
}

function onError(where: string, error: unknown): void {
  process.stderr.write(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
}

async function openHost(traffic: TrafficMeter): Promise<Host> {
  const root = app.getAppPath()
  const { createHost } = await loading
  return createHost({
    packFolder: process.env['MAILUO_CORPUS'] ?? join(root, 'resources/corpus'),
    dataFolder,
    rendererFolder: join(root, 'out/renderer'),
    build: __BUILD_ID__,
    shell: { kind: 'electron', openExternal: (url) => shell.openExternal(url).then(() => true) },
    openStore,
    traffic,
    languages: app.getPreferredSystemLanguages(),
    onError,
  })
}

/** Waits for Electron and for our own code, and shuts the doors of the session before anything is loaded. */
async function getReady(): Promise<Awaited<typeof loading> & { readonly traffic: TrafficMeter }> {
  const [code] = await Promise.all([loading, app.whenReady()])
  const traffic = code.createTraffic()
  guardSession(session.defaultSession, () => traffic.count('blocked'))
  code.markStart('Electron ready')
  return { ...code, traffic }
}

async function runSelfTest(): Promise<void> {
  const { selfTest, traffic } = await getReady()
  const open = () => openHost(traffic)
  const report = await selfTest({ shell: 'electron', origin: ORIGIN, folder: dataFolder, open })
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`, () => app.exit(report.ok ? 0 : 1))
}

/** Opens a place of the page; until there is a window, the last place asked for is remembered. */
let windows: Windows | null = null
let firstPlace = ''
const files = createOpenedFiles(() => windows?.tellOfFile())

function goTo(links: readonly string[]): void {
  const route = links.map(routeOfDeepLink).find((each) => each !== null)
  if (route === undefined) return
  if (windows) windows.run(`open:${route}`)
  else firstPlace = route
}

async function start(): Promise<void> {
  const { traffic, plainAnswer, markStart, printStartMarks } = await getReady()
  if (process.argv.includes('--trace-startup')) printStartMarks((line) => process.stderr.write(line))
  const host = await openHost(traffic)
  app.on('will-quit', () => void host.close())
  if (process.argv.includes('--own-texts')) await host.ownTexts()?.()
  protocol.handle(SCHEME, async (request) =>
    isOwn(request.url) ? host.content(request) : plainAnswer(404, 'There is nothing at this address.'),
  )
  guardContents(app, (url) => void host.openExternal(url))
  const memory = createShellMemory(dataFolder, () => windows?.showMenu())
  guardDownloads(session.defaultSession, memory)
  nativeTheme.themeSource = themeOf(host.settings())
  app.setAboutPanelOptions({
    applicationName: 'Mailuo 脉络',
    applicationVersion: __APP_VERSION__,
    version: __BUILD_ID__,
    copyright: versionsOf(process.versions),
  })

  const opened = createWindows(host, memory, files, onError)
  host.onSettings((settings) => {
    nativeTheme.themeSource = themeOf(settings)
    opened.showMenu()
  })
  app.on('second-instance', (_event, argv, cwd) => {
    opened.raise()
    goTo(argv)
    files.add(filesOnCommandLine(argv, cwd))
  })
  app.on('window-all-closed', () => app.quit())
  goTo(process.argv)
  files.add(filesOnCommandLine(process.argv, process.cwd()))
  windows = opened
  markStart('window opened')
  await opened.open(firstPlace)
}

/** The parts people are asked for in reports. Under a stand-in there is no Electron among them. */
function versionsOf(versions: Readonly<Record<string, string | undefined>>): string {
  const named = { Electron: versions['electron'], Chromium: versions['chrome'], Node: versions['node'] }
  return Object.entries(named)
    .flatMap(([name, version]) => (version === undefined ? [] : [`${name} ${version}`]))
    .join(' · ')
}

/** The system's own parts follow the page; high contrast is a matter of the page alone. */
function themeOf({ theme }: Settings): 'system' | 'light' | 'dark' {
  return theme === 'contrast' ? 'system' : theme
}

function fail(error: unknown): void {
  onError('start', error)
  const language = uiLanguageOf(app.getPreferredSystemLanguages())
  if (!isSelfTest) dialog.showErrorBox('Mailuo 脉络', failureText(error, language))
  app.exit(1)
}

const asked =
  process.platform === 'win32' ? installerSteps(process.argv, process.execPath, process.env['SystemRoot']) : null

if (asked) {
  // A step that fails costs a shortcut, and must not cost the installation.
  for (const [program, ...args] of asked) spawnSync(program, args)
  app.exit(0)
} else if (isSelfTest) {
  runSelfTest().catch(fail)
} else if (!app.requestSingleInstanceLock()) {
  app.quit()
} else {
  // An unpackaged app would make the bare Electron binary the reader's handler of these links.
  if (app.isPackaged) app.setAsDefaultProtocolClient('mailuo')
  // On macOS a link or a file can arrive before the app is ready.
  app.on('open-url', (event, url) => {
    event.preventDefault()
    goTo([url])
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    files.add([path])
  })
  start().catch(fail)
}
