/** Chinese in Traditional characters as a way of showing it: unit by unit, so that every offset stays what it was. */

/** Quotation marks of the mainland and those of Taiwan and Hong Kong. */
const QUOTES: Readonly<Record<string, string>> = { '“': '「', '”': '」', '‘': '『', '’': '』' }
/** An apostrophe inside a foreign word looks like a quotation mark and is none. */
const APOSTROPHE = /(?<=\p{Script=Latin})’(?=\p{Script=Latin})/u

/**
 * Converts a text without changing its length.
 *
 * @param convert Characters chosen by the words around them, as OpenCC's `cn` → `tw` and `cn` → `hk` do. A phrase that
 *                comes back longer or shorter is taken character by character, and what even then has another length
 *                stays as it is.
 * @returns As many UTF-16 units as `text` has.
 */
export function showTraditional(text: string, convert: (text: string) => string): string {
  const whole = convert(text)
  const shown = whole.length === text.length ? whole : [...text].map((char) => sameLength(char, convert(char))).join('')
  return shown
    .split(APOSTROPHE)
    .map((part) => part.replace(/[“”‘’]/g, (quote) => QUOTES[quote] ?? quote))
    .join('’')
}

function sameLength(char: string, converted: string): string {
  return converted.length === char.length ? converted : char
}
