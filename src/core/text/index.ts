/** Text: folding, the one tokeniser of index and query, and excerpts. */
export { csvTable } from './csv.ts'
export { makeExcerpt } from './excerpt.ts'
export { findAll } from './find-all.ts'
export { createFinder, literalPattern, type Found, type Needles } from './find.ts'
export { foldText, normaliseText } from './normalise.ts'
export { sentenceAround, sentenceSpan } from './sentence.ts'
export { showTraditional } from './traditional.ts'
export { canonical, canonicalQuery, compactForm, readUnits, TOKENISER, tokenise, type QueryUnit } from './tokenise.ts'
