/** Where an article says what a card asks, so that the card opens its passage. */
import type { StudyCard } from '../study/model.ts'
import type { CatalogEntry, CompiledArticle } from './model.ts'

/**
 * The block of the article on a card's entity that cites the card's source, and of several the first that holds a word
 * of the answer; without a citation the first block with such a word or a link to the answer, or `null`. Blocks are the same in every language.
 *
 * @param article The article on the card's entity, in English: records are searched for in its words.
 */
export function passageOf(
  { answer, sources }: StudyCard,
  article: CompiledArticle | undefined,
  entries: ReadonlyMap<string, Pick<CatalogEntry, 'name'>>,
): string | null {
  if (!article) return null
  const cited = new Set(article.references.flatMap(({ key, citedIn }) => (sources.includes(key) ? citedIn : [])))
  const blocks = article.sections.flatMap((section) => section.blocks)
  const words = wordsOf()
  const links = answer.type === 'entities' || answer.type === 'order' ? answer.ids.map((id) => `#/article/${id}"`) : []
  const says = blocks.filter(
    ({ text, html }) =>
      words.some((word) => text.toLowerCase().includes(word)) || links.some((link) => html.includes(link)),
  )
  return (says.find(({ id }) => cited.has(id)) ?? blocks.find(({ id }) => cited.has(id)) ?? says[0])?.id ?? null

  function wordsOf(): readonly string[] {
    switch (answer.type) {
      case 'date':
        return [answer.on.slice(0, 4)]
      case 'value':
        return [inWords(answer.value)]
      case 'entities':
      case 'order':
        return answer.ids.flatMap((id) => entries.get(id)?.name.en.toLowerCase() ?? [])
      case 'term':
        return [answer.en.toLowerCase()]
    }
  }
}

/** A size as articles write it: 175 billion. */
function inWords(value: string | number): string {
  if (typeof value === 'string') return value.toLowerCase()
  for (const [unit, name] of [
    [1e12, 'trillion'],
    [1e9, 'billion'],
    [1e6, 'million'],
  ] as const) {
    if (value >= unit) return `${String(Number((value / unit).toPrecision(4)))} ${name}`
  }
  return value.toLocaleString('en')
}
