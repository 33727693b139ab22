/** Folding: what two texts are compared by. Width, case, compatibility forms and traditional characters are levelled. */
import { Converter } from 'opencc-js/t2cn'

/** A folded text with, for each of its UTF-16 units, the offset in the original it came from (and the end at last). */
export interface Folded {
  readonly text: string
  /** Length `text.length + 1`. */
  readonly offsets: readonly number[]
}

const toSimplifiedCharacter = Converter({ from: 't', to: 'cn' })
const toSimplifiedPhrase = Converter({ from: 'twp', to: 'cn' })
const HAN = /\p{Script=Han}/u
/** One character's folding, remembered: the same few thousand come again and again. */
const remembered = new Map<string, string>()

function foldCharacter(character: string): string {
  const known = remembered.get(character)
  if (known !== undefined) return known
  const level = character.normalize('NFKC').toLowerCase()
  const folded = HAN.test(level) ? toSimplifiedCharacter(level) : level
  remembered.set(character, folded)
  return folded
}

/**
 * Folds character by character, so that places in the folded text can be shown in the original. Never throws; lone
 * surrogates stay as they are.
 */
export function fold(original: string): Folded {
  let text = ''
  const offsets: number[] = []
  let at = 0
  for (const character of original) {
    const folded = foldCharacter(character)
    for (let i = 0; i < folded.length; i++) offsets.push(at)
    text += folded
    at += character.length
  }
  offsets.push(at)
  return { text, offsets }
}

/** The folded text alone. */
export function normaliseText(text: string): string {
  let folded = ''
  for (const character of text) folded += foldCharacter(character)
  return folded
}

/** A query as it is searched: also words that differ between regions are levelled (網路 → 网络, 記憶體 → 内存). */
export function normaliseQuery(text: string): string {
  return normaliseText(toSimplifiedPhrase(text.normalize('NFKC')))
}
