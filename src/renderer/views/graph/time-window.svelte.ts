import { Viewport } from '../../ui/graph/viewport.svelte.ts'

const MOST_ZOOM = 60

/** The part of the time axis in sight. Only sideways: `k` widens the axis, nothing gets larger. */
export class TimeWindow extends Viewport {
  /** Width of the axis at `k` = 1: all of it in sight. */
  readonly room = $derived(this.#roomOf(this.width))
  /** Pixels from the axis's start to the left edge of what is in sight. */
  readonly left = $derived(this.insetLeft - this.x)

  override fit(): void {
    this.k = 1
    this.x = this.insetLeft
  }

  override zoom(factor: number, x = (this.width + this.insetLeft) / 2): void {
    const k = Math.min(MOST_ZOOM, Math.max(1, this.k * factor))
    this.x = x - ((x - this.x) * k) / this.k
    this.k = k
    this.#hold()
  }

  override pan(dx: number): void {
    this.x += dx
    this.#hold()
  }

  /** Shows a stretch of the axis, given in shares of it (0 to 1), with some room on both sides. */
  showShare(from: number, to: number): void {
    const share = Math.max(1 / MOST_ZOOM, to - from)
    this.k = Math.min(MOST_ZOOM, Math.max(1, 0.7 / share))
    this.x = this.insetLeft + this.room / 2 - ((from + to) / 2) * this.room * this.k
    this.#hold()
  }

  /** Keeps the middle of what was in sight there when the window had another width before. */
  keepFrom(width: number): void {
    const before = this.#roomOf(width)
    const middle = (this.insetLeft + before / 2 - this.x) / (before * this.k)
    this.x = this.insetLeft + this.room / 2 - middle * this.room * this.k
    this.#hold()
  }

  #roomOf(width: number): number {
    return Math.max(200, width - this.insetLeft - RIGHT_MARGIN)
  }

  #hold(): void {
    const least = this.insetLeft + this.room - this.room * this.k
    this.x = Math.min(this.insetLeft, Math.max(least, this.x))
  }
}

/** Room right of the last date; pixels. */
export const RIGHT_MARGIN = 14
