/**
 * What the shell remembers for itself: where the window was, and which files were opened last. Kept by
 * electron-store in `window.json`; read without it, because loading that library would hold the window back.
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { app, screen, type BrowserWindow } from 'electron'
import { usableBounds, type Bounds } from './bounds.ts'
import { isOpened } from './opened-files.ts'

export interface ShellMemory {
  /** Bounds for the constructor; none when the former ones are on no screen that is there today. */
  bounds(): Partial<Bounds>
  isMaximized(): boolean
  /** Remembers the window's place when it closes. */
  watch(window: BrowserWindow): void
  /** Where files were last opened from or saved to. */
  folder(): string
  /** A path to offer for a file of this name: beside the last one. */
  offer(fileName: string): string
  /** Remembers where a file was, and lists it among the recent ones if it can be opened again. */
  used(path: string): void
  /** Files that were opened last, newest first. */
  recent(): readonly string[]
  /** Forgets them, in the system's own list as well. */
  forgetRecent(): void
}

interface Remembered {
  readonly bounds?: unknown
  readonly isMaximized?: unknown
  readonly folder?: unknown
  readonly recent?: unknown
}

const MOST_RECENT = 8

/**
 * @param dataFolder Holds `window.json`. A damaged one is dropped: the place of a window is nothing of the reader's.
 * @param onRecent   Told when the recent files are others.
 */
export function createShellMemory(dataFolder: string, onRecent: () => void): ShellMemory {
  let remembered = read(join(dataFolder, 'window.json'))
  let store: { store: Record<string, unknown> } | null = null
  const workAreas = screen.getAllDisplays().map((display) => display.workArea)

  function keep(change: Remembered): void {
    remembered = { ...remembered, ...change }
    try {
      if (store) store.store = { ...remembered }
    } catch {
      // A full disk must not keep the window from closing.
    }
  }

  async function openStore(): Promise<void> {
    const { default: ElectronStore } = await import('electron-store')
    const options = { cwd: dataFolder, name: 'window', clearInvalidConfig: true, accessPropertiesByDotNotation: false }
    store ??= new ElectronStore<Record<string, unknown>>(options)
  }

  const recent = () =>
    Array.isArray(remembered.recent) ? remembered.recent.filter((each) => typeof each === 'string') : []
  const folder = () => (typeof remembered.folder === 'string' ? remembered.folder : app.getPath('documents'))

  return {
    bounds: () => usableBounds(remembered.bounds, workAreas) ?? {},
    isMaximized: () => remembered.isMaximized === true,
    watch(window) {
      // A window that closes before the store is there has hardly been moved.
      window.once('ready-to-show', () => void openStore().catch(() => undefined))
      window.on('close', () => keep({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }))
    },
    folder,
    offer: (fileName) => join(folder(), fileName),
    used(path) {
      keep({ folder: dirname(path) })
      if (!isOpened(path)) return
      app.addRecentDocument(path)
      keep({ recent: [path, ...recent().filter((each) => each !== path)].slice(0, MOST_RECENT) })
      onRecent()
    },
    recent,
    forgetRecent() {
      app.clearRecentDocuments()
      keep({ recent: [] })
      onRecent()
    },
  }
}

function read(file: string): Remembered {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {} // none yet, or damaged
  }
}
