/** Where the reader is in an article, from what is on screen. */

/** How far below the top edge the reading line lies. Unit: CSS pixels. */
const READING_LINE = 96

/** The element of a block (`lead.1`), a section (`limits`) or a reference (`ref-vaswani2017`) of an article. */
export function placeElement(root: HTMLElement, place: string): HTMLElement | null {
  const name = CSS.escape(place)
  return root.querySelector(`[data-block="${name}"], [data-section="${name}"]`) ?? document.getElementById(place)
}

export interface ReadingPlace {
  /** The block at the reading line. */
  readonly block: string
  readonly section: string
  /** Share of the text that has been on screen, 0–1. */
  readonly progress: number
  /** How far the reading line lies below the block's top; negative above it. Unit: CSS pixels. */
  readonly below: number
  /** The same as a share of the block's height. */
  readonly within: number
}

/** Where the reading line lies; `null` while the article has no text. */
export function readingPlace(root: HTMLElement, scroller: HTMLElement): ReadingPlace | null {
  const blocks = [...root.querySelectorAll<HTMLElement>('[data-block]')]
  if (blocks.length === 0) return null
  const view = scroller.getBoundingClientRect()
  const line = view.top + READING_LINE
  const at = blocks.find((block) => block.getBoundingClientRect().bottom > line) ?? blocks.at(-1)
  const block = at?.dataset['block'] ?? ''
  const box = root.getBoundingClientRect()
  const progress = Math.min(1, Math.max(0, (view.bottom - box.top) / Math.max(1, box.height)))
  const own = at?.getBoundingClientRect() ?? box
  const below = line - own.top
  const within = below / Math.max(1, own.height)
  return { block, section: block.slice(0, block.lastIndexOf('.')), progress, below, within }
}

/** Scrolls so that the reading line is as far through the block as it was: the text may have another length now. */
export function returnTo(root: HTMLElement, scroller: HTMLElement, { block, below, within }: ReadingPlace): void {
  const box = placeElement(root, block)?.getBoundingClientRect()
  if (!box) return
  const line = scroller.getBoundingClientRect().top + READING_LINE
  // Outside a block (in the title, after the last) it is the distance that holds, not the share.
  const wanted = within < 0 || within > 1 ? below : within * box.height
  scroller.scrollTop += box.top + wanted - line
}
