/** Builds the index of a corpus: the text that is shipped as `search.jsonl`. */
import type { Catalog, CompiledArticle, GlossaryTerm } from '../corpus/model.ts'
import { tokenise, TOKENISER } from '../text/index.ts'
import { readSounds } from './build-pinyin.ts'
import { INDEX_FORMAT, SECTION_FIELDS, writeIndexFile, type SectionBlocks } from './index-file.ts'
import { packNames } from './names.ts'
import { packIndex } from './packed.ts'

/** What an index is made from. */
export interface SearchSource {
  readonly catalog: Catalog
  readonly articles: readonly CompiledArticle[]
  readonly glossary: readonly GlossaryTerm[]
}

/**
 * One document per section and language, and one per entity for names, aliases and summaries. The glossary works on
 * queries and adds nothing here.
 *
 * @returns The text of `search.jsonl`; the same corpus gives the same text whatever the order of its parts.
 */
export function buildSearchIndex({ catalog, articles }: SearchSource): string {
  const ordered = [...articles].sort((a, b) => compare(a.id, b.id) || compare(a.lang, b.lang))
  const sections = ordered.flatMap((article) =>
    article.sections.map((section) => ({
      about: { article: article.id, lang: article.lang, section: section.id, heading: section.title },
      blocks: section.blocks
        .filter((block) => block.text !== '')
        .map((block): SectionBlocks[number] => [block.id, block.text]),
    })),
  )
  const documents = sections.map(({ about, blocks }) => [
    tokenise(about.heading),
    tokenise(blocks.map(([, text]) => text).join('\n')),
  ])
  const entities = [...catalog.entities].sort((a, b) => compare(a.id, b.id))
  const file = {
    format: INDEX_FORMAT,
    tokeniser: TOKENISER,
    names: packNames(catalog.entities),
    sections: sections.map(({ about }) => about),
    sounds: readSounds(entities),
    index: packIndex(documents, SECTION_FIELDS.length),
  }
  return writeIndexFile(
    file,
    sections.map(({ blocks }) => blocks),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
