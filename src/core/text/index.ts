/** Text: folding, the one tokeniser of index and query, and excerpts. */
export { makeExcerpt, type MarkedText, type WeighedExcerpt } from './excerpt.ts'
export { createFinder, literalPattern, type Found, type Needles } from './find.ts'
export { foldText, normaliseText, type FoldedText } from './normalise.ts'
export { canonical, canonicalQuery, compactForm, readUnits, TOKENISER, tokenise, type QueryUnit } from './tokenise.ts'
