/**
 * Han: which characters are written without spaces, traditional to simplified, and the ASCII spelling the index uses.
 */
import characters from 'opencc-js/dict/TSCharacters'
import { Converter } from 'opencc-js/t2cn'

/** Han, kana and hangul as the inside of a character class (with the `u` flag): scripts searched by bigrams. */
export const CJK =
  '\\u3005\\u3007\\u3041-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3ffff}'

type Convert = (text: string) => string
let fromTaiwan: Convert | undefined
/** First Han character that has a simplified form. */
const FIRST = 0x3400
/** Simplified forms by code unit from `FIRST` on, 0 where there is none; made of the dictionary when first needed. */
let simplified: Uint16Array | undefined

/**
 * Traditional characters to simplified ones, each alone. Character by character, not by phrase, so that a piece of a
 * text converts the same as the whole and offsets stay: what OpenCC would write longer is left as it is.
 */
export function simplify(text: string): string {
  simplified ??= readDictionary()
  let out = ''
  let kept = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const simple = code < FIRST ? 0 : (simplified[code - FIRST] ?? 0)
    if (simple === 0) continue
    out += text.slice(kept, at) + String.fromCharCode(simple)
    kept = at + 1
  }
  return kept === 0 ? text : out + text.slice(kept)
}

/** OpenCC's own list of characters. A converter would read its phrases too, in a hundred milliseconds. */
function readDictionary(): Uint16Array {
  const table = new Uint16Array(0x10000 - FIRST)
  for (const entry of characters.split('|')) {
    const [from = '', to = ''] = entry.split(' ')
    if (from.length === 1 && to.length === 1) table[from.charCodeAt(0) - FIRST] = to.charCodeAt(0)
  }
  return table
}

/**
 * A query written in traditional characters, with the words of Taiwan put into those of the mainland (資料庫 → 数据库).
 * For queries only: in a simplified text the same rules would replace words that are right (程序 → 进程).
 */
export function simplifyQuery(text: string): string {
  return simplify(text) === text ? text : fromTaiwanWords(text)
}

/** Words of Taiwan as those of the mainland, also where both write the same characters: 晶片 → 芯片. */
export function fromTaiwanWords(text: string): string {
  fromTaiwan ??= Converter({ from: 'twp', to: 'cn' })
  return simplify(fromTaiwan(text))
}

const DIGITS = '0123456789abcdefghijklmnopqrstuv'

/**
 * Spells CJK characters in ASCII behind a marker. MiniSearch's radix tree scans the children of a node one by one; with
 * thousands of Han characters at the root that made loading 3 and typing 15 times slower (measured). The marker is
 * longer than any edit distance the search allows, so typo search never enters these terms.
 */
export function encodeCjk(chars: string): string {
  let out = '~~~'
  for (const char of chars) {
    const code = char.codePointAt(0) ?? 0
    const high = code >> 15
    // One lead letter beyond the 32 digits for each further block of 32,768 code points: w, x, y …
    if (high > 0) out += String.fromCharCode(118 + high)
    out += DIGITS.charAt((code >> 10) & 31) + DIGITS.charAt((code >> 5) & 31) + DIGITS.charAt(code & 31)
  }
  return out
}

/** The characters that `encodeCjk` spelt; other text as it is. */
export function decodeCjk(term: string): string {
  if (!term.startsWith('~~~')) return term
  let out = ''
  for (let at = 3; at < term.length; at += 3) {
    const lead = term.charCodeAt(at) - 118
    if (lead > 0) at++
    const [high, middle, low] = [0, 1, 2].map((i) => DIGITS.indexOf(term.charAt(at + i)))
    out += String.fromCodePoint((Math.max(0, lead) << 15) + ((high ?? 0) << 10) + ((middle ?? 0) << 5) + (low ?? 0))
  }
  return out
}
