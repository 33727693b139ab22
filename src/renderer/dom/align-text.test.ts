import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignText } from './align-text.ts'

describe('alignText', () => {
  it('is the identity for equal texts', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect([...(alignText(text, text) ?? [])]).toEqual(Array.from({ length: text.length + 1 }, (_, i) => i))
      }),
    )
  })

  it.each([
    ['\n一\n\n二\n', '一\n二'],
    ['a\n  b', 'a b'],
    ['ab', 'a b'],
    ['  ', ''],
  ])('passes over white space: %j is %j', (shown, compiled) => {
    const map = alignText(shown, compiled)
    for (const [i, unit] of shown.split('').entries()) {
      if (unit.trim()) expect(compiled[map?.[i] ?? -1]).toBe(unit)
    }
    expect(map?.at(-1)).toBeLessThanOrEqual(compiled.length)
  })

  it('never goes back', () => {
    const spaced = fc.array(fc.constantFrom('a', 'b', ' ', '\n'), { maxLength: 20 })
    fc.assert(
      fc.property(spaced, (units) => {
        const map = [...(alignText(units.join(''), units.filter((unit) => unit.trim()).join(' ')) ?? [])]
        expect(map).toHaveLength(units.length + 1)
        expect(map).toEqual(map.toSorted((a, b) => a - b))
      }),
    )
  })

  it.each([
    ['abc', 'abd'],
    ['abc', 'ab'],
    ['ab', 'abc'],
    ['', 'a'],
  ])('gives null when other characters differ: %j, %j', (shown, compiled) => {
    expect(alignText(shown, compiled)).toBeNull()
  })
})
