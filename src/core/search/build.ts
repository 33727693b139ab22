/** Builds the index of a corpus: one document per section and language, in the text that is shipped as `search.json`. */
import MiniSearch from 'minisearch'
import type { Catalog, CatalogEntry, CompiledArticle, GlossaryTerm, Lang } from '../corpus/model.ts'
import { LANGS } from '../corpus/model.ts'
import { TOKENISER } from '../text/index.ts'
import { INDEX_FORMAT, INDEX_OPTIONS, type IndexFile, type SectionText, type SectionDocument } from './index-file.ts'
import { pinyinTerms } from './pinyin.ts'

/** What an index is made from. */
export interface SearchSource {
  readonly catalog: Catalog
  readonly articles: readonly CompiledArticle[]
  readonly glossary: readonly GlossaryTerm[]
}

/** @returns The text of `search.json`; the same source always gives the same text. */
export function buildSearchIndex({ catalog, articles }: SearchSource): string {
  const index = new MiniSearch<SectionDocument>(INDEX_OPTIONS)
  const sections: SectionText[] = []
  const byKey = new Map(articles.map((article) => [`${article.id}.${article.lang}`, article]))
  for (const entry of catalog.entities) {
    for (const lang of LANGS) {
      for (const section of sectionsOf(entry, lang, byKey.get(`${entry.id}.${lang}`))) {
        const id = sections.push(section) - 1
        const isFirst = section.section === 'lead'
        index.add({
          id,
          title: entry.name[lang],
          names: isFirst ? [entry.name.zh, entry.name.en, ...entry.aliases].join(' | ') : '',
          pinyin: isFirst && lang === 'zh' ? [entry.name.zh, ...entry.aliases].flatMap(pinyinTerms).join(' ') : '',
          heading: section.heading,
          body: section.blocks.map(([, text]) => text).join('\n'),
        })
      }
    }
  }
  const file: IndexFile = { format: INDEX_FORMAT, tokeniser: TOKENISER, sections, index: index.toJSON() }
  return JSON.stringify(file)
}

/** The article's sections; for an entity without text, its summary stands for the lead. */
function sectionsOf(entry: CatalogEntry, lang: Lang, article: CompiledArticle | undefined): SectionText[] {
  const sections = (article?.sections ?? []).map((section) => ({
    article: entry.id,
    lang,
    section: section.id,
    heading: section.title,
    blocks: section.blocks
      .filter((block) => block.text !== '')
      .map((block): [string, string] => [block.id, block.text]),
  }))
  if (sections.some((section) => section.section === 'lead')) return sections
  return [{ article: entry.id, lang, section: 'lead', heading: '', blocks: [['', entry.summary[lang]]] }, ...sections]
}
