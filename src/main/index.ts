/**
 * The desktop shell. The order matters: what can only be said before the app is ready comes first and without an
 * `await`, the session is guarded before a window exists, and the window is shown once it has painted.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, shell, type WebContents } from 'electron'
import ElectronStore from 'electron-store'
import { AppError } from '../contract/errors.ts'
import { MAX_FRAME_LENGTH } from '../contract/frames.ts'
import { createHost, externalTarget, selfTest, type Host, type OpenStore, type Session } from '../host/index.ts'
import { routeOfDeepLink } from './deep-link.ts'
import { guardContents, guardSession, HOME, isOwn, ORIGIN, SCHEME } from './guard.ts'
import { menuTemplate } from './menu.ts'

const CHANNEL = 'mailuo'
const PAPER = '#fbfaf6'

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

const isSelfTest = process.argv.includes('--self-test')
const scratch = isSelfTest ? mkdtempSync(join(tmpdir(), 'mailuo-self-test-')) : null
const dataFolder = scratch ?? argument('--data') ?? process.env['MAILUO_DATA']
if (dataFolder !== undefined) app.setPath('userData', dataFolder)

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}

const openStore: OpenStore = (cwd, name) =>
  new ElectronStore<Record<string, unknown>>({ cwd, name, accessPropertiesByDotNotation: false })

async function openExternal(url: string): Promise<boolean> {
  const target = externalTarget(url)
  if (target === null) return false
  await shell.openExternal(target)
  return true
}

function onError(where: string, error: unknown): void {
  process.stderr.write(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
}

/** Joins one page with the host over IPC; only texts of the page's own main frame are heard. */
function attachPage(host: Host, contents: WebContents): Session {
  const texts: ((text: string) => void)[] = []
  const closes: ((reason: string) => void)[] = []
  const end = (reason: string) => closes.splice(0).forEach((listener) => listener(reason))
  ipcMain.on(CHANNEL, (event, text: unknown) => {
    const frame = event.senderFrame
    if (event.sender !== contents || frame === null || frame !== contents.mainFrame || !isOwn(frame.url)) return
    if (typeof text !== 'string' || text.length > MAX_FRAME_LENGTH) return
    texts.forEach((listener) => listener(text))
  })
  contents.on('destroyed', () => end('the window was closed'))
  return host.attach({
    send: (text) => {
      if (!contents.isDestroyed()) contents.send(CHANNEL, text)
    },
    onText: (listener) => texts.push(listener),
    onClose: (listener) => closes.push(listener),
  })
}

function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 860,
    minWidth: 720,
    minHeight: 520,
    show: false,
    backgroundColor: PAPER,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      v8CacheOptions: 'code',
    },
  })
  window.once('ready-to-show', () => window.show())
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    // Everything the reader did is on disk: a fresh page loses nothing.
    onError('page', new Error(`The page ended (${reason}); it is loaded again.`))
    if (reason !== 'clean-exit') void window.loadURL(HOME)
  })
  return window
}

async function start(): Promise<void> {
  await app.whenReady()
  guardSession(session.defaultSession)
  const root = app.getAppPath()
  const host = await createHost({
    packFolder: process.env['MAILUO_CORPUS'] ?? join(root, 'resources/corpus'),
    dataFolder: app.getPath('userData'),
    rendererFolder: join(root, 'out/renderer'),
    build: __BUILD_ID__,
    shell: { kind: 'electron', openExternal },
    openStore,
    languages: app.getPreferredSystemLanguages(),
    onError,
  })
  protocol.handle(SCHEME, async (request) =>
    isOwn(request.url) ? host.content(request) : new Response('There is nothing at this address.', { status: 404 }),
  )
  if (scratch !== null) {
    const report = await selfTest(host, ORIGIN)
    await host.close()
    rmSync(scratch, { recursive: true, force: true })
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
    app.exit(report.ok ? 0 : 1)
    return
  }
  const window = openWindow()
  const page = attachPage(host, window.webContents)
  const language = languageOf(app.getPreferredSystemLanguages())
  const run = (command: string) => page.emit('menu.command', { command })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, language, run)))

  /** Brings the window to the front, at the place a deep link names. */
  function reveal(argv: readonly string[]): void {
    if (window.isMinimized()) window.restore()
    window.focus()
    const route = argv.map(routeOfDeepLink).find((each) => each !== null)
    if (route !== undefined) run(`open:${route}`)
  }
  app.on('second-instance', (_event, argv) => reveal(argv))
  app.on('open-url', (event, url) => {
    event.preventDefault()
    reveal([url])
  })
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => void host.close())
  await window.loadURL(HOME + (process.argv.map(routeOfDeepLink).find((each) => each !== null) ?? ''))
}

function languageOf(tags: readonly string[]): 'zh' | 'zh-Hant' | 'en' {
  const first = tags[0] ?? 'en'
  if (/^zh-(Hant|TW|HK|MO)/i.test(first)) return 'zh-Hant'
  return /^zh/i.test(first) ? 'zh' : 'en'
}

if (!isSelfTest && !app.requestSingleInstanceLock()) {
  app.quit()
} else {
  app.setAsDefaultProtocolClient('mailuo')
  guardContents(app, (url) => void openExternal(url))
  start().catch((error: unknown) => {
    onError('start', error)
    dialog.showErrorBox('Mailuo 脉络', error instanceof AppError ? error.message : String(error))
    app.exit(1)
  })
}
