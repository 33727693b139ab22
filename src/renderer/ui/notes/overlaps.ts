import type { Passage } from '../../dom/text-map.ts'

/**
 * What is marked more than once, piece by piece, in the order of the text: the colour on top would hide where the mark
 * below it ends. Each piece has what else the upper of its marks has, e.g. its id.
 */
export function overlapsOf<T extends Passage>(marks: readonly T[]): readonly T[] {
  const pieces: T[] = []
  let reached = 0
  let told = 0
  for (const mark of marks.toSorted((a, b) => a.start - b.start)) {
    const start = Math.max(mark.start, told)
    const end = Math.min(mark.end, reached)
    if (start < end) {
      pieces.push({ ...mark, start, end })
      told = end
    }
    reached = Math.max(reached, mark.end)
  }
  return pieces
}
