/**
 * A stand-in for the module 'electron': runs the built main process under plain Node and records what it asks for.
 *
 * It shows the order of calls, their arguments and what our handlers answer. It can't show Electron's own behaviour:
 * its sandbox, its protocol and IPC plumbing, its menus.
 */
import { EventEmitter } from 'node:events'
import { basename, join } from 'node:path'
import {
  CANCELLED,
  NO_HANDLER,
  type FetchAnswer,
  type FromMain,
  type QuestionName,
  type Questions,
  type ToMain,
} from './messages.ts'
import { strict } from './strict.ts'

type Listener = (...args: unknown[]) => unknown

const record = {
  switches: {} as Record<string, string>,
  schemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
  sandboxed: false,
  windows: [] as Record<string, unknown>[],
  menus: [] as unknown[],
  external: [] as string[],
  boxes: [] as string[],
  themes: [] as string[],
  popups: [] as unknown[],
  aboutShown: 0,
  about: {} as Record<string, string>,
  recent: [] as string[],
  offered: [] as string[],
  session: {} as Record<string, boolean>,
  webrtcPolicy: null as string | null,
  focused: 0,
  quit: 0,
  order: [] as string[],
}

let ready = false
/** Folder the reader saves into, when asked; `null` gives up. */
let button = ''
let saveInto: string | null = null
/** What the reader chooses to open, when asked; nothing gives up. */
let chosen: readonly string[] = []

function note(call: string): void {
  record.order.push(`${ready ? 'after-ready' : 'before-ready'}:${call}`)
}

function beforeReady(call: string): void {
  note(call)
  if (ready) throw new Error(`${call} must be called before the app is ready`)
}

function afterReady(call: string): void {
  note(call)
  if (!ready) throw new Error(`${call} can only be used after the app is ready`)
}

function tellTest(message: FromMain): void {
  process.send?.(message)
}

// ---- app -----------------------------------------------------------------------------------------------------------

const paths: Record<string, string> = {
  userData: process.env['STAND_IN_USER_DATA'] ?? '',
  documents: join('/', 'home', 'reader', 'Documents'),
}
const becomeReady = Promise.withResolvers<undefined>()

class App extends EventEmitter {
  readonly isPackaged = process.env['STAND_IN_PACKAGED'] === '1'
  readonly name = 'Mailuo'
  readonly commandLine = strict('app.commandLine', {
    appendSwitch(name: string, value = '') {
      beforeReady('appendSwitch')
      record.switches[name] = value
    },
    hasSwitch: (name: string) => name in record.switches,
  })
  enableSandbox(): void {
    beforeReady('enableSandbox')
    record.sandboxed = true
  }
  requestSingleInstanceLock(): boolean {
    note('requestSingleInstanceLock')
    return process.env['STAND_IN_SECOND'] !== '1'
  }
  whenReady(): Promise<unknown> {
    return becomeReady.promise
  }
  isReady(): boolean {
    return ready
  }
  getPath(name: string): string {
    const path = paths[name]
    if (path === undefined) throw new Error(`electron stand-in: the path '${name}' is not modelled`)
    return path
  }
  setPath(name: string, path: string): void {
    beforeReady('setPath')
    paths[name] = path
  }
  setName(): void {
    note('setName')
  }
  setAppUserModelId(): void {
    note('setAppUserModelId')
  }
  setAboutPanelOptions(options: Record<string, string>): void {
    note('setAboutPanelOptions')
    record.about = options
  }
  showAboutPanel(): void {
    record.aboutShown++
  }
  addRecentDocument(path: string): void {
    record.recent.push(path)
  }
  clearRecentDocuments(): void {
    record.recent.splice(0)
  }
  setAsDefaultProtocolClient(): boolean {
    note('setAsDefaultProtocolClient')
    return true
  }
  getAppPath(): string {
    return process.cwd()
  }
  getVersion(): string {
    return '0.0.0'
  }
  getName(): string {
    return this.name
  }
  getLocale(): string {
    return process.env['STAND_IN_LOCALE'] ?? 'en-US'
  }
  getPreferredSystemLanguages(): string[] {
    return [this.getLocale()]
  }
  quit(): void {
    record.quit++
    note('quit')
    // With no window open there is nothing left that keeps Electron alive.
    if (Window.getAllWindows().length === 0) process.exit(0)
  }
  exit(code = 0): void {
    process.exit(code)
  }
}

