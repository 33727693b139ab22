/** Small changes to the text in the search box. */

/** The query without one of its filters, as it was understood: kind:model, by:"openai". */
export function withoutFilter(text: string, key: string, value: string): string {
  const pieces = text.match(/[^\s:：]+[:：]["“][^"“”]*["”]|\S+/gu) ?? []
  const plain = (piece: string) => piece.replace(/["“”]/g, '').toLowerCase().normalize('NFKC')
  // The value may have been translated (kind:方法 is read as method): then the first filter with the key goes.
  const ofKey = (piece: string) => /^([a-z]+)[:：]/i.exec(piece)?.[1]?.toLowerCase() === key
  const exact = pieces.findIndex((piece) => plain(piece) === `${key}:${value}`)
  const at = exact >= 0 ? exact : pieces.findIndex(ofKey)
  return pieces.filter((_, i) => i !== at).join(' ')
}

/** Newest first, each once. */
export function remembered(list: readonly string[], query: string, most: number): string[] {
  return [query, ...list.filter((each) => each !== query)].slice(0, most)
}
