/** Where the window was, so that it opens there again. Kept by electron-store in `window.json`. */
import { screen, type BrowserWindow, type Rectangle } from 'electron'
import ElectronStore from 'electron-store'

interface WindowState {
  readonly bounds?: Rectangle
  readonly isMaximized?: boolean
}

export interface WindowMemory {
  /** Bounds for the constructor; none when the former ones are on no screen that is there today. */
  bounds(): Partial<Rectangle>
  isMaximized(): boolean
  /** Remembers the window's place when it closes. */
  watch(window: BrowserWindow): void
}

/** At least this much of the window must be on a screen to be caught by the pointer. Unit: CSS pixels. */
const LEAST_VISIBLE = 100

/** @param folder The data folder. A damaged file is dropped: the place of a window is nothing of the reader's. */
export function rememberWindow(folder: string): WindowMemory {
  const store = new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name: 'window',
    clearInvalidConfig: true,
    accessPropertiesByDotNotation: false,
  })
  const { bounds, isMaximized } = store.store as WindowState
  return {
    bounds: () => (isRectangle(bounds) && isVisible(bounds) ? bounds : {}),
    isMaximized: () => isMaximized === true,
    watch(window) {
      window.on('close', () => {
        store.store = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }
      })
    },
  }
}

function isRectangle(value: unknown): value is Rectangle {
  const { x, y, width, height } = (value ?? {}) as Partial<Rectangle>
  return [x, y, width, height].every((each) => Number.isInteger(each))
}

function isVisible({ x, y, width, height }: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea: area }) => {
    const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
    const down = Math.min(y + height, area.y + area.height) - Math.max(y, area.y)
    return across >= LEAST_VISIBLE && down >= LEAST_VISIBLE
  })
}
