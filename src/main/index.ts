/**
 * The desktop shell. The order matters: what can only be said before the app is ready comes first and without an
 * `await`, the session is guarded before a window exists, and the window is shown once it has painted.
 */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { app, dialog, Menu, nativeTheme, protocol, session, shell } from 'electron'
import ElectronStore from 'electron-store'
import { AppError } from '../contract/errors.ts'
import type { Settings } from '../contract/settings.ts'
import {
  createHost,
  createTraffic,
  plainAnswer,
  scratchFolder,
  selfTest,
  type Host,
  type OpenStore,
} from '../host/index.ts'
import { routeOfDeepLink } from './deep-link.ts'
import { guardContents, guardSession, HOME, isOwn, ORIGIN, SCHEME } from './guard.ts'
import { menuTemplate } from './menu.ts'
import { attachPage, openWindow } from './page.ts'
import { rememberWindow } from './window-state.ts'

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

const traffic = createTraffic()
const isSelfTest = process.argv.includes('--self-test')
const dataFolder = chooseDataFolder()
app.setPath('userData', dataFolder)
// What Chromium keeps for itself stays out of the way of the reader's own files.
app.setPath('sessionData', join(dataFolder, 'chromium'))

/** The folder both shells share: `mailuo` among the system's settings of apps, unless another is named. */
function chooseDataFolder(): string {
  if (isSelfTest) return scratchFolder()
  const named = argument('--data') ?? process.env['MAILUO_DATA']
  const folder = named === undefined ? join(app.getPath('appData'), 'mailuo') : resolve(named)
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

const openStore: OpenStore = (cwd, name) =>
  new ElectronStore<Record<string, unknown>>({ cwd, name, accessPropertiesByDotNotation: false })

function onError(where: string, error: unknown): void {
  process.stderr.write(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
}

function openHost(): Promise<Host> {
  const root = app.getAppPath()
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

async function runSelfTest(): Promise<void> {
  await app.whenReady()
  guardSession(session.defaultSession, () => traffic.count('blocked'))
  const report = await selfTest({ shell: 'electron', origin: ORIGIN, folder: dataFolder, open: openHost })
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`, () => app.exit(report.ok ? 0 : 1))
}

/** Opens a place of the page; until there is one, remembers the last place asked for. */
let openPlace: ((route: string) => void) | null = null
let firstPlace = ''

function goTo(links: readonly string[]): void {
  const route = links.map(routeOfDeepLink).find((each) => each !== null)
  if (route === undefined) return
  if (openPlace) openPlace(route)
  else firstPlace = route
}

async function start(): Promise<void> {
  await app.whenReady()
  guardSession(session.defaultSession, () => traffic.count('blocked'))
  const host = await openHost()
  app.on('will-quit', () => void host.close())
  protocol.handle(SCHEME, async (request) =>
    isOwn(request.url) ? host.content(request) : plainAnswer(404, 'There is nothing at this address.'),
  )
  guardContents(app, (url) => void host.openExternal(url))
  nativeTheme.themeSource = themeOf(host.settings())

  const window = openWindow(rememberWindow(dataFolder), (reason, again) => {
    onError('page', new Error(`The page ended (${reason})${again ? '; it is loaded again' : ''}.`))
    if (again) return
    dialog.showErrorBox('Mailuo 脉络', 'The page keeps ending. Your notes are safe. Close Mailuo and start it again.')
  })
  const page = attachPage(host, window.webContents)
  const run = (command: string) => page.emit('menu.command', { command })
  const showMenu = ({ language }: Settings) => {
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, language, run)))
  }
  showMenu(host.settings())
  host.onSettings((settings) => {
    nativeTheme.themeSource = themeOf(settings)
    showMenu(settings)
  })

  app.on('second-instance', (_event, argv) => {
    if (window.isMinimized()) window.restore()
    window.focus()
    goTo(argv)
  })
  app.on('window-all-closed', () => app.quit())
  goTo(process.argv)
  openPlace = (route) => run(`open:${route}`)
  await window.loadURL(HOME + firstPlace)
}

/** The system's own parts follow the page; high contrast is a matter of the page alone. */
function themeOf({ theme }: Settings): 'system' | 'light' | 'dark' {
  return theme === 'contrast' ? 'system' : theme
}

function fail(error: unknown): void {
  onError('start', error)
  if (!isSelfTest) dialog.showErrorBox('Mailuo 脉络', error instanceof AppError ? error.message : String(error))
  app.exit(1)
}

if (isSelfTest) {
  runSelfTest().catch(fail)
} else if (!app.requestSingleInstanceLock()) {
  app.quit()
} else {
  // An unpackaged app would make the bare Electron binary the reader's handler of these links.
  if (app.isPackaged) app.setAsDefaultProtocolClient('mailuo')
  // On macOS a link can arrive before the app is ready.
  app.on('open-url', (event, url) => {
    event.preventDefault()
    goTo([url])
  })
  start().catch(fail)
}
