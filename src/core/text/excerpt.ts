/** Excerpts: the piece of a text around what was searched, with the places to mark. Text and offsets, never HTML. */
import { fold } from './fold.ts'

export interface MarkedText {
  readonly text: string
  /** Sorted, not overlapping, [start, end) in UTF-16 units of `text`. */
  readonly marks: readonly { readonly start: number; readonly end: number }[]
}

/** Length of an excerpt. Unit: UTF-16 units; Han needs half the room of Latin. */
const LENGTH = { han: 96, latin: 180 }

interface Place {
  readonly start: number
  readonly end: number
  readonly needle: number
}

/** Every occurrence of every needle (folded) in a text, by offsets in the original; a Latin needle only at a word's beginning. */
function places(text: string, needles: readonly string[]): Place[] {
  const folded = fold(text)
  const found: Place[] = []
  needles.forEach((needle, n) => {
    if (needle === '') return
    const isWord = /^[a-z0-9]/.test(needle)
    for (let at = folded.text.indexOf(needle); at >= 0; at = folded.text.indexOf(needle, at + needle.length)) {
      if (isWord && /[a-z0-9]/.test(folded.text[at - 1] ?? '')) continue
      found.push({ start: folded.offsets[at] ?? 0, end: folded.offsets[at + needle.length] ?? text.length, needle: n })
    }
  })
  return found.sort((a, b) => a.start - b.start || b.end - a.end)
}

/** The whole text with its marks: for titles and short notes. */
export function markAll(text: string, needles: readonly string[]): MarkedText {
  return { text, marks: merge(places(text, needles)) }
}

/**
 * The window of a text that holds the most different needles, cut at spaces or punctuation where there are some.
 * @param needles Folded texts to mark, the most telling first. Without a match the text's beginning is given.
 */
export function excerpt(text: string, needles: readonly string[]): MarkedText {
  const length = /\p{Script=Han}/u.test(text) ? LENGTH.han : LENGTH.latin
  const found = places(text, needles)
  let best = { start: 0, score: -1 }
  for (const first of found) {
    const inside = found.filter((place) => place.start >= first.start && place.end <= first.start + length * 0.8)
    const score = new Set(inside.map((place) => place.needle)).size
    if (score > best.score) best = { start: first.start, score }
  }
  const from = best.score < 0 ? 0 : cutBefore(text, Math.max(0, best.start - Math.floor(length * 0.2)))
  const to = cutAfter(text, Math.min(text.length, from + length))
  const head = from > 0 ? '…' : ''
  const shift = head.length - from
  const marks = merge(found.filter((place) => place.start >= from && place.end <= to)).map(({ start, end }) => ({
    start: start + shift,
    end: end + shift,
  }))
  return { text: head + text.slice(from, to) + (to < text.length ? '…' : ''), marks }
}

/** Adjacent and overlapping marks are one. */
function merge(found: readonly { start: number; end: number }[]): { start: number; end: number }[] {
  const marks: { start: number; end: number }[] = []
  for (const { start, end } of found) {
    const last = marks.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else marks.push({ start, end })
  }
  return marks
}

/** How far a cut may move to a better place. */
const REACH = 16
const BORDER = /[\s，。；：、,.;:]/

function cutBefore(text: string, at: number): number {
  if (at === 0) return 0
  for (let i = at; i > Math.max(0, at - REACH); i--) if (BORDER.test(text[i - 1] ?? '')) return i
  return isLow(text, at) ? at - 1 : at
}

function cutAfter(text: string, at: number): number {
  if (at >= text.length) return text.length
  for (let i = at; i < Math.min(text.length, at + REACH); i++) if (BORDER.test(text[i] ?? '')) return i
  return isLow(text, at) ? at - 1 : at
}

/** Whether a cut here would part a surrogate pair. */
function isLow(text: string, at: number): boolean {
  return /[\uDC00-\uDFFF]/.test(text[at] ?? '')
}
