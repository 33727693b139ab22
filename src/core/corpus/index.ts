/** The corpus: its model, and the compiler that turns what authors wrote into the pack the app reads. */
export * from './model.ts'
export { compileCorpus, type Compiled, type CompileOptions } from './compile.ts'
export { lengthOf } from './prose-checks.ts'
export { textOf } from './render.ts'
export type { CorpusSource, SourceFiles } from './source.ts'
