import { diffArrays } from 'diff'
import fastDiff from 'fast-diff'

/** A run of characters that stayed, came, or went. */
export interface TextPiece {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** What happened to one paragraph; `pieces` shows an edited one with its changes inside. */
export interface ParagraphChange {
  readonly kind: 'added' | 'removed' | 'edited'
  readonly pieces: readonly TextPiece[]
}

/** Two paragraphs are versions of one while this share of the longer one stayed; below it one went and one came. */
const SAME_PARAGRAPH = 0.4
/**
 * Texts may come from anybody, so looking for versions ends: each comparison costs the product of two lengths, some 20
 * nanoseconds a unit. Unit: square characters.
 */
const ROOM = 30_000_000
/** Of any comparison, in the same unit. */
const COST_OF_ONE = 500
/** Below the surrogates, so that each word of two paragraphs has a sign of its own. Unit: UTF-16 units of both. */
const MAX_SIGNS = 0xd800 - 0x4e00
/** Two texts with more paragraphs of their own have nothing in common worth showing. */
const MAX_PARAGRAPHS_CHANGED = 1000

/**
 * What changed between two canonical texts, paragraph by paragraph, in the order of the new text. Paragraphs that
 * stayed are left out; one that was moved is listed as removed and added.
 */
export function compareTexts(before: string, after: string): readonly ParagraphChange[] {
  const changes: ParagraphChange[] = []
  let gone: string[] = []
  let come: string[] = []
  const room = { left: ROOM }
  const flush = () => {
    for (const change of pairUp(gone, come, room)) changes.push(change)
    gone = []
    come = []
  }
  const [old, now] = [before.split('\n'), after.split('\n')]
  const runs = diffArrays(old, now, { maxEditLength: MAX_PARAGRAPHS_CHANGED }) ?? [
    { value: old, removed: true, added: false },
    { value: now, removed: false, added: true },
  ]
  for (const { value, added, removed } of runs) {
    if (removed) gone = gone.concat(value)
    else if (added) come = come.concat(value)
    else flush()
  }
  flush()
  return changes
}

/** Finds for each new paragraph the first of the old ones it is a version of; the order of both stays. */
function pairUp(gone: readonly string[], come: readonly string[], room: { left: number }): readonly ParagraphChange[] {
  const changes: ParagraphChange[] = []
  let next = 0
  for (const paragraph of come) {
    let [at, pieces] = [next, null as readonly TextPiece[] | null]
    for (; at < gone.length && !pieces && room.left > 0; at++) pieces = versionOf(gone[at] ?? '', paragraph, room)
    if (pieces) {
      for (const former of gone.slice(next, at - 1)) changes.push(whole('removed', former))
      changes.push({ kind: 'edited', pieces })
      next = at
    } else changes.push(whole('added', paragraph))
  }
  for (const former of gone.slice(next)) changes.push(whole('removed', former))
  return changes.filter((change) => change.pieces.some(({ text }) => text.trim() !== ''))
}

function whole(kind: 'added' | 'removed', text: string): ParagraphChange {
  return { kind, pieces: [{ kind, text }] }
}

/** How one paragraph became the other; `null` where they are no versions of one, or nobody can look any more. */
function versionOf(before: string, after: string, room: { left: number }): readonly TextPiece[] | null {
  const [shorter, longer] = [before.length, after.length].sort((a, b) => a - b) as [number, number]
  const isSimilar = shorter >= longer * SAME_PARAGRAPH && shorter + longer <= MAX_SIGNS
  room.left -= isSimilar ? shorter * longer + COST_OF_ONE : 1
  if (!isSimilar || room.left < 0) return null
  const pieces = piecesOf(before, after)
  return shareOf(pieces) >= SAME_PARAGRAPH ? pieces : null
}

function piecesOf(before: string, after: string): readonly TextPiece[] {
  const words = new Words()
  return fastDiff(words.signsOf(before), words.signsOf(after), 0, true).map(([operation, signs]) => ({
    kind: operation === fastDiff.EQUAL ? 'same' : operation === fastDiff.INSERT ? 'added' : 'removed',
    text: words.textOf(signs),
  }))
}

/** A word of letters, or else one character: nobody reads `the̶is`, and in Chinese every character may be a word. */
const WORD = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}\p{N}]+|[\s\S]/gu

/** A sign must not look like a space to who compares: those are letters of one script. */
const FIRST_SIGN = 0x4e00

/** Texts as signs that stand for their words, so that words are compared whole. */
class Words {
  readonly #signs = new Map<string, string>()
  readonly #words: string[] = []

  signsOf(text: string): string {
    return text.replace(WORD, (word) => {
      const known = this.#signs.get(word)
      if (known !== undefined) return known
      const sign = String.fromCharCode(FIRST_SIGN + this.#words.push(word) - 1)
      this.#signs.set(word, sign)
      return sign
    })
  }

  textOf(signs: string): string {
    return Array.from({ length: signs.length }, (_, i) => this.#words[signs.charCodeAt(i) - FIRST_SIGN] ?? '').join('')
  }
}

function shareOf(pieces: readonly TextPiece[]): number {
  const lengths = { same: 0, added: 0, removed: 0 }
  for (const { kind, text } of pieces) lengths[kind] += text.length
  return lengths.same / Math.max(1, lengths.same + Math.max(lengths.added, lengths.removed))
}
