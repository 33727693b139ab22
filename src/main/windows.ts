/** The windows of the desktop shell: each shows the one page, with its own text channel to the host. */
import { writeFile } from 'node:fs/promises'
import { app, dialog, Menu, type BrowserWindow } from 'electron'
import type { UiLanguage } from '../contract/settings.ts'
import type { ShellCommand, ShellMenu, UnreadFile } from '../contract/shell.ts'
import type { FileBytes, FileText, Host, Session } from '../host/index.ts'
import { HOME } from './guard.ts'
import { editItems, menuTemplate } from './menu.ts'
import { NOTES_EXTENSIONS, PACK_EXTENSIONS, readOpenedFile, type OpenedFiles } from './opened-files.ts'
import { attachPage, openWindow } from './page.ts'
import { WORDS } from './words.ts'
import type { ShellMemory } from './window-state.ts'

/** How far a further window lies from the one it was opened from. Unit: CSS pixels. */
const CASCADE = 28

export interface Windows {
  /** Opens a window at a route of the page, e.g. `#/article/gpt-3`. */
  open(route?: string): Promise<void>
  /** Sends a command to the page in front. */
  run(command: string): void
  /** Tells the page in front that the reader opened a file. */
  tellOfFile(): void
  /** Brings the window that was last in front of the others before those of other programs. */
  raise(): void
  /** Shows the menus again, in the language the interface has now. */
  showMenu(): void
}

interface Shown {
  readonly window: BrowserWindow
  readonly session: Session
  menu: ShellMenu
}

/** @param onError Receives what went wrong with a window or a file, with where. */
export function createWindows(
  host: Host,
  memory: ShellMemory,
  files: OpenedFiles,
  onError: (where: string, error: unknown) => void,
): Windows {
  /** The one in front comes last. */
  const all: Shown[] = []
  const language = (): UiLanguage => host.settings().language
  const front = () => all.at(-1)

  function run(command: string): void {
    front()?.session.emit('menu.command', { command })
  }

  function raise(): void {
    const window = front()?.window
    if (window?.isMinimized()) window.restore()
    window?.focus()
  }

  function showMenu(): void {
    const recent = {
      paths: memory.recent(),
      open: (path: string) => files.add([path]),
      clear: () => memory.forgetRecent(),
    }
    const template = menuTemplate(process.platform, language(), front()?.menu ?? [], run, recent)
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }

  function bringToFront(shown: Shown): void {
    const at = all.indexOf(shown)
    if (at < 0) return
    all.push(...all.splice(at, 1))
    showMenu()
  }

  async function savePdf({ window }: Shown): Promise<boolean> {
    const name = `${
      window
        .getTitle()
        .replaceAll(/[\\/:*?"<>|]/g, ' ')
        .trim() || 'Mailuo'
    }.pdf`
    const { filePath, canceled } = await dialog.showSaveDialog(window, {
      defaultPath: memory.offer(name),
      filters: [{ name: 'PDF', extensions: ['pdf'] }],
    })
    if (canceled || filePath === '') return false
    const pdf = await window.webContents.printToPDF({
      pageSize: 'A4',
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    })
    await writeFile(filePath, pdf)
    memory.used(filePath)
    return true
  }

  async function chooseFiles({ window }: Shown, kind: string, extensions: readonly string[]): Promise<boolean> {
    const { filePaths } = await dialog.showOpenDialog(window, {
      defaultPath: memory.folder(),
      properties: ['openFile', 'multiSelections'],
      filters: [{ name: kind, extensions: [...extensions] }],
    })
    files.add(filePaths)
    return filePaths.length > 0
  }

  async function takeFile(): Promise<FileText | FileBytes | UnreadFile | null> {
    const path = files.next()
    if (path === undefined) return null
    const file = await readOpenedFile(path)
    if (!('problem' in file)) memory.used(path)
    return file
  }

  async function act(shown: Shown, command: ShellCommand): Promise<boolean> {
    switch (command) {
      case 'new-window':
        await open()
        return true
      case 'import-notes':
        return chooseFiles(shown, 'JSON-LD', NOTES_EXTENSIONS)
      case 'open-pack':
        return chooseFiles(shown, 'Mailuo', PACK_EXTENSIONS)
      case 'save-pdf':
        return savePdf(shown)
      case 'about':
        app.showAboutPanel()
        return true
      case 'sign-out':
        return false // nobody has signed in
    }
  }

  /** What becomes of a page that keeps ending, or hangs; an edition of the texts may be the cause. */
  async function askWayOut(window: BrowserWindow, trouble: 'pageEnds' | 'pageHangs'): Promise<void> {
    const word = (name: keyof typeof WORDS) => WORDS[name][language()]
    const hangs = trouble === 'pageHangs'
    // What hangs cannot be loaded anew before it has ended; it then is, as after a crash.
    const load = () => (hangs ? window.webContents.forcefullyCrashRenderer() : void window.loadURL(HOME))
    const readOwn = host.ownTexts()
    const ways: { label: string; go: () => void | Promise<void> }[] = [
      ...(hangs ? [{ label: word('wait'), go: () => undefined }] : []),
      { label: word(hangs ? 'loadAgain' : 'tryAgain'), go: load },
      ...(readOwn ? [{ label: word('readOwn'), go: () => readOwn().then(load) }] : []),
      { label: word('closeApp'), go: () => app.quit() },
    ]
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      title: 'Mailuo 脉络',
      message: word(trouble),
      detail: word(readOwn ? 'pageEndsOwnHelp' : 'pageEndsHelp'),
      buttons: ways.map(({ label }) => label),
      cancelId: hangs ? 0 : ways.length - 1,
      noLink: true,
    })
    await ways[response]?.go()
  }

  async function open(route = ''): Promise<void> {
    const from = front()?.window.getNormalBounds()
    const place = from ? { ...from, x: from.x + CASCADE, y: from.y + CASCADE } : memory.bounds()
    const window = openWindow(memory, place, (reason, again) => {
      onError('page', new Error(`The page ended (${reason})${again ? '; it is loaded again' : ''}.`))
      if (!again) showWayOut('pageEnds')
    })
    const showWayOut = (trouble: 'pageEnds' | 'pageHangs') =>
      void askWayOut(window, trouble).catch((error: unknown) => onError('page', error))
    window.on('unresponsive', () => showWayOut('pageHangs'))
    const session = attachPage(host, window.webContents, {
      showMenu(menu) {
        shown.menu = menu
        if (front() === shown) showMenu()
      },
      do: (command) => act(shown, command),
      takeFile,
    })
    const shown: Shown = { window, session, menu: [] }
    all.push(shown)
    window.on('focus', () => bringToFront(shown))
    window.on('closed', () => {
      all.splice(all.indexOf(shown), 1)
      if (all.length > 0) showMenu()
    })
    // The page has a menu of its own for what is read; a field of text needs the system's clipboard.
    window.webContents.on('context-menu', (_event, { isEditable }) => {
      if (isEditable) Menu.buildFromTemplate(editItems(language())).popup({ window })
    })
    showMenu()
    await window.loadURL(HOME + route)
  }

  return { open, run, tellOfFile: () => front()?.session.emit('shell.fileOpened', null), raise, showMenu }
}