const appTarget = new App()
export const app = strict('app', appTarget, [
  'activate',
  'before-quit',
  'child-process-gone',
  'open-file',
  'open-url',
  'render-process-gone',
  'second-instance',
  'web-contents-created',
  'will-quit',
  'window-all-closed',
])

// The real 'ready' does not wait for an `await` at the top of an ES-module main: neither does this one.
setImmediate(() => {
  // On a Mac a double click, or a link, comes before the app is ready.
  for (const event of ['open-file', 'open-url']) {
    const early = process.env[`STAND_IN_${event}`]
    if (early !== undefined) appTarget.emit(event, preventable(), early)
  }
  ready = true
  appTarget.emit('ready')
  becomeReady.resolve(undefined)
})

// ---- protocol and session ------------------------------------------------------------------------------------------

const schemeHandlers = new Map<string, (request: Request) => Response | Promise<Response>>()

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: typeof record.schemes) {
    beforeReady('registerSchemesAsPrivileged')
    if (record.schemes.length > 0) throw new Error('registerSchemesAsPrivileged can only be used once')
    record.schemes = schemes
  },
  handle(scheme: string, handler: (request: Request) => Response | Promise<Response>) {
    afterReady('protocol.handle')
    schemeHandlers.set(scheme, handler)
  },
})

const hooks: Record<string, Listener> = {}

class Session extends EventEmitter {
  readonly webRequest = strict('session.webRequest', {
    onBeforeRequest(listener: Listener) {
      hooks['request'] = listener
      record.session['requestFilter'] = true
    },
  })
  setPermissionRequestHandler(handler: Listener): void {
    hooks['permissionRequest'] = handler
    record.session['permissionRequest'] = true
  }
  setPermissionCheckHandler(handler: Listener): void {
    hooks['permissionCheck'] = handler
    record.session['permissionCheck'] = true
  }
  setDevicePermissionHandler(handler: Listener): void {
    hooks['device'] = handler
    record.session['devicePermission'] = true
  }
  setDisplayMediaRequestHandler(handler: Listener): void {
    hooks['display'] = handler
    record.session['displayMedia'] = true
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    record.session['spellChecker'] = enabled
  }
}

const sessionTarget = new Session()
const defaultSession = strict('session.defaultSession', sessionTarget, ['will-download'])
export const session = strict('session', {
  get defaultSession() {
    afterReady('session.defaultSession')
    return defaultSession
  },
})

// ---- menus, boxes, the system --------------------------------------------------------------------------------------

