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
 * What changed between two canonical texts, paragraph by paragraph, in the order of the new text. Paragraphs that
 * stayed are left out; one that was moved is listed as removed and added.
 */
export function compareTexts(before: string, after: string): readonly ParagraphChange[] {
  const changes: ParagraphChange[] = []
  let gone: string[] = []
  let come: string[] = []
  const flush = () => {
    changes.push(...pairUp(gone, come))
    gone = []
    come = []
  }
  for (const { value, added, removed } of diffArrays(before.split('\n'), after.split('\n'))) {
    if (removed) gone.push(...value)
    else if (added) come.push(...value)
    else flush()
  }
  flush()
  return changes
}

/** Finds for each new paragraph the first of the old ones it is a version of; the order of both stays. */
function pairUp(gone: readonly string[], come: readonly string[]): readonly ParagraphChange[] {
  const changes: ParagraphChange[] = []
  let next = 0
  for (const paragraph of come) {
    const versions = gone.slice(next).map((former) => piecesOf(former, paragraph))
    const found = versions.findIndex((pieces) => shareOf(pieces) >= SAME_PARAGRAPH)
    const pieces = versions[found]
    if (pieces) {
      for (const former of gone.slice(next, next + found)) changes.push(whole('removed', former))
      changes.push({ kind: 'edited', pieces })
      next += found + 1
    } else changes.push(whole('added', paragraph))
  }
  for (const former of gone.slice(next)) changes.push(whole('removed', former))
  return changes.filter((change) => change.pieces.some(({ text }) => text.trim() !== ''))
}

function whole(kind: 'added' | 'removed', text: string): ParagraphChange {
  return { kind, pieces: [{ kind, text }] }
}

function piecesOf(before: string, after: string): readonly TextPiece[] {
  return fastDiff(before, after, 0, true).map(([operation, text]) => ({
    kind: operation === fastDiff.EQUAL ? 'same' : operation === fastDiff.INSERT ? 'added' : 'removed',
    text,
  }))
}

function shareOf(pieces: readonly TextPiece[]): number {
  const lengths = { same: 0, added: 0, removed: 0 }
  for (const { kind, text } of pieces) lengths[kind] += text.length
  return lengths.same / Math.max(1, lengths.same + Math.max(lengths.added, lengths.removed))
}
