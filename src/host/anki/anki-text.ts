/** What Anki's templates and fields say, as plain text. */

/** What follows in a longer field is left out: no card is read that far. Unit: UTF-16 units. */
const LONGEST_FIELD = 100_000

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
  // From the innermost part outwards; each round takes at least one away.
  for (let before = ''; before !== text;) {
    before = text
    text = text.replace(/\{\{([#^])([^{}]+)\}\}((?:(?!\{\{[#^])[\s\S])*?)\{\{\/\2\}\}/g, (_, sign, name, part) => {
      const isThere = toPlain(fields.get(String(name).trim()) ?? '') !== ''
      return isThere === (sign === '#') ? String(part) : ''
    })
  }
  return text.replace(/\{\{([^{}#^/][^{}]*)\}\}/g, (_, inside: string) => {
    const name = inside.slice(inside.lastIndexOf(':') + 1).trim()
    const value = fields.get(name) ?? ''
    return isCloze && /(?:^|:)cloze:/.test(inside) ? clozeSide(value, ord + 1, side) : value
  })
}

/** The gap's text with its words hidden, or on the back the words alone. */
function clozeSide(text: string, n: number, side: 'front' | 'back'): string {
  const asked: string[] = []
  const shown = text.replace(/\{\{c(\d+)::([\s\S]*?)(?:::([\s\S]*?))?\}\}/g, (_, number, words, hint) => {
    if (Number(number) !== n) return String(words)
    asked.push(String(words))
    return hint === undefined ? GAP : `[${String(hint)}]`
  })
  return side === 'front' ? shown : asked.join(' / ')
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** HTML to text: tags go, lines and entities stay what they mean, sounds and pictures leave nothing. The result is text, whatever it holds. */
export function toPlain(html: string): string {
  return html
    .slice(0, LONGEST_FIELD)
    .replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/\[sound:[^\]]*\]/g, '')
    .replace(/<br\s*\/?>|<\/(?:div|p|li|tr|h\d)>|<hr[^>]*>/gi, '\n')
    .replace(/<!--[\s\S]*?-->|<\/?[a-z][^>]*>/gi, '')
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