export const Menu = strict('Menu', {
  setApplicationMenu(menu: unknown) {
    note('setApplicationMenu')
    record.menus.push(menu)
  },
  buildFromTemplate: (template: unknown) => ({
    items: template,
    popup: () => record.popups.push(template),
    toJSON: () => template,
  }),
})
export const shell = strict('shell', {
  openExternal(url: string) {
    record.external.push(url)
    return Promise.resolve()
  },
})
export const dialog = strict('dialog', {
  showErrorBox(title: string, text: string) {
    record.boxes.push(`${title}\n${text}`)
    process.stderr.write(`box: ${text}\n`) // who asks for the record may come too late
  },
  /** The reader takes the button the test names, else the one that stands for closing the box. */
  showMessageBox(_window: unknown, box: { message: string; detail: string; buttons: string[]; cancelId: number }) {
    record.boxes.push([box.message, box.detail, ...box.buttons].join('\n'))
    const at = box.buttons.indexOf(button)
    return Promise.resolve({ response: at < 0 ? box.cancelId : at })
  },
  /** The reader takes what is offered, but in the folder the test names; without one, gives up. */
  showSaveDialog(_window: unknown, { defaultPath }: { defaultPath: string }) {
    const filePath = saveInto === null ? '' : join(saveInto, basename(defaultPath))
    record.offered.push(defaultPath)
    return Promise.resolve({ canceled: saveInto === null, filePath })
  },
  showOpenDialog(_window: unknown, { defaultPath }: { defaultPath: string }) {
    record.offered.push(defaultPath)
    return Promise.resolve({ canceled: chosen.length === 0, filePaths: [...chosen] })
  },
})
export const nativeTheme = strict('nativeTheme', {
  get themeSource() {
    return record.themes.at(-1) ?? 'system'
  },
  set themeSource(theme: string) {
    record.themes.push(theme)
  },
  shouldUseDarkColors: false,
})
export const screen = strict('screen', {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
  getDisplayMatching: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }),
})

const ipcTarget = new EventEmitter()
export const ipcMain = ipcTarget
export const ipcRenderer = undefined
export const contextBridge = undefined

// ---- windows -------------------------------------------------------------------------------------------------------

let lastContentsId = 0

class WebContents extends EventEmitter {
  readonly id = ++lastContentsId
  readonly mainFrame = { url: '', origin: '' }
  opener: Listener = () => ({ action: 'allow' })
  private gone = false

  setWindowOpenHandler(handler: Listener): void {
    this.opener = handler
  }
  setWebRTCIPHandlingPolicy(policy: string): void {
    record.webrtcPolicy = policy
  }
  send(channel: string, ...args: unknown[]): void {
    if (this.gone) throw new TypeError('Object has been destroyed')
    // Structured clone, as Electron's own channel does: a value that can't cross must fail here as well.
    tellTest({ kind: 'page-message', channel, args: structuredClone(args), window: this.id })
  }
  isDestroyed(): boolean {
    return this.gone
  }
  getURL(): string {
    return this.mainFrame.url
  }
  printToPDF(): Promise<Buffer> {
    return Promise.resolve(Buffer.from('%PDF-stand-in'))
  }
  forcefullyCrashRenderer(): void {
    note('forcefullyCrashRenderer')
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
  }
  destroy(): void {
    this.gone = true
    this.emit('destroyed')
  }
}

const CONTENTS_EVENTS = [
  'before-input-event',
  'context-menu',
  'destroyed',
  'did-finish-load',
  'did-start-navigation',
  'render-process-gone',
  'will-attach-webview',
  'will-frame-navigate',
  'will-navigate',
  'will-redirect',
]

class Window extends EventEmitter {
  private static readonly open: Window[] = []
  readonly contents = new WebContents()
  readonly webContents = strict('webContents', this.contents, CONTENTS_EVENTS)
  private readonly self: Window

  constructor(options: Record<string, unknown>) {
    super()
    afterReady('new BrowserWindow')
    record.windows.push(options)
    this.self = strict('window', this, [
      'close',
      'closed',
      'focus',
      'enter-full-screen',
      'leave-full-screen',
      'unresponsive',
      'maximize',
      'move',
      'ready-to-show',
      'resize',
      'unmaximize',
      'unresponsive',
    ])
    Window.open.push(this.self)
    appTarget.emit('web-contents-created', {}, this.webContents)
    // A constructor may give another object: the one that answers only for what it models.
    return this.self
  }

  static getAllWindows(): readonly Window[] {
    return Window.open
  }
  static at(index: number): Window {
    const found = Window.open[index]
    if (!found) throw new Error(`electron stand-in: there is no window ${String(index)}`)
    return found
  }
  static first(): Window {
    const first = Window.open[0]
    if (!first) throw new Error('electron stand-in: there is no window yet')
    return first
  }

