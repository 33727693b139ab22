/** The format of `search.json`. */
import type { Lang } from '../corpus/model.ts'
import type { PackedNames } from './names.ts'
import type { PackedIndex } from './packed.ts'

/** Raised when the shape of the file changes; a file of another number is refused and built again. */
export const INDEX_FORMAT = 4

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

/** What finds names by their sound. */
export interface Sounds {
  readonly names: PinyinTable
  /** Every syllable there is, sorted and joined by spaces. */
  readonly syllables: string
  /** For each character from U+4E00 to U+9FFF one letter, that many after U+0100 as its syllable is in the list. */
  readonly readings: string
}

export interface IndexFile {
  readonly format: number
  readonly tokeniser: string
  readonly names: PackedNames
  readonly sections: readonly IndexedSection[]
  readonly sounds: Sounds
  readonly index: PackedIndex
}

/** Fields of a section, strongest first, and how much each counts. */
export const SECTION_FIELDS = ['heading', 'body'] as const
export const SECTION_BOOSTS: readonly number[] = [2, 1]
