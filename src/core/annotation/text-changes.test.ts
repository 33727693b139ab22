import { describe, expect, it } from 'vitest'
import { compareTexts } from './text-changes.ts'

const told = (before: string, after: string) =>
  compareTexts(before, after).map(({ kind, pieces }) => [
    kind,
    ...pieces.map(({ kind: what, text }) => (what === 'same' ? text : `${what === 'added' ? '+' : '-'}${text}`)),
  ])

describe('what changed between two texts', () => {
  it('is told word by word, in Chinese character by character', () => {
    expect(told('In the year the model came.', 'In this year the model came.')).toEqual([
      ['edited', 'In ', '-the', '+this', ' year the model came.'],
    ])
    expect(told('参数有1750亿个，很多。', '参数有1.75万亿个，很多。')).toEqual([
      ['edited', '参数有', '-1750', '+1.75万', '亿个，很多。'],
    ])
  })

  it('leaves out what stayed, and tells what came and went', () => {
    expect(told('a\none two three\nb', 'a\nb\nfour five six')).toEqual([
      ['removed', '-one two three'],
      ['added', '+four five six'],
    ])
    expect(told('same', 'same')).toEqual([])
  })

  it('finds the version of a paragraph behind one that went', () => {
    expect(told('gone for good\nthe model has many layers', 'the model has many more layers')).toEqual([
      ['removed', '-gone for good'],
      ['edited', 'the model has many ', '+more ', 'layers'],
    ])
  })

  it('gives both texts back whole, whatever they hold', () => {
    const [before, after] = ['😀 é\u0301 — x\u0000y', '😀 e\u0301 – x\u0000z']
    const pieces = compareTexts(before, after).flatMap((change) => change.pieces)
    const without = (kind: string) =>
      pieces
        .filter((piece) => piece.kind !== kind)
        .map(({ text }) => text)
        .join('')
    expect(without('added')).toBe(before)
    expect(without('removed')).toBe(after)
  })
})
