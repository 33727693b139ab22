/** Selecting without a mouse: the selection itself walks through the article, by paragraph, sentence and word. */

/** The engine knows sentences and words of both languages; TypeScript calls the method old, and has no other. */
type Walker = Pick<Selection, 'modify'>

/** Selects the first paragraph below a line of the window. Gives `false` when there is none. */
export function selectFirstBlock(root: HTMLElement, top: number): boolean {
  const block = [...root.querySelectorAll('[data-block]')].find((each) => each.getBoundingClientRect().top >= top)
  return block instanceof HTMLElement && selectBlock(block)
}

/**
 * Moves the selection as a key asks: arrows up and down go by paragraph, left and right by sentence; with Shift the
 * end moves, by sentence and by word. Gives `false` for other keys.
 */
export function walk(root: HTMLElement, { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean {
  const selection = getSelection()
  if (!selection || selection.rangeCount === 0) return false
  const forward = key === 'ArrowDown' || key === 'ArrowRight'
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    if (shiftKey) extend(selection, forward, 'sentence')
    else selectBeside(root, selection, forward)
  } else if (key === 'ArrowRight' || key === 'ArrowLeft') {
    if (shiftKey) extend(selection, forward, 'word')
    else selectSentence(selection, forward)
  } else {
    return false
  }
  selection.focusNode?.parentElement?.scrollIntoView({ block: 'nearest' })
  return true
}

function selectBlock(block: HTMLElement): boolean {
  getSelection()?.selectAllChildren(block)
  block.scrollIntoView({ block: 'nearest' })
  return true
}

function selectBeside(root: HTMLElement, selection: Selection, forward: boolean): void {
  const here = selection.getRangeAt(0).startContainer
  const now = (here instanceof Element ? here : here.parentElement)?.closest<HTMLElement>('[data-block]')
  const blocks = [...root.querySelectorAll<HTMLElement>('[data-block]')].filter(
    (each) => !now || each.lang === now.lang,
  )
  const next = blocks[(now ? blocks.indexOf(now) : -1) + (forward ? 1 : -1)]
  if (next) selectBlock(next)
}

function selectSentence(selection: Selection, forward: boolean): void {
  const range = selection.getRangeAt(0)
  const isFresh = range.toString().trim() === ''
  if (forward && !isFresh) selection.collapse(range.endContainer, range.endOffset)
  else selection.collapse(range.startContainer, range.startOffset)
  const walker: Walker = selection
  if (!forward) walker.modify('move', 'backward', 'sentence')
  walker.modify('extend', 'forward', 'sentence')
}

function extend(selection: Selection, forward: boolean, by: 'sentence' | 'word'): void {
  const walker: Walker = selection
  walker.modify('extend', forward ? 'forward' : 'backward', by)
}
