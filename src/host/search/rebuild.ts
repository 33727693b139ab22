/** Makes the index again, where the shipped one can't be used. */
import type { Catalog, CompiledArticle } from '../../core/corpus/model.ts'
import { buildSearchIndex } from '../../core/search/index.ts'
import { readJson, readPart } from './pack-reader.ts'

/** Builds the index from the pack's articles; those that can't be read are told and left out. */
export function rebuildIndex(packFolder: string, log: (text: string) => void): string {
  const catalog = readJson(packFolder, 'catalog.json') as Catalog
  const articles = catalog.entities.flatMap((entry) =>
    entry.langs.flatMap((lang): CompiledArticle[] => {
      const article = readPart<CompiledArticle | null>(packFolder, `articles/${entry.id}.${lang}.json`, null, log)
      return article ? [article] : []
    }),
  )
  return buildSearchIndex({ catalog, articles, glossary: [] })
}
