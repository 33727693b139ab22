import type { Viewport } from './viewport.svelte.ts'

const ZOOM_STEP = 1.25
/** A press that moves less is a click. Unit: pixels. */
const CLICK_SLACK = 4

/** Wheel, drag, pinch (a wheel with Ctrl) and the keys + − 0, the same in every drawing. Events go to its methods. */
export class Gestures {
  /** Whether the drawing is being dragged. */
  dragging = $state(false)
  readonly #viewport: Viewport
  readonly #fit: () => void
  #at: { readonly x: number; readonly y: number } | null = null

  constructor(viewport: Viewport, fit: () => void) {
    this.#viewport = viewport
    this.#fit = fit
  }

  readonly zoomIn = (): void => this.#viewport.zoom(ZOOM_STEP)
  readonly zoomOut = (): void => this.#viewport.zoom(1 / ZOOM_STEP)

  readonly wheel = (event: WheelEvent): void => {
    event.preventDefault()
    const box = (event.currentTarget as Element).getBoundingClientRect()
    if (!event.ctrlKey && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))) {
      this.#viewport.pan(-(event.deltaX || event.deltaY), 0)
      return
    }
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY
    const factor = Math.exp(-Math.max(-120, Math.min(120, pixels)) * (event.ctrlKey ? 0.01 : 0.002))
    this.#viewport.zoom(factor, event.clientX - box.left, event.clientY - box.top)
  }

  readonly press = (event: PointerEvent): void => {
    if (event.button === 0) this.#at = { x: event.clientX, y: event.clientY }
  }

  readonly move = (event: PointerEvent): void => {
    if (!this.#at) return
    if (event.buttons === 0) {
      this.end()
      return
    }
    const dx = event.clientX - this.#at.x
    const dy = event.clientY - this.#at.y
    if (!this.dragging && Math.hypot(dx, dy) < CLICK_SLACK) return
    if (!this.dragging) (event.currentTarget as Element).setPointerCapture(event.pointerId)
    this.#at = { x: event.clientX, y: event.clientY }
    this.dragging = true
    this.#viewport.pan(dx, dy)
  }

  /** The click that ends a drag comes after: until then it is one. */
  readonly release = (): void => {
    setTimeout(this.end)
  }

  readonly end = (): void => {
    this.#at = null
    this.dragging = false
  }

  /** For clicks on their way down: the one at the end of a drag is none. */
  readonly click = (event: MouseEvent): void => {
    if (!this.dragging) return
    event.preventDefault()
    event.stopPropagation()
  }

  /** @returns Whether the key was one of these. */
  key(event: KeyboardEvent): boolean {
    if (event.key === '+' || event.key === '=') this.zoomIn()
    else if (event.key === '-') this.zoomOut()
    else if (event.key === '0') this.#fit()
    else return false
    return true
  }
}
