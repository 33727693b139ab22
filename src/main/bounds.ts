/** Whether a remembered place of the window can be used on the screens of today. */

export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** At least this much of the window must be on one screen to be caught by the pointer. Unit: CSS pixels. */
const LEAST_VISIBLE = 100

/**
 * @param value     What was stored; anything.
 * @param workAreas Usable parts of the screens.
 * @returns The bounds, or `null` when they are none or lie on no screen.
 */
export function usableBounds(value: unknown, workAreas: readonly Bounds[]): Bounds | null {
  const { x, y, width, height } = (value ?? {}) as Partial<Bounds>
  if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return null
  const isVisible = workAreas.some((area) => {
    const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
    const down = Math.min(y + height, area.y + area.height) - Math.max(y, area.y)
    return across >= LEAST_VISIBLE && down >= LEAST_VISIBLE
  })
  return isVisible ? { x, y, width, height } : null
}

function isWhole(value: number | undefined): value is number {
  return Number.isInteger(value)
}