  loadURL(url: string): Promise<void> {
    note('loadURL')
    this.contents.mainFrame.url = url
    tellTest({ kind: 'load', url })
    setImmediate(() => this.emit('ready-to-show'))
    return Promise.resolve()
  }
  show(): void {
    note('show')
  }
  focus(): void {
    record.focused++
    this.emit('focus')
  }
  getTitle(): string {
    return 'GPT-3: Mailuo'
  }
  /** As when the reader closes it. */
  shut(): void {
    this.emit('close', preventable())
    Window.open.splice(Window.open.indexOf(this.self), 1)
    this.contents.destroy()
    this.emit('closed')
    if (Window.open.length === 0) appTarget.emit('window-all-closed')
  }
  isMinimized(): boolean {
    return false
  }
  isMaximized(): boolean {
    return false
  }
  isFullScreen(): boolean {
    return false
  }
  isDestroyed(): boolean {
    return false
  }
  restore(): void {
    note('restore')
  }
  maximize(): void {
    note('maximize')
  }
  getBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 0, y: 0, width: 1200, height: 800 }
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return this.getBounds()
  }
  setTitle(): void {
    note('setTitle')
  }
}

export const BrowserWindow = Window

export default {
  app,
  BrowserWindow,
  contextBridge,
  dialog,
  ipcMain,
  ipcRenderer,
  Menu,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
}

// ---- questions of the test -----------------------------------------------------------------------------------------

/** As much of a menu's template as is clicked. */
type MenuItem = { label?: string; submenu?: MenuItem[]; click?: () => void }

type Preventable = { defaultPrevented: boolean; preventDefault(): void; readonly [detail: string]: unknown }

function preventable(details: object = {}): Preventable {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
  }
  return event
}

function hook(name: string): Listener {
  const found = hooks[name]
  if (!found) throw new Error(`electron stand-in: no handler was set for '${name}'`)
  return found
}

function requestFilter(url: string): Promise<{ cancel?: boolean }> {
  return new Promise((resolve) => void hook('request')({ url }, resolve))
}

