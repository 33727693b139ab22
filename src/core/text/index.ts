/** Text: folding, the one tokeniser, excerpts. */
export { fold, normaliseQuery, normaliseText, type Folded } from './fold.ts'
export { hanToken, TOKENISER, tokenise, tokeniseTerm, HAN_MARKER, type QueryToken } from './tokenise.ts'
export { excerpt, markAll, type MarkedText } from './excerpt.ts'
