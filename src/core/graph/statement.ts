/** Where an article states a relation. */
import type { ArticleBlock, CompiledArticle } from '../corpus/model.ts'
import { sentenceAround } from '../text/index.ts'

/** The sentence of an article that comes nearest to stating a relation. */
export interface Statement {
  readonly article: string
  /** Id of the block that holds it. */
  readonly block: string
  /** Plain text in one line. */
  readonly sentence: string
  /** Whether the same block cites the source that the record gives for the relation. */
  readonly cited: boolean
}

/**
 * Looks for the sentence that states the relation between an article's entity and another: best a block that cites the
 * relation's source and names the other, else one that links to it, else the first that names it.
 *
 * @param other  Id of the other entity, and the names it goes by in the article's language.
 * @param source Key of the relation's source.
 * @returns `null` when the article does not speak of the other at all.
 */
export function findStatement(
  article: CompiledArticle,
  other: { readonly id: string; readonly names: readonly string[] },
  source: string,
): Statement | null {
  const cited = new Set(article.references.find((reference) => reference.key === source)?.citedIn)
  // Longer names first: "GPT-3" lies in "GPT-3.5".
  const names = [...other.names].filter((name) => name.length > 1).sort((a, b) => b.length - a.length)
  const mention = (block: ArticleBlock) => names.map((name) => wholeWord(block.text, name)).find((at) => at >= 0) ?? -1
  let best: { readonly block: ArticleBlock; readonly at: number; readonly rank: number } | null = null
  for (const block of article.sections.flatMap((section) => section.blocks)) {
    const at = mention(block)
    if (at < 0) continue
    const isLinked = block.html.includes(`#/article/${other.id}"`)
    const rank = (cited.has(block.id) ? 2 : 0) + (isLinked ? 1 : 0)
    if (best === null || rank > best.rank) best = { block, at, rank }
  }
  if (best === null) return null
  const { block, at } = best
  return { article: article.id, block: block.id, sentence: sentenceAround(block.text, at), cited: cited.has(block.id) }
}

/** Place of a name that is not part of a longer one, or -1: no Latin letter, digit or dotted digit may touch it. */
function wholeWord(text: string, name: string): number {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = text.slice(Math.max(0, at - 1), at)
    const after = text.slice(at + name.length, at + name.length + 2)
    if (!/[\p{Script=Latin}\d-]/u.test(before) && !/^(?:[\p{Script=Latin}\d]|[.-]\d|-\p{Script=Latin})/u.test(after))
      return at
  }
  return -1
}
