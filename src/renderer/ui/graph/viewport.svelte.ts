interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

type Point = Pick<Box, 'x' | 'y'>
export type Size = Pick<Box, 'width' | 'height'>

const SMALLEST = 0.2
const LARGEST = 3
/** So much of the content stays in sight however far one drags; pixels. */
const KEEP_IN_SIGHT = 120

/** The buttons lie over so many pixels of a drawing's lower edge, beyond the margin that is kept to all edges. */
export const BUTTONS_ROOM = 40

/** What is near the window is told in steps of so many pixels of the content: it changes seldom while one moves. */
const STEP = 480

/** Where one looks: content pixels times `k`, moved by `x` and `y`, are screen pixels. */
export class Viewport {
  k = $state(1)
  x = $state(0)
  y = $state(0)
  width = $state(0)
  height = $state(0)
  /** Screen pixels at the left and the top that something else covers. */
  readonly insetLeft: number
  readonly insetTop: number
  /** Screen pixels at the lower edge that are drawn on, but where nothing is brought into sight. */
  readonly insetBottom: number
  content = { width: 0, height: 0 }

  constructor(insetLeft = 0, insetTop = 0, insetBottom = 0) {
    this.insetLeft = insetLeft
    this.insetTop = insetTop
    this.insetBottom = insetBottom
    this.x = insetLeft
    this.y = insetTop
  }

  readonly transform = $derived(`translate(${String(this.x)} ${String(this.y)}) scale(${String(this.k)})`)

  readonly #left = $derived(Math.floor(-this.x / this.k / STEP - 1) * STEP)
  readonly #top = $derived(Math.floor(-this.y / this.k / STEP - 1) * STEP)
  readonly #right = $derived(Math.ceil((this.width - this.x) / this.k / STEP + 1) * STEP)
  readonly #bottom = $derived(Math.ceil((this.height - this.y) / this.k / STEP + 1) * STEP)

  /** Whether a box of the content is in sight, or less than a step beside it. */
  isNear(box: Box): boolean {
    return (
      box.x <= this.#right &&
      box.x + box.width >= this.#left &&
      box.y <= this.#bottom &&
      box.y + box.height >= this.#top
    )
  }

  /** Whether a part of a box of the content is in sight, or was while the window had that size. */
  isInSight(box: Box, size: Size = this): boolean {
    const [left, top] = [box.x * this.k + this.x, box.y * this.k + this.y]
    return (
      left <= size.width &&
      left + box.width * this.k >= this.insetLeft &&
      top <= size.height &&
      top + box.height * this.k >= this.insetTop
    )
  }

  /** Shows all of the content, no larger than life; at least at `least`, from its upper left. */
  fit(margin = 16, least = SMALLEST): void {
    const room = this.#room(margin)
    if (room.width <= 0 || room.height <= 0 || this.content.width === 0) return
    this.k = Math.max(least, Math.min(1, room.width / this.content.width, room.height / this.content.height))
    const spare = (size: number, content: number) => Math.max(0, (size - content * this.k) / 2)
    this.x = this.insetLeft + margin + spare(room.width, this.content.width)
    this.y = this.insetTop + margin + spare(room.height, this.content.height)
  }

  /** Zooms by a factor about a point of the screen; the middle by default. */
  zoom(factor: number, x = (this.width + this.insetLeft) / 2, y = (this.height + this.insetTop) / 2): void {
    const k = Math.min(LARGEST, Math.max(SMALLEST, this.k * factor))
    this.x = x - ((x - this.x) * k) / this.k
    this.y = y - ((y - this.y) * k) / this.k
    this.k = k
    this.#clamp()
  }

  pan(dx: number, dy: number): void {
    this.x += dx
    this.y += dy
    this.#clamp()
  }

  /** Whether a box of this size, in pixels of the content, can be seen at once. */
  fits(box: Size, margin = 40): boolean {
    const room = this.#room(margin)
    return box.width * this.k <= room.width && box.height * this.k <= room.height
  }

  /** Moves as little as needed for a box of the content to be in sight. */
  reveal(box: Box, margin = 40): void {
    const left = this.x + box.x * this.k
    const right = left + box.width * this.k
    const top = this.y + box.y * this.k
    const bottom = top + box.height * this.k
    const over = (low: number, high: number, from: number, to: number) =>
      low < from + margin
        ? from + margin - low
        : high > to - margin
          ? Math.max(to - margin - high, from + margin - low)
          : 0
    this.x += over(left, right, this.insetLeft, this.width)
    this.y += over(top, bottom, this.insetTop, this.height - this.insetBottom)
    this.#leaveNoGap()
  }

  /** Brings boxes of the content into sight: all, where the window has room for them; else some, if none is. */
  seek(boxes: readonly Box[], margin = 40): void {
    const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))]
    const width = Math.max(...boxes.map((box) => box.x + box.width)) - x
    const height = Math.max(...boxes.map((box) => box.y + box.height)) - y
    // The middle one by place, not the middle of all: there may be nothing at all.
    const middle = [...boxes].sort((a, b) => a.x - b.x)[boxes.length >> 1]
    if (!middle) return
    if (this.fits({ width, height }, margin)) this.reveal({ x, y, width, height }, margin)
    else if (!boxes.some((box) => this.isInSight(box)))
      this.centre(middle.x + middle.width / 2, middle.y + middle.height / 2)
  }

  /** Puts a point of the content into the middle, as far as that leaves no empty margin. */
  centre(x: number, y: number): void {
    this.x = (this.width + this.insetLeft) / 2 - x * this.k
    this.y = (this.height - this.insetBottom + this.insetTop) / 2 - y * this.k
    this.#leaveNoGap()
  }

  /**
   * Keeps a point of the content where it was, as a share of a window that had another size before.
   *
   * @param to Where the point is now, if the content has been laid out anew.
   */
  keep(from: Point, to: Point, before: Size): void {
    const share = (at: number, inset: number, was: number, is: number) =>
      inset + ((at - inset) * Math.max(1, is - inset)) / Math.max(1, was - inset)
    if (before.width === this.width && before.height === this.height && from.x === to.x && from.y === to.y) return
    this.x = share(this.x + from.x * this.k, this.insetLeft, before.width, this.width) - to.x * this.k
    this.y = share(this.y + from.y * this.k, this.insetTop, before.height, this.height) - to.y * this.k
    this.#leaveNoGap()
  }

  /** Content larger than the window fills it; smaller content stays within. */
  #leaveNoGap(margin = 12): void {
    const fill = (at: number, size: number, from: number, to: number) => {
      const ends = [from + margin, to - margin - size] as const
      return Math.min(Math.max(...ends), Math.max(Math.min(...ends), at))
    }
    this.x = fill(this.x, this.content.width * this.k, this.insetLeft, this.width)
    this.y = fill(this.y, this.content.height * this.k, this.insetTop, this.height - this.insetBottom)
  }

  /** What is free of all that lies over the drawing. */
  #room(margin: number): Size {
    return {
      width: this.width - this.insetLeft - 2 * margin,
      height: this.height - this.insetTop - this.insetBottom - 2 * margin,
    }
  }

  #clamp(): void {
    const hold = (at: number, size: number, from: number, to: number) =>
      Math.min(to - Math.min(KEEP_IN_SIGHT, size), Math.max(from + Math.min(KEEP_IN_SIGHT, size) - size, at))
    this.x = hold(this.x, this.content.width * this.k, this.insetLeft, this.width)
    this.y = hold(this.y, this.content.height * this.k, this.insetTop, this.height)
  }
}
