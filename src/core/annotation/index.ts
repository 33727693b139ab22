/** The reader's marks: describing a passage, finding it again, exporting. Pure; see ARCHITECTURE.md. */
export { anchorAll, selectorOf } from './anchor.ts'
export { blockAt, blockSpans, canonicalText, describeSelection, type BlockSpan } from './canonical-text.ts'
export { byPlace, toMarkdown } from './markdown.ts'
export * from './model.ts'
export { toCsv, toHtml } from './tables.ts'
export { toWebAnnotations } from './web-annotation.ts'
export { readWebAnnotations, type AnnotationsRead, type Refusal } from './read-web-annotations.ts'
