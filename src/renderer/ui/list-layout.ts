/** What of a list is drawn: the chunks in sight, and room in place of the others. Heights are CSS pixels. */
export interface ListLayout {
  /** Drawn chunks in order, each with the room that the ones left out above it take. */
  readonly drawn: readonly { readonly chunk: number; readonly gap: number }[]
  /** Room that the chunks below the last drawn one take. */
  readonly rest: number
}

/**
 * @param count    How many chunks the list has.
 * @param heightOf Height of a chunk, measured or guessed.
 * @param sight    From where to where the list is in sight, measured from its top.
 * @param pinned   A chunk that stays with its neighbours, wherever it is: the one with the focus.
 */
export function layOutList(
  count: number,
  heightOf: (chunk: number) => number,
  sight: { readonly top: number; readonly bottom: number },
  pinned: number | null,
): ListLayout {
  const drawn: { chunk: number; gap: number }[] = []
  let at = 0
  let gap = 0
  for (let chunk = 0; chunk < count; chunk++) {
    const height = heightOf(chunk)
    const isInSight = at < sight.bottom && at + height > sight.top
    if (isInSight || (pinned !== null && Math.abs(chunk - pinned) <= 1)) {
      drawn.push({ chunk, gap })
      gap = 0
    } else gap += height
    at += height
  }
  return { drawn, rest: gap }
}

/** Heights of chunks: as measured, else that of the first full one measured. Unit: CSS pixels. */
export class Heights {
  readonly #measured = new Map<number, number>()
  #guess: number
  #isGuessed = true

  constructor(guess: number) {
    this.#guess = guess
  }

  readonly of = (chunk: number): number => this.#measured.get(chunk) ?? this.#guess

  /** @param isFull Not the last one, which may have fewer rows than the others. */
  measure(chunk: number, height: number, isFull: boolean): void {
    if (this.#isGuessed && isFull) {
      this.#guess = height
      this.#isGuessed = false
    }
    this.#measured.set(chunk, height)
  }
}
