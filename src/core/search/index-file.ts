/** The shape of `search.json` and the options that building and loading must share. */
import type { AsPlainObject, Options } from 'minisearch'
import type { Lang } from '../corpus/model.ts'
import { tokenise } from '../text/index.ts'

/** Raised whenever `search.json` changes its shape. */
export const INDEX_FORMAT = 1

/** What is indexed of a section; `id` is its place in `IndexFile.sections`. */
export interface SectionDocument {
  readonly id: number
  readonly title: string
  /** Both names and all aliases; only with an article's first section. */
  readonly names: string
  readonly pinyin: string
  readonly heading: string
  readonly body: string
}

/** What is kept of a section, for literal checks and excerpts. */
export interface SectionText {
  readonly article: string
  readonly lang: Lang
  readonly section: string
  readonly heading: string
  /** Block id and its plain text. */
  readonly blocks: readonly (readonly [string, string])[]
}

export interface IndexFile {
  readonly format: number
  readonly tokeniser: string
  readonly sections: readonly SectionText[]
  readonly index: AsPlainObject
}

export const INDEX_OPTIONS: Options<SectionDocument> = {
  fields: ['title', 'names', 'pinyin', 'heading', 'body'],
  tokenize: (text, field) => (field === 'pinyin' ? text.split(' ').filter(Boolean) : tokenise(text)),
  processTerm: (term) => term,
}
