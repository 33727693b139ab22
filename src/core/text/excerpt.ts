/** The piece of a text worth showing for a query. */
import { CJK, simplify } from './han.ts'
import type { Found } from './find.ts'
import { foldText } from './normalise.ts'
import type { Place } from './scan.ts'

/** A piece of plain text with stretches to mark: [start, end) in UTF-16 units, in order, never touching. */
export interface MarkedText {
  readonly text: string
  readonly marks: readonly Place[]
}

/** An excerpt, and how much of the query it shows: the lengths of its distinct needles together. */
export interface WeighedExcerpt extends MarkedText {
  readonly weight: number
}

/** Width of an excerpt: about two lines of a result. A CJK character takes two columns, everything else one. */
const COLUMNS = 168
/** Context before the first mark. Unit: columns. */
const LEAD = 32
/** How far a cut may move to fall on the border of a word or sentence. Unit: UTF-16 units. */
const SNAP = 16

const WIDE = new RegExp(`[${CJK}\\u3000-\\u303f\\uff00-\\uff60]`, 'u')

/**
 * Cuts the window that shows the most distinct needles and marks them there.
 *
 * @param source  Plain text as the reader sees it; it becomes one line, with a dot between what stood apart.
 * @param find    Finds needles in canonical text (`createFinder`).
 * @param columns Widest excerpt; `Infinity` for the whole text.
 */
export function makeExcerpt(source: string, find: (text: string) => Found[], columns = COLUMNS): WeighedExcerpt {
  const folded = foldText(source)
  const found = find(simplify(folded.text)).map(({ needle, start, end }) => ({
    needle,
    start: folded.sourceStart(start),
    end: folded.sourceEnd(end),
  }))
  const at = columnsOf(source)
  const { first, weight } = bestWindow(found, at, columns)
  const { start, end } = cut(source, at, columns, first)
  const marks = merge(found.filter((each) => each.start >= start && each.end <= end))
  const line = oneLine(source, { start, end }, marks)
  const [before, after] = [start > 0 ? '…' : '', end < source.length ? '…' : '']
  const moved = marks.map((mark) => ({
    start: before.length + line.place(mark.start),
    end: before.length + line.place(mark.end - 1) + 1,
  }))
  return { text: before + line.text + after, marks: moved, weight }
}

/**
 * A piece of a text without line breaks. The cells of a table and the lines of a list would run into each other: a dot
 * stands between them where no punctuation does. `place` tells where a unit of the source stands in it.
 */
function oneLine(source: string, { start, end }: Place, marks: readonly Place[]) {
  let text = ''
  const places: number[] = []
  for (const [run] of source.slice(start, end).matchAll(/\s+|\S+/g)) {
    const from = start + places.length
    const isGap = run.trim() === ''
    for (let i = 0; i < run.length; i++) places.push(text.length + (isGap ? 0 : i))
    if (!isGap) text += run
    else if (text !== '' && from + run.length < end) text += isDotted(run, from) ? ' · ' : ' '
  }
  return { text, place: (at: number) => places[at - start] ?? text.length }

  function isDotted(run: string, from: number): boolean {
    const isMarked = marks.some((mark) => mark.start < from && from < mark.end)
    return run.includes('\n') && !isMarked && !/\p{P}$/u.test(text)
  }
}

/** Column at which every unit begins, and after the last the width of the whole. */
function columnsOf(text: string): Uint32Array {
  const at = new Uint32Array(text.length + 1)
  let column = 0
  for (let i = 0; i < text.length; i++) {
    at[i] = column
    const code = text.charCodeAt(i)
    // Second halves of surrogate pairs add nothing, so that a pair counts as one wide character.
    if (code < 0x2000) column += 1
    else if (code < 0xdc00 || code > 0xdfff)
      column += code >= 0xd800 && code < 0xdc00 ? 2 : WIDE.test(text.charAt(i)) ? 2 : 1
  }
  at[text.length] = column
  return at
}

/** Where the window with the most distinct needles (by their lengths) begins to have them; the earliest of the best. */
function bestWindow(
  found: readonly Found[],
  at: Uint32Array,
  columns: number,
): { first: number | null; weight: number } {
  const room = columns - Math.min(LEAD, columns / 4)
  const inWindow = new Map<string, number>()
  let weight = 0
  let best: { first: number | null; weight: number } = { first: null, weight: 0 }
  let to = 0
  for (const from of found) {
    for (; to < found.length; to++) {
      const next = found[to]
      if (!next || (at[next.end] ?? 0) - (at[from.start] ?? 0) > room) break
      const count = inWindow.get(next.needle) ?? 0
      if (count === 0) weight += next.needle.length
      inWindow.set(next.needle, count + 1)
    }
    if (weight > best.weight) best = { first: from.start, weight }
    const left = (inWindow.get(from.needle) ?? 0) - 1
    if (left >= 0) {
      inWindow.set(from.needle, left)
      if (left === 0) weight -= from.needle.length
    } else to++ // longer than the window by itself
  }
  return best
}

/** Start and end of the excerpt around what was found first. */
function cut(text: string, at: Uint32Array, columns: number, first: number | null): Place {
  const whole = at[text.length] ?? 0
  if (whole <= columns) return { start: 0, end: text.length }
  const wish = Math.max(0, (at[first ?? 0] ?? 0) - LEAD)
  // Near the end of the text the window moves back, so that it is always full.
  const start = first === null ? 0 : snap(text, unitAt(at, Math.min(wish, whole - columns)), first)
  const end = unitAt(at, (at[start] ?? 0) + columns)
  return { start, end: end < text.length ? border(text, end) : end }
}

/** First unit that begins at or after a column. */
function unitAt(at: Uint32Array, column: number): number {
  let low = 0
  let high = at.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((at[middle] ?? 0) < column) low = middle + 1
    else high = middle
  }
  return low
}

/** Moves a start on to the next sentence, clause or word, but not past what was found. */
function snap(text: string, start: number, limit: number): number {
  if (start === 0) return 0
  const to = Math.min(limit, start + SNAP)
  for (const [border, skip] of [
    [/[。！？；：，、.!?;\n]/, 1],
    [/\s/, 1],
  ] as const)
    for (let i = start; i < to; i++) if (border.test(text.charAt(i))) return Math.min(limit, i + skip)
  return isLow(text, start) ? Math.min(limit, start + 1) : start
}

/** Moves an end back out of a Latin word or a surrogate pair. */
function border(text: string, end: number): number {
  let i = end
  while (i > end - SNAP && i > 0 && /[\p{L}\p{N}]/u.test(text.charAt(i)) && /[!-~]/.test(text.charAt(i - 1))) i--
  if (i === end - SNAP) i = end
  return isLow(text, i) ? i - 1 : i
}

function isLow(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff
}

/** Overlapping and touching places become one. The places must be in order of start. */
function merge(places: readonly Place[]): Place[] {
  const out: { start: number; end: number }[] = []
  for (const { start, end } of places) {
    const last = out.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else if (end > start) out.push({ start, end })
  }
  return out
}
