/** A page of the desktop shell: its window, and its text channel to the host. */
import { join } from 'node:path'
import { BrowserWindow, ipcMain, nativeTheme, type IpcMainEvent, type WebContents } from 'electron'
import { MAX_FRAME_LENGTH } from '../contract/frames.ts'
import type { Host, PageShell, Session } from '../host/index.ts'
import type { Bounds } from './bounds.ts'
import { HOME, isOwn } from './guard.ts'
import type { ShellMemory } from './window-state.ts'

/** The one IPC channel; the preload script knows the same name. */
const CHANNEL = 'mailuo'
/** Ground of the page before its styles are there, as in the page's tokens. */
const GROUND = { light: '#fbfaf6', dark: '#14171c' }
/** A page that ends this often within `CRASH_SPAN_MS` would only end again. */
const CRASHES_BORNE = 3
const CRASH_SPAN_MS = 60_000

/** Joins one page with the host over IPC; only texts of the page's own main frame are heard. */
export function attachPage(host: Host, contents: WebContents, shell: PageShell): Session {
  const texts: ((text: string) => void)[] = []
  const closes: ((reason: string) => void)[] = []
  const hear = (event: IpcMainEvent, text: unknown) => {
    const frame = event.senderFrame
    if (event.sender !== contents || frame === null || frame !== contents.mainFrame || !isOwn(frame.url)) return
    if (typeof text !== 'string' || text.length > MAX_FRAME_LENGTH) return
    texts.forEach((listener) => listener(text))
  }
  ipcMain.on(CHANNEL, hear)
  contents.on('destroyed', () => {
    ipcMain.off(CHANNEL, hear)
    closes.splice(0).forEach((listener) => listener('the window was closed'))
  })
  const port = {
    send: (text: string) => {
      if (!contents.isDestroyed()) contents.send(CHANNEL, text)
    },
    onText: (listener: (text: string) => void) => void texts.push(listener),
    onClose: (listener: (reason: string) => void) => void closes.push(listener),
  }
  return host.attach(port, shell)
}

/**
 * Makes the window; it shows itself once it has painted.
 * @param place   Where; what is left out, Electron chooses.
 * @param onCrash Told why the page ended, and whether it is loaded again.
 */
export function openWindow(
  memory: ShellMemory,
  place: Partial<Bounds>,
  onCrash: (reason: string, again: boolean) => void,
): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 860,
    ...place,
    minWidth: 720,
    minHeight: 520,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
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
  memory.watch(window)
  window.once('ready-to-show', () => {
    if (memory.isMaximized()) window.maximize()
    window.show()
  })
  const crashes: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    // Everything the reader did is on disk: a fresh page loses nothing.
    const now = performance.now()
    crashes.push(now)
    const again = crashes.filter((at) => now - at < CRASH_SPAN_MS).length <= CRASHES_BORNE
    onCrash(reason, again)
    const place = window.webContents.getURL()
    if (again) void window.loadURL(isOwn(place) ? place : HOME)
  })
  return window
}
