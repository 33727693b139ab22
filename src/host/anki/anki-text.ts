/**
 * What Anki's templates and fields say, as plain text. They come from anywhere, so every pattern stops where it could
 * begin anew: a hostile text is read in one pass too.
 */

/** What follows in a longer field is left out: no card is read that far. Unit: UTF-16 units. */
const LONGEST_FIELD = 100_000

/** Parts within parts; what lies deeper stays as it is written. */
const DEEPEST_PART = 20

/** What stands for words that a cloze card asks. */
const GAP = '[…]'

/** One card of a note: its fields by name, and which of the note's cards it is (from 0). */
export interface NoteView {
  readonly fields: ReadonlyMap<string, string>
  readonly ord: number
  readonly isCloze: boolean
}

/**
 * Fills a template: `{{Field}}`, filters (`{{text:Field}}`), and parts shown only with or without a field. Unknown names
 * are empty.
 * @see https://docs.ankiweb.net/templates/fields.html
 */
export function fillTemplate(template: string, { fields, ord, isCloze }: NoteView, side: 'front' | 'back'): string {
  let text = template.slice(0, LONGEST_FIELD)
  const isFilled = memo((name: string) => toPlain(fields.get(name) ?? '') !== '')
  // From the innermost part outwards; each round takes at least one away.
  for (let [before, depth] = ['', 0]; before !== text && depth < DEEPEST_PART; depth++) {
    before = text
    text = text.replace(/\{\{([#^])([^{}]+)\}\}((?:(?!\{\{[#^])[\s\S])*?)\{\{\/\2\}\}/g, (_, sign, name, part) => {
      return isFilled(String(name).trim()) === (sign === '#') ? String(part) : ''
    })
  }
  let room = LONGEST_FIELD
  return text.replace(/\{\{([^{}#^/][^{}]*)\}\}/g, (_, inside: string) => {
    const name = inside.slice(inside.lastIndexOf(':') + 1).trim()
    const value = (fields.get(name) ?? '').slice(0, room)
    room -= value.length
    return isCloze && /(?:^|:)cloze:/.test(inside) ? clozeSide(value, ord + 1, side) : value
  })
}

function memo<K, V>(of: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    const value = known.get(key) ?? of(key)
    known.set(key, value)
    return value
  }
}

/** The gap's text with its words hidden, or on the back the words alone. */
function clozeSide(text: string, n: number, side: 'front' | 'back'): string {
  const asked: string[] = []
  const end = text.lastIndexOf('}}') + 2 // behind it nothing can close
  const gaps = end < 2 ? '' : text.slice(0, end)
  const shown = gaps.replace(/\{\{c(\d+)::([\s\S]*?)(?:::([\s\S]*?))?\}\}/g, (_, number, words, hint) => {
    if (Number(number) !== n) return String(words)
    asked.push(String(words))
    return hint === undefined ? GAP : `[${String(hint)}]`
  })
  return side === 'front' ? shown + text.slice(gaps.length) : asked.join(' / ')
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** HTML to text: tags go, lines and entities stay what they mean, sounds and pictures leave nothing. The result is text, whatever it holds. */
export function toPlain(html: string): string {
  return html
    .slice(0, LONGEST_FIELD)
    .replace(/<(style|script)\b(?:(?!<(?:style|script)\b)[\s\S])*?<\/\1\s*>/gi, '')
    .replace(/\[sound:[^[\]]*\]/g, '')
    .replace(/<br\s*\/?>|<\/(?:div|p|li|tr|h\d)>|<hr[^<>]*>/gi, '\n')
    .replace(/<!--(?:(?!<!--)[\s\S])*?-->|<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole
      const code = decimal !== undefined ? Number(decimal) : parseInt(String(hex), 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
    })
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .toWellFormed()
    .trim()
}
