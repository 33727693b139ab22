/** What a JSON text may hold to be parsed. */
interface JsonLimits {
  readonly values: number
  /** Different names of properties: each new one costs the parser a hundred times what a known one does. */
  readonly names: number
}

const [QUOTE, BACKSLASH, COLON, COMMA, LIST, OBJECT] = [0x22, 0x5c, 0x3a, 0x2c, 0x5b, 0x7b] as const

/**
 * Whether a JSON text may be parsed, told before it is: `[],[],…` takes thirteen times its length in memory, so no
 * limit on the length bounds what parsing costs. What is no JSON is counted as if it were.
 */
export function isWithin({ values, names }: JsonLimits, json: string): boolean {
  const known = new Set<string>()
  let [count, start, end] = [0, 0, 0]
  for (let at = 0; at < json.length; at++) {
    const sign = json.charCodeAt(at)
    if (sign === QUOTE) {
      start = at + 1
      end = at = endOfString(json, start)
    } else if (sign === COMMA || sign === LIST || sign === OBJECT) {
      if (++count > values) return false
    } else if (sign === COLON && known.add(json.slice(start, end)).size > names) return false
  }
  return true
}

function endOfString(json: string, start: number): number {
  for (let at = start; at < json.length; at++) {
    const sign = json.charCodeAt(at)
    if (sign === QUOTE) return at
    if (sign === BACKSLASH) at++
  }
  return json.length
}
