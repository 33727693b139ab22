/** The corpus: its model, and the compiler that turns what authors wrote into the pack the app reads. */
export * from './model.ts'
export { compileCorpus, type Compiled, type RenderCache } from './compile.ts'
export { lengthOf } from './prose-checks.ts'
export type { CorpusSource, SourceFiles } from './source.ts'
