/** Texts by their hash, as anchoring asks for them. */
export function textsByHash(
  texts: readonly { readonly hash: string; readonly text: string }[],
): ReadonlyMap<string, string> {
  return new Map(texts.map(({ hash, text }) => [hash, text]))
}
