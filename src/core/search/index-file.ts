/**
 * The format of `search.jsonl`: the index in the first line, then a line for each section with the texts of its blocks.
 * The texts are most of the file and only needed where a section is shown, so a line is read when it is.
 */
import type { Lang } from '../corpus/model.ts'
import type { PackedNames } from './names.ts'
import type { PackedIndex } from './packed.ts'

/** Raised when the shape of the file changes; a file of another number is refused and built again. */
export const INDEX_FORMAT = 5

/** What the app must know of a section to show it: its place in `sections` is its number in the index. */
export interface IndexedSection {
  readonly article: string
  readonly lang: Lang
  readonly section: string
  readonly heading: string
}

/** The blocks of a section: their ids with their plain texts, in order. */
export type SectionBlocks = readonly (readonly [id: string, text: string])[]

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

/** The file as it lies on disk; `decode` reads UTF-8, which the language itself can't. */
export interface IndexBytes {
  readonly bytes: Uint8Array
  readonly decode: (bytes: Uint8Array) => string
}

const LINE_BREAK = 10

/** What is written after the index can't be read: the file is damaged, which shows only when a section is asked for. */
export class DamagedIndexError extends Error {}

/** @param blocks Of each section, in the order of `file.sections`. @returns The text of the file, in UTF-8 on disk. */
export function writeIndexFile(file: IndexFile, blocks: readonly SectionBlocks[]): string {
  return [file, ...blocks].map((line) => `${JSON.stringify(line)}\n`).join('')
}

/**
 * Reads the index, and where the texts of each section are.
 * @returns `blocks` throws DamagedIndexError when the section's line can't be read.
 * @throws SyntaxError, RangeError When the index is damaged or lines are missing.
 */
export function readIndexFile({ bytes, decode }: IndexBytes): {
  file: IndexFile
  blocks: (section: number) => SectionBlocks
} {
  const line = (from: number, to?: number): unknown => JSON.parse(decode(bytes.subarray(from, to)))
  const end = bytes.indexOf(LINE_BREAK)
  const file = line(0, end === -1 ? undefined : end) as IndexFile
  const count = file.format === INDEX_FORMAT ? file.sections.length : 0
  const starts = new Uint32Array(count + 1)
  starts[0] = end + 1
  for (let section = 0; section < count; section++) {
    const lineEnd = bytes.indexOf(LINE_BREAK, starts[section])
    if (lineEnd === -1) throw new RangeError(`the texts are cut off after ${section} of ${count} sections`)
    starts[section + 1] = lineEnd + 1
  }
  return {
    file,
    blocks(section) {
      try {
        return line(starts[section] ?? 0, starts[section + 1]) as SectionBlocks
      } catch {
        throw new DamagedIndexError(`damaged in the texts of section ${section}`)
      }
    },
  }
}
