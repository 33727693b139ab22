/** Where the window was, so that it opens there again. Kept by electron-store in `window.json`. */
import { screen, type BrowserWindow } from 'electron'
import ElectronStore from 'electron-store'
import { usableBounds, type Bounds } from './bounds.ts'

export interface WindowMemory {
  /** Bounds for the constructor; none when the former ones are on no screen that is there today. */
  bounds(): Partial<Bounds>
  isMaximized(): boolean
  /** Remembers the window's place when it closes. */
  watch(window: BrowserWindow): void
}

/** @param folder The data folder. A damaged file is dropped: the place of a window is nothing of the reader's. */
export function rememberWindow(folder: string): WindowMemory {
  const store = new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name: 'window',
    clearInvalidConfig: true,
    accessPropertiesByDotNotation: false,
  })
  const { bounds, isMaximized } = store.store
  const workAreas = screen.getAllDisplays().map((display) => display.workArea)
  return {
    bounds: () => usableBounds(bounds, workAreas) ?? {},
    isMaximized: () => isMaximized === true,
    watch(window) {
      window.on('close', () => {
        try {
          store.store = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }
        } catch {
          // A full disk must not keep the window from closing.
        }
      })
    },
  }
}
