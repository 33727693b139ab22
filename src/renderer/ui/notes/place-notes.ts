import type { Annotation } from '../../../core/annotation/index.ts'

/**
 * Places notes beside their text: each as high as it wants to be, but never over the one before.
 *
 * @param wanted  Where each note would begin, in order; CSS pixels from the column's top.
 * @param heights How high each is, in CSS pixels.
 * @returns The top of each, and the height the column needs.
 */
export function placeNotes(
  wanted: readonly number[],
  heights: readonly number[],
  gap: number,
): { readonly tops: readonly number[]; readonly height: number } {
  let free = 0
  const tops = wanted.map((want, i) => {
    const top = Math.max(free, want, 0)
    free = top + (heights[i] ?? 0) + gap
    return top
  })
  return { tops, height: Math.max(0, free - gap) }
}

/** Heights that cards not seen yet are counted with: without and with a note. Unit: CSS pixels. */
const PLAIN_HEIGHT = 30
const WRITTEN_HEIGHT = 72

/** How high the cards of marks are: as they were seen last, else as most of their kind are. */
export class CardHeights {
  readonly #seen = new Map<string, number>()

  of({ id, body }: Annotation): number {
    return this.#seen.get(id) ?? (body ? WRITTEN_HEIGHT : PLAIN_HEIGHT)
  }

  /** Takes a height that was seen; whether it is another than thought. */
  take(annotation: Annotation, height: number): boolean {
    const isNew = Math.abs(this.of(annotation) - height) > 1
    this.#seen.set(annotation.id, height)
    return isNew
  }
}
