/** The reader's marks: describing a passage, finding it again, exporting. Pure; see ARCHITECTURE.md. */
export { anchor, anchorAll, selectorOf, type AnchorOptions } from './anchor.ts'
export {
  blockAt,
  blockSpans,
  canonicalText,
  CONTEXT_LENGTH,
  describeSelection,
  type BlockSpan,
  type TextBlock,
} from './canonical-text.ts'
export { byPlace, toMarkdown } from './markdown.ts'
export * from './model.ts'
export { toWebAnnotations, type JsonLd } from './web-annotation.ts'
