import { diffArrays } from 'diff'
import fastDiff from 'fast-diff'

/** A passage counts as carried over when at least this share of its units survived. From the study in 2,000 marks. */
const CARRIED_SHARE = 0.5

/** A carried passage may grow to twice its length and these units more; beyond that it was torn apart. */
const GROWTH_ALLOWANCE = 8

/**
 * Follows every UTF-16 unit of a text into its next version: lines first, then characters inside changed lines.
 *
 * @returns For each offset of `oldText` (and its length) the offset in `newText`, or -1 where the unit is gone.
 */
export function mapVersions(oldText: string, newText: string): Int32Array {
  const map = new Int32Array(oldText.length + 1).fill(-1)
  let oldAt = 0
  let newAt = 0
  let changed = { oldStart: 0, newStart: 0, oldPart: '', newPart: '' }

  function followChanged(): void {
    let { oldStart, newStart } = changed
    const { oldPart, newPart } = changed
    if (!oldPart || !newPart) return
    for (const [operation, piece] of fastDiff(oldPart, newPart)) {
      if (operation === fastDiff.EQUAL) {
        for (let k = 0; k < piece.length && oldStart + k < map.length; k++) map[oldStart + k] = newStart + k
      }
      if (operation !== fastDiff.INSERT) oldStart += piece.length
      if (operation !== fastDiff.DELETE) newStart += piece.length
    }
  }

  for (const part of diffArrays(oldText.split('\n'), newText.split('\n'))) {
    const piece = part.value.join('\n') + '\n'
    if (part.removed) {
      changed.oldPart += piece
      oldAt += piece.length
    } else if (part.added) {
      changed.newPart += piece
      newAt += piece.length
    } else {
      followChanged()
      for (let k = 0; k < piece.length && oldAt + k < map.length; k++) map[oldAt + k] = newAt + k
      oldAt += piece.length
      newAt += piece.length
      changed = { oldStart: oldAt, newStart: newAt, oldPart: '', newPart: '' }
    }
  }
  followChanged()
  return map
}

/**
 * Where a passage of the old text lies in the new one; `null` when most of it is gone or its parts lie far apart.
 * `isIntact` says that nothing inside it changed.
 */
export function carryPassage(
  map: Int32Array,
  start: number,
  end: number,
): { readonly start: number; readonly end: number; readonly isIntact: boolean } | null {
  const kept = [...map.subarray(start, end)].filter((offset) => offset >= 0)
  const first = kept[0]
  const last = kept.at(-1)
  if (first === undefined || last === undefined) return null
  const length = end - start
  const newLength = last + 1 - first
  if (kept.length / length < CARRIED_SHARE || newLength > 2 * length + GROWTH_ALLOWANCE) return null
  return { start: first, end: last + 1, isIntact: kept.length === length && newLength === length }
}
