import { describe, expect, it } from 'vitest'
import { eventOf, isTyped, keyCaps, pressOf } from './keys.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  pressOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held })

describe('pressOf', () => {
  it.each([
    ['a letter', press('g'), 'G'],
    ['a letter under caps lock', press('G'), 'G'],
    ['a shifted letter', press('G', { shiftKey: true }), 'Shift+G'],
    ['a sign that needs shift', press('?', { shiftKey: true }), '?'],
    ['the same sign in Chinese punctuation', press('？', { shiftKey: true }), '?'],
    ['Ctrl', press('k', { ctrlKey: true }), 'Mod+K'],
    ['Command', press('k', { metaKey: true }), 'Mod+K'],
    ['several modifiers', press('F', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+F'],
    ['an arrow', press('ArrowLeft', { altKey: true }), 'Alt+ArrowLeft'],
  ])('reads %s', (_, found, wanted) => expect(found).toBe(wanted))

  it.each(['Shift', 'Control', 'Process', 'Dead', ''])('passes over %j', (key) => expect(press(key)).toBeNull())
})

describe('eventOf', () => {
  it.each(['G', 'Shift+G', '?', '/', 'Mod+K', 'Mod+Shift+F', 'Alt+ArrowLeft', 'Space', '5'])(
    'makes of %s what is read as it again',
    (wanted) => {
      const none = { key: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
      expect(pressOf({ ...none, ...eventOf(wanted) })).toBe(wanted)
    },
  )
})

describe('keyCaps', () => {
  it('shows what the keyboard shows', () => {
    expect(keyCaps('Mod+Shift+F', false)).toEqual(['Ctrl', 'Shift', 'F'])
    expect(keyCaps('Mod+Shift+F', true)).toEqual(['⌘', '⇧', 'F'])
    expect(keyCaps('Alt+ArrowLeft', false)).toEqual(['Alt', '←'])
  })
})

describe('isTyped', () => {
  it('tells what would write a character', () => {
    expect(['G', '?', 'Shift+G', 'Mod+K', 'Alt+ArrowLeft'].map(isTyped)).toEqual([true, true, true, false, false])
  })
})
