import { describe, expect, it } from 'vitest'
import { judge, placesOf } from '../bench/notes/judge.ts'
import type { AnchoredAnnotation, TextSelector } from '../src/core/annotation/index.ts'

/** What becomes of a passage of `abcdefghij` shown somewhere in `text`, whose units come from `origins`. */
function judged(
  [start, end]: readonly [number, number],
  text: string,
  origins: readonly number[],
  at: readonly [number, number] | null,
  state: AnchoredAnnotation['state'] = 'edited',
) {
  const selector = { exact: 'abcdefghij'.slice(start, end), start, end } as TextSelector
  const row = { state, at: at && { start: at[0], end: at[1] } } as AnchoredAnnotation
  return judge(selector, row, { text, origins }, placesOf(10, { text, origins }))
}

describe('the judge of re-anchoring', () => {
  it('is right about a passage that new words came into: no range leaves them out', () => {
    expect(judged([2, 6], 'abcdXYZWVUefghij', [0, 1, 2, 3, -1, -1, -1, -1, -1, -1, 4, 5, 6, 7, 8, 9], [2, 12])).toBe(
      'right',
    )
  })

  it('counts what is shown before and behind the passage, and what belongs to others, against it', () => {
    const origins = [-1, -1, -1, -1, 2, 3, 4, 5, -1, -1, -1, -1]
    expect(judged([2, 6], 'XXXXcdefYYYY', origins, [4, 8])).toBe('right')
    expect(judged([2, 6], 'XXXXcdefYYYY', origins, [0, 12])).toBe('wrong')
    expect(judged([2, 5], 'cdghijab ef', [2, 3, 6, 7, 8, 9, 0, 1, -1, 4, 5], [0, 10])).toBe('wrong')
  })

  it('is wrong about another place, unless it says that it is unsure', () => {
    const origins = [2, 3, 4, 5, -1, -1, -1, -1]
    expect(judged([2, 6], 'cdefcdef', origins, [4, 8])).toBe('wrong')
    expect(judged([2, 6], 'cdefcdef', origins, [4, 8], 'unsure')).toBe('asked')
    expect(judged([2, 6], 'ghijcdef', [6, 7, 8, 9, -1, -1, -1, -1], [4, 8])).toBe('ghost')
  })

  it('does not ask which of two same letters is the new one', () => {
    expect(judged([2, 4], 'abcdd', [0, 1, 2, -1, 3], [2, 4])).toBe('right')
  })

  it('knows what is lost and what is gone', () => {
    expect(judged([2, 6], 'cdef', [2, 3, 4, 5], null)).toBe('lost')
    expect(judged([2, 6], 'ab', [0, 1], null)).toBe('gone')
  })
})
