/** How long a page may take to become as long as it was. Unit: milliseconds. */
const PATIENCE_MS = 3000
/** What shows that the reader has taken over. */
const HANDS = ['wheel', 'pointerdown', 'keydown'] as const

/**
 * Scrolls to where a page was left, as soon as it is long enough again; gives up when the reader moves first.
 * @param top CSS pixels.
 * @param onend Told once it is there, or was given up.
 * @returns Ends it.
 */
export function restoreScroll(scroller: HTMLElement, top: number, onend: () => void): () => void {
  const until = performance.now() + PATIENCE_MS
  let frame = 0
  const end = () => {
    cancelAnimationFrame(frame)
    for (const name of HANDS) scroller.removeEventListener(name, end)
    onend()
  }
  const attempt = () => {
    scroller.scrollTop = top
    if (Math.abs(scroller.scrollTop - top) <= 1 || performance.now() > until) end()
    else frame = requestAnimationFrame(attempt)
  }
  for (const name of HANDS) scroller.addEventListener(name, end, { passive: true })
  attempt()
  return end
}
