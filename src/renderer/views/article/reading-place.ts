/** Where the reader is in an article, from what is on screen. */

/** How far below the top edge the reading line lies. Unit: CSS pixels. */
const READING_LINE = 96

/** The element of a block (`lead.1`), a section (`limits`) or a reference (`ref-vaswani2017`) of an article. */
export function placeElement(root: HTMLElement, place: string): HTMLElement | null {
  const name = CSS.escape(place)
  return root.querySelector(`[data-block="${name}"], [data-section="${name}"]`) ?? document.getElementById(place)
}

/**
 * The block at the reading line, its section, and the share of the text that has been on screen (0–1).
 * `null` while the article has no text.
 */
export function readingPlace(
  root: HTMLElement,
  scroller: HTMLElement,
): { block: string; section: string; progress: number } | null {
  const blocks = [...root.querySelectorAll<HTMLElement>('[data-block]')]
  if (blocks.length === 0) return null
  const view = scroller.getBoundingClientRect()
  const line = view.top + READING_LINE
  const at = blocks.find((block) => block.getBoundingClientRect().bottom > line) ?? blocks.at(-1)
  const block = at?.dataset['block'] ?? ''
  const box = root.getBoundingClientRect()
  const progress = Math.min(1, Math.max(0, (view.bottom - box.top) / Math.max(1, box.height)))
  return { block, section: block.slice(0, block.lastIndexOf('.')), progress }
}
