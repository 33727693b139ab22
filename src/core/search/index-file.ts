/** The format of `search.json`. */
import type { Lang } from '../corpus/model.ts'
import type { PackedIndex } from './packed.ts'

/** Raised when the shape of the file changes; a file of another number is refused and built again. */
export const INDEX_FORMAT = 3

/** What the app must know of a section to show it: its place in `sections` is its number in the index. */
export interface IndexedSection {
  readonly article: string
  readonly lang: Lang
  readonly section: string
  readonly heading: string
  /** Block ids with their plain texts, in order. */
  readonly blocks: readonly (readonly [id: string, text: string])[]
}

/** How a Chinese name sounds: one list of syllables for every name of an entity that has Han characters. */
export type PinyinTable = Readonly<Record<string, readonly (readonly string[])[]>>

export interface IndexFile {
  readonly format: number
  readonly tokeniser: string
  readonly sections: readonly IndexedSection[]
  readonly pinyin: PinyinTable
  readonly index: PackedIndex
}

/** Fields of a section, strongest first, and how much each counts. */
export const SECTION_FIELDS = ['heading', 'body'] as const
export const SECTION_BOOSTS: readonly number[] = [2, 1]
