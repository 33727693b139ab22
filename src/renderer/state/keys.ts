/** Key presses in words: `Mod+K`, `G`, `?`, `Alt+ArrowLeft`. `Mod` is Command on a Mac and Ctrl elsewhere. */

/** What is read of a keyboard event. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Chinese input in its punctuation mode sends these for the keys of ASCII ones. */
const FULL_WIDTH: Readonly<Record<string, string>> = {
  '？': '?',
  '、': '/',
  '／': '/',
  '，': ',',
  '【': '[',
  '】': ']',
}
const MODIFIERS = new Set([
  'Control',
  'Meta',
  'Alt',
  'Shift',
  'AltGraph',
  'CapsLock',
  'Process',
  'Dead',
  'Unidentified',
])

/** The words of a press, or `null` for a modifier alone and for keys that an input method is using. */
export function pressOf(event: KeyPress): string | null {
  const { key } = event
  if (MODIFIERS.has(key) || key === '') return null
  const plain = FULL_WIDTH[key] ?? (key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key)
  // Shift is how `?` is typed on most keyboards: it counts only where the key would be the same without it.
  const isShiftPart = event.shiftKey && (key.length > 1 || plain !== plain.toLowerCase())
  return [
    ...(event.ctrlKey || event.metaKey ? ['Mod'] : []),
    ...(event.altKey ? ['Alt'] : []),
    ...(isShiftPart ? ['Shift'] : []),
    plain,
  ].join('+')
}

/** The event of a press, as a keyboard would send it to the page. */
export function eventOf(press: string): KeyboardEventInit {
  const parts = press.split('+')
  const key = parts.at(-1) ?? ''
  const has = (name: string) => parts.slice(0, -1).includes(name)
  return {
    key: key === 'Space' ? ' ' : key.length === 1 && !has('Shift') ? key.toLowerCase() : key,
    ctrlKey: has('Mod'),
    altKey: has('Alt'),
    shiftKey: has('Shift'),
    bubbles: true,
    cancelable: true,
  }
}

const ON_MAC: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' }
const NAMES: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
}

/** The keys of a press as they are printed on the keyboard, one by one. */
export function keyCaps(press: string, isMac: boolean): string[] {
  return press.split('+').map((key) => (isMac ? ON_MAC[key] : undefined) ?? NAMES[key] ?? key)
}

/** Whether a press types a character: such a shortcut must keep still while the reader writes. */
export function isTyped(press: string): boolean {
  return !/^(Mod|Alt)\+/.test(press)
}
