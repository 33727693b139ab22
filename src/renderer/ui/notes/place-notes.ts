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
