/** Paints passages with the CSS Custom Highlight API: no element is added to the text, so the text map stays true. */
import type { MarkColour } from '../../core/annotation/model.ts'

/** Names of src/renderer/styles/base.css. */
export type HighlightName =
  | `mark-${MarkColour}`
  | `mark-active-${MarkColour}`
  | 'mark-overlap'
  | 'mark-unsure'
  | 'mark-twin'
  | 'linked'
  | 'find'
  | 'find-current'

/** What lies on top where highlights meet. */
const PRIORITY: Readonly<Partial<Record<HighlightName, number>>> = {
  'mark-twin': -1,
  'mark-overlap': 1,
  'mark-unsure': 2,
  linked: 5,
  'mark-active-yellow': 10,
  'mark-active-green': 10,
  'mark-active-blue': 10,
  'mark-active-pink': 10,
  'mark-active-purple': 10,
  find: 20,
  'find-current': 21,
}

/** In Chromium since 140; TypeScript's DOM library does not know it yet. */
interface PointedHighlight {
  readonly highlight: Highlight
  readonly ranges: readonly AbstractRange[]
}
type Registry = HighlightRegistry & { highlightsFromPoint?(x: number, y: number): readonly PointedHighlight[] }

/** Whose mark a painted range is. */
const owners = new WeakMap<AbstractRange, string>()

/** A mark's ranges, painted under a name. */
export interface PaintedMark {
  readonly id: string
  readonly name: HighlightName
  readonly ranges: readonly AbstractRange[]
}

/** What is painted, by name and by the text it lies in: two texts can be on screen. */
const painted = new Map<HighlightName, Map<HTMLElement, readonly PaintedMark[]>>()

/** Replaces everything painted in the text of `root` under `names` by these marks. */
export function paint(root: HTMLElement, names: readonly HighlightName[], marks: readonly PaintedMark[]): void {
  for (const name of names) {
    const texts = painted.get(name) ?? new Map<HTMLElement, readonly PaintedMark[]>()
    painted.set(name, texts)
    texts.delete(root)
    const own = marks.filter((mark) => mark.name === name)
    if (own.length > 0) texts.set(root, own)
    const highlight = new Highlight()
    highlight.priority = PRIORITY[name] ?? 0
    for (const mark of [...texts.values()].flat()) {
      for (const range of mark.ranges) {
        owners.set(range, mark.id)
        highlight.add(range)
      }
    }
    if (highlight.size > 0) CSS.highlights.set(name, highlight)
    else CSS.highlights.delete(name)
  }
}

/** Ids of the marks painted at a point of the window, each once. */
export function marksAt(x: number, y: number): readonly string[] {
  const registry: Registry = CSS.highlights
  const ranges = registry.highlightsFromPoint
    ? registry.highlightsFromPoint(x, y).flatMap((pointed) => pointed.ranges)
    : rangesAtCaret(x, y)
  return [...new Set(ranges.flatMap((range) => owners.get(range) ?? []))]
}

/** For engines without `highlightsFromPoint`: the ranges around the caret that a click would set. */
function rangesAtCaret(x: number, y: number): readonly AbstractRange[] {
  const caret = document.caretPositionFromPoint(x, y)
  if (!caret) return []
  const probe = new Range()
  return [...CSS.highlights.values()]
    .flatMap((highlight) => [...highlight])
    .filter((range) => {
      probe.setStart(range.startContainer, range.startOffset)
      probe.setEnd(range.endContainer, range.endOffset)
      return probe.isPointInRange(caret.offsetNode, caret.offset)
    })
}

/** Where a passage is on screen: its boxes, line by line. */
export function boxesOf(ranges: readonly AbstractRange[]): readonly DOMRect[] {
  return ranges.flatMap((range) => {
    const live = new Range()
    live.setStart(range.startContainer, range.startOffset)
    live.setEnd(range.endContainer, range.endOffset)
    return [...live.getClientRects()]
  })
}
