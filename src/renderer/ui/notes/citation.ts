import type { Passage } from '../../dom/text-map.ts'
import type { CompiledArticle } from '../../../core/corpus/model.ts'

/** The words of a passage with where they are from: title, section, edition of the text, and the app's own link. */
export function quoteWithCitation(article: CompiledArticle, words: string, place: Passage & { block: string }): string {
  const section = article.sections.find(({ blocks }) => blocks.some(({ id }) => id === place.block))
  const anchor = section && section.id !== 'lead' ? `#${section.id}` : ''
  const heading = section?.title
    ? article.lang === 'zh'
      ? `“${section.title}”一节`
      : `section “${section.title}”`
    : ''
  const parts =
    article.lang === 'zh'
      ? [`《${article.title}》`, heading, `脉络，核对于 ${article.checked}`]
      : [article.title, heading, `Mailuo, checked ${article.checked}`]
  const comma = article.lang === 'zh' ? '，' : ', '
  const quoted = article.lang === 'zh' ? `“${words}”` : `“${words}”`
  return `${quoted}\n— ${parts.filter(Boolean).join(comma)}\n  mailuo://article/${article.id}${anchor}`
}
