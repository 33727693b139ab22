/** Search: building the index, asking it, the reader's notes beside it. */
export * from './model.ts'
export { answerSearch } from './answer.ts'
export { buildSearchIndex } from './build.ts'
export { DamagedIndexError, type IndexBytes } from './index-file.ts'
export { openNamesOnly, openSearch, type SearchContext, type SearchEngine } from './engine.ts'
export { cardText, createOwnIndex, noteText, type OwnText } from './own-index.ts'
