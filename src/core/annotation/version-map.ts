import { diffArrays } from 'diff'
import fastDiff from 'fast-diff'

/** A passage counts as carried over when at least this share of its units survived. From the study in 2,000 marks. */
const CARRIED_SHARE = 0.5
/** Two kept parts of a passage belong together while what was put between them is no longer than it and these units. */
const GAP_ALLOWANCE = 16
/** A line this long that is gone in one place and new in another was moved. Shorter ones (“参数”) come again by chance. */
const MIN_MOVED_LENGTH = 8

/** How one text became the next. */
export interface VersionMap {
  /** For each offset of the old text (and its length) the offset in the new one, or -1 where the unit is gone. */
  readonly places: Int32Array
  /** For each offset of the old text 1 where its line was taken out and put in elsewhere. */
  readonly moved: Uint8Array
}

/** Text that is gone with what came in its stead, and where both begin. */
interface Change {
  oldStart: number
  newStart: number
  readonly oldLines: string[]
  readonly newLines: string[]
}

/**
 * Follows every UTF-16 unit of a text into its next version: whole lines first, also to where they were moved, then
 * characters inside changed lines.
 */
export function mapVersions(oldText: string, newText: string): VersionMap {
  const map = new Int32Array(oldText.length + 1).fill(-1)
  const follow = (from: number, to: number, length: number) => {
    for (let k = 0; k < length && from + k < map.length; k++) map[from + k] = to + k
  }
  const changes: Change[] = []
  let open: Change | null = null
  let oldAt = 0
  let newAt = 0
  for (const { value, added, removed } of diffArrays(oldText.split('\n'), newText.split('\n'))) {
    const length = lengthOf(value)
    if (added || removed) {
      if (!open) changes.push((open = { oldStart: oldAt, newStart: newAt, oldLines: [], newLines: [] }))
      if (removed) open.oldLines.push(...value)
      else open.newLines.push(...value)
    } else {
      open = null
      follow(oldAt, newAt, length)
    }
    if (!added) oldAt += length
    if (!removed) newAt += length
  }
  const moves = movedLines(changes, (line) => isRepeated(oldText, line) || isRepeated(newText, line))
  const moved = new Uint8Array(map.length)
  for (const { from, to, length } of moves) {
    follow(from, to, length)
    moved.fill(1, from, from + length)
  }
  const sources = new Set(moves.map(({ from }) => from))
  const goals = new Set(moves.map(({ to }) => to))
  for (const { oldStart, newStart, oldLines, newLines } of changes) {
    const before = without(oldLines, oldStart, sources)
    const after = without(newLines, newStart, goals)
    if (before.text && after.text) followCharacters(before, after, map)
  }
  return { places: map, moved }
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0)
}

/** Lines that left one place and came up in another and stand nowhere else, so that there is no choice. */
function movedLines(
  changes: readonly Change[],
  isRepeated: (line: string) => boolean,
): readonly { readonly from: number; readonly to: number; readonly length: number }[] {
  const gone = placesOf(changes.map(({ oldStart, oldLines }) => ({ start: oldStart, lines: oldLines })))
  const come = placesOf(changes.map(({ newStart, newLines }) => ({ start: newStart, lines: newLines })))
  return [...gone].flatMap(([line, [from, ...others]]) => {
    const [to, ...rest] = come.get(line) ?? []
    if (from === undefined || to === undefined || others.length > 0 || rest.length > 0) return []
    return line.length >= MIN_MOVED_LENGTH && !isRepeated(line) ? [{ from, to, length: line.length }] : []
  })
}

function placesOf(
  parts: readonly { readonly start: number; readonly lines: readonly string[] }[],
): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (const { start, lines } of parts) {
    let at = start
    for (const line of lines) {
      const known = places.get(line)
      if (known) known.push(at)
      else places.set(line, [at])
      at += line.length + 1
    }
  }
  return places
}

