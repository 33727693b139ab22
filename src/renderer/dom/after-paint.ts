/**
 * Runs something once the page has been painted as it is now: what is below the window, or beside the point at first,
 * need not keep the reader waiting.
 * @returns Calls it off.
 */
export function afterPaint(run: () => void): () => void {
  let task: ReturnType<typeof setTimeout> | undefined
  const frame = requestAnimationFrame(() => (task = setTimeout(run)))
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(task)
  }
}
