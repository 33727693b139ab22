/** Search: building the index, asking it, the reader's notes beside it. */
export * from './model.ts'
export { answerSearch } from './answer.ts'
export { buildSearchIndex, type SearchSource } from './build.ts'
export { openNamesOnly, openSearch, type OpenedSearch, type SearchContext, type SearchEngine } from './engine.ts'
export { createNotesIndex, type NotesIndex } from './notes-index.ts'
