/** So many elements are added in one frame: about 20 ms of Cytoscape's work on a slow machine. */
const SLICE = 120

/** What is done with elements as they come. */
export interface SupplySteps<Element> {
  /** What the window needs and has not got, in the order in which it is to come. */
  missing(): readonly Element[]
  /** Adds elements; nothing is drawn yet. */
  add(slice: readonly Element[]): void
  /** Shows what is lit in its place, before the rest is there. */
  showLit(): void
  /** Draws everything: it is there. */
  draw(): void
  /** Which share of what was missing is there, 0 to 1. */
  tell(share: number): void
  /** Has something done in the next frame. @returns Calls that off. */
  inNextFrame(act: () => void): () => void
}

/** Brings what came into sight in slices, one in each frame, and draws in the frame after: none is held up for long. */
export class Supply<Element> {
  readonly #steps: SupplySteps<Element>
  #callOff: (() => void) | null = null
  /** How many were missing at first. */
  #whole = 0

  constructor(steps: SupplySteps<Element>) {
    this.#steps = steps
  }

  get isUnderWay(): boolean {
    return this.#callOff !== null
  }

  /** Begins, or begins anew. */
  start(): void {
    this.stop()
    this.#whole = 0
    this.#callOff = this.#steps.inNextFrame(this.#bring)
  }

  stop(): void {
    this.#callOff?.()
    this.#callOff = null
  }

  readonly #bring = (): void => {
    this.#callOff = null
    const missing = this.#steps.missing()
    this.#whole = Math.max(this.#whole, missing.length)
    this.#steps.tell(this.#whole === 0 ? 1 : 1 - missing.length / this.#whole)
    if (missing.length === 0) {
      this.#steps.draw()
      return
    }
    this.#steps.showLit()
    this.#steps.add(missing.slice(0, SLICE))
    this.#callOff = this.#steps.inNextFrame(this.#bring)
  }
}