const answers: { [Q in QuestionName]: (argument: Questions[Q][0]) => Questions[Q][1] | Promise<Questions[Q][1]> } = {
  record: () => ({
    ...record,
    // Windows and menus hold functions, which can't be sent.
    windows: JSON.parse(JSON.stringify(record.windows)) as never,
    menus: JSON.parse(JSON.stringify(record.menus)) as unknown[],
    popups: JSON.parse(JSON.stringify(record.popups)) as unknown[],
    openWindows: Window.getAllWindows().map(({ contents }) => contents.getURL()),
    schemesHandled: [...schemeHandlers.keys()],
    ipcChannels: ipcTarget.eventNames().map(String),
  }),
  async fetch({ url, method = 'GET', headers = {}, unfiltered = false }): Promise<FetchAnswer> {
    const handler = schemeHandlers.get(new URL(url).protocol.slice(0, -1))
    if (!unfiltered && (await requestFilter(url)).cancel === true) return { status: CANCELLED, headers: {}, body: '' }
    if (!handler) return { status: NO_HANDLER, headers: {}, body: '' }
    const response = await handler(new Request(url, { method, headers }))
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    }
  },
  requestFilter: ({ url }) => requestFilter(url),
  navigate({ url, mainFrame = true }) {
    const { contents } = Window.first()
    const events = [preventable({ url, isMainFrame: mainFrame })]
    contents.emit('will-frame-navigate', events[0])
    if (mainFrame) {
      events.push(preventable({ url, isMainFrame: true }))
      contents.emit('will-navigate', events[1], url)
    }
    return events.some((event) => event.defaultPrevented)
  },
  navigationEvents({ url }) {
    const names = ['will-navigate', 'will-frame-navigate', 'will-redirect']
    return Object.fromEntries(
      names.map((name) => {
        const event = preventable({ url, isMainFrame: true })
        Window.first().contents.emit(name, event, url)
        return [name, event.defaultPrevented]
      }),
    )
  },
  openWindow: ({ url }) => Window.first().contents.opener({ url }) as { action: string },
  permissionRequest: ({ name, from }) =>
    new Promise<boolean>((resolve) => {
      hook('permissionRequest')(Window.first().webContents, name, resolve, { requestingUrl: from, isMainFrame: true })
    }),
  permissionCheck: ({ name, from }) =>
    Boolean(hook('permissionCheck')(Window.first().webContents, name, from, { requestingUrl: from })),
  async devices() {
    const streams = await new Promise<object>((resolve) => void hook('display')({ frame: null }, resolve))
    return { device: Boolean(hook('device')({ deviceType: 'hid' })), display: Object.keys(streams).length > 0 }
  },
  attachWebview() {
    const event = preventable()
    Window.first().contents.emit('will-attach-webview', event, {}, {})
    return event.defaultPrevented
  },
  download({ url, name, savedAs }) {
    const event = preventable()
    const options: { defaultPath?: string } = {}
    const item = Object.assign(new EventEmitter(), {
      getURL: () => url,
      getFilename: () => name,
      setSaveDialogOptions: (given: object) => Object.assign(options, given),
      getSavePath: () => savedAs,
    })
    sessionTarget.emit('will-download', event, item, Window.first().webContents)
    item.emit('done', {}, 'completed')
    return { prevented: event.defaultPrevented, offered: options.defaultPath ?? null }
  },
  choose({ paths }) {
    chosen = paths
    return null
  },
  secondInstance({ argv, cwd = '/' }) {
    appTarget.emit('second-instance', preventable(), argv, cwd, null)
    return null
  },
  openFile({ path }) {
    const event = preventable()
    appTarget.emit('open-file', event, path)
    return event.defaultPrevented
  },
  openUrl({ url }) {
    appTarget.emit('open-url', preventable(), url)
    return null
  },
  ipc({ channel, args, from, subframe = false, lost = false, stranger = false, window = 0 }) {
    const { contents, webContents } = Window.at(window)
    const frame = { url: from, origin: URL.canParse(from) ? new URL(from).origin : 'null' }
    if (!subframe) Object.assign(contents.mainFrame, frame)
    const senderFrame = lost ? null : subframe ? frame : contents.mainFrame
    const sender = stranger ? new WebContents() : webContents
    ipcTarget.emit(channel, { sender, senderFrame }, ...args)
    return null
  },
  focusWindow({ index }) {
    Window.at(index).focus()
    return null
  },
  closeWindow({ index }) {
    Window.at(index).shut()
    return null
  },
  contextMenu({ isEditable }) {
    Window.first().contents.emit('context-menu', preventable(), { isEditable })
    return null
  },
  saveInto({ folder }) {
    saveInto = folder
    return null
  },
  clickMenu({ label }) {
    const last = record.menus.at(-1) as { items: MenuItem[] } | undefined
    const below = (items: readonly MenuItem[]): MenuItem[] =>
      items.flatMap((item) => [item, ...below(item.submenu ?? [])])
    const found = below(last?.items ?? []).find((item) => item.label === label)
    found?.click?.()
    return found !== undefined
  },
  press({ label }) {
    button = label
    return null
  },
  rendererHangs() {
    Window.first().emit('unresponsive')
    return null
  },
  rendererGone() {
    Window.first().contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
    return null
  },
}

async function answer({ id, name, argument }: ToMain): Promise<void> {
  try {
    const value: unknown = await (answers[name] as (argument: unknown) => unknown)(argument)
    tellTest({ kind: 'answer', id, value })
  } catch (error) {
    tellTest({ kind: 'failure', id, message: String(error) })
  }
}

process.on('message', (message) => void answer(message as ToMain))
process.on('disconnect', () => process.exit(0))
