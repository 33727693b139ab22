/**
 * Relates the text of a rendered block to its compiled text, which may differ in white space only (the page keeps the
 * line breaks between list items and table cells as the HTML has them).
 *
 * @returns For each offset of `shown`, and its length, the offset in `compiled`; `null` when other characters differ.
 */
export function alignText(shown: string, compiled: string): Int32Array | null {
  const map = new Int32Array(shown.length + 1)
  let at = 0
  for (let i = 0; i < shown.length; i++) {
    if (isSpace(shown, i)) {
      map[i] = at
      if (at < compiled.length && isSpace(compiled, at)) at++
      continue
    }
    while (at < compiled.length && isSpace(compiled, at)) at++
    if (shown[i] !== compiled[at]) return null
    map[i] = at++
  }
  if (compiled.slice(at).trim() !== '') return null
  map[shown.length] = at
  return map
}

function isSpace(text: string, offset: number): boolean {
  return /\s/.test(text.charAt(offset))
}