/** Lines joined without those that begin at a place of `taken`, and where every unit of the rest stands. */
function without(
  lines: readonly string[],
  start: number,
  taken: ReadonlySet<number>,
): { readonly text: string; readonly at: readonly number[] } {
  let text = ''
  const at: number[] = []
  let place = start
  for (const line of lines) {
    if (!taken.has(place)) {
      text += line + '\n'
      for (let k = 0; k <= line.length; k++) at.push(place + k)
    }
    place += line.length + 1
  }
  return { text, at }
}

function followCharacters(
  before: { readonly text: string; readonly at: readonly number[] },
  after: { readonly text: string; readonly at: readonly number[] },
  map: Int32Array,
): void {
  let i = 0
  let j = 0
  // The cleanup drops letters that two different words share by chance: “were” didn't become “ensive”.
  for (const [operation, piece] of fastDiff(before.text, after.text, 0, true)) {
    if (operation === fastDiff.EQUAL) {
      const [first, last] = meaningfulPart(before.text, i, after.text, j, piece.length)
      for (let k = first; k < last; k++) {
        const from = before.at[i + k]
        const to = after.at[j + k]
        if (from !== undefined && to !== undefined && from < map.length) map[from] = to
      }
    }
    if (operation !== fastDiff.INSERT) i += piece.length
    if (operation !== fastDiff.DELETE) j += piece.length
  }
}

/**
 * The part [first, last) of a common piece without the letters at its ends that two different words share by chance:
 * the “ro” of “Pro” doesn't live on in “Zero”. A word that was cut is the same one while more of it stayed than not.
 */
function meaningfulPart(
  before: string,
  i: number,
  after: string,
  j: number,
  length: number,
): readonly [first: number, last: number] {
  const cutAhead = Math.max(wordLength(before, i, -1), wordLength(after, j, -1))
  const cutBehind = Math.max(wordLength(before, i + length, 1), wordLength(after, j + length, 1))
  const head = Math.min(length, wordLength(before, i, 1))
  const tail = Math.min(length, wordLength(before, i + length, -1))
  if (head === length) return head > cutAhead + cutBehind ? [0, length] : [length, length]
  return [head > cutAhead ? 0 : head, tail > cutBehind ? length : length - tail]
}

const LETTER = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}]/u

/** How many letters of a word go on from an offset, forwards (1) or backwards (-1). Chinese has no such words. */
function wordLength(text: string, at: number, direction: 1 | -1): number {
  let n = 0
  while (LETTER.test(text.charAt(direction > 0 ? at + n : at - n - 1))) n++
  return n
}

/**
 * Where a passage of the old text lies in the new one; `null` when most of it is gone. Where it was torn apart, its
 * largest part counts. `edited` when anything inside it changed, else `moved` when its line was, else `exact`.
 */
export function carryPassage(
  { places, moved }: VersionMap,
  start: number,
  end: number,
): { readonly start: number; readonly end: number; readonly how: 'exact' | 'moved' | 'edited' } | null {
  const length = end - start
  const parts: { start: number; end: number; kept: number }[] = []
  for (const place of places.subarray(start, end)) {
    if (place < 0) continue
    const last = parts.at(-1)
    if (last && place >= last.end && place - last.end <= length + GAP_ALLOWANCE) {
      last.end = place + 1
      last.kept++
    } else parts.push({ start: place, end: place + 1, kept: 1 })
  }
  const largest = parts.reduce<(typeof parts)[number] | null>((a, b) => (a && a.kept >= b.kept ? a : b), null)
  if (!largest || largest.kept / length < CARRIED_SHARE) return null
  const isIntact = largest.kept === length && largest.end - largest.start === length
  const how = !isIntact ? 'edited' : moved[start] === 1 ? 'moved' : 'exact'
  return { start: largest.start, end: largest.end, how }
}

/** Whether these words stand more than once in a text. */
export function isRepeated(text: string, words: string): boolean {
  const first = text.indexOf(words)
  return first >= 0 && text.indexOf(words, first + 1) >= 0
}
