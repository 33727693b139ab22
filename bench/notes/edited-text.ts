/**
 * Edits a text as an editor would and keeps, for every unit, where it came from: what is right is then known, not
 * guessed. Kinds of edits and their shares are those of the study the anchoring was chosen by.
 */
import { wordsOf, type LongText } from './texts.ts'

/** A piece of text whose units know their offset in the text before; -1 is new. */
interface Traced {
  readonly text: string
  readonly origins: readonly number[]
}

export interface EditedText {
  readonly text: string
  /** Per UTF-16 unit of `text` its offset in the old text, or -1. */
  readonly origins: readonly number[]
}

const LIGHT = 0.06
const HEAVY = 0.4

/** Changes `rate` (0–1) of the paragraphs. */
export function editText({ lang, paragraphs, spare }: LongText, rate: number, random: () => number): EditedText {
  const vocabulary = spare.slice(0, 60).flatMap((text) => wordsOf(text, lang).map(({ segment }) => segment))
  const chosen = shuffled([...paragraphs.keys()], random).slice(0, Math.round(paragraphs.length * rate))
  const plan = new Map(chosen.map((index) => [index, random()]))
  const edited: Traced[] = []
  const moved: Traced[] = []
  let start = 0
  let used = 0
  for (const [index, text] of paragraphs.entries()) {
    const paragraph: Traced = { text, origins: units(text, start) }
    start += text.length + 1
    const what = plan.get(index)
    if (what === undefined) edited.push(paragraph)
    else if (what < 0.2) continue
    else if (what < 0.35) edited.push(paragraph, fresh(spare[used++ % spare.length] ?? 'New.'))
    else if (what < 0.7) edited.push(reword(paragraph, LIGHT))
    else if (what < 0.85) edited.push(reword(paragraph, HEAVY))
    else if (what < 0.92) edited.push(...split(paragraph))
    else moved.push(paragraph)
  }
  for (const paragraph of moved) edited.splice(Math.floor(random() * edited.length), 0, paragraph)
  return join(edited)

  function reword(paragraph: Traced, share: number): Traced {
    const parts: Traced[] = []
    let done = 0
    for (const { index, segment } of wordsOf(paragraph.text, lang)) {
      if (random() >= share) continue
      const what = random()
      const after = index + segment.length
      const word = vocabulary[Math.floor(random() * vocabulary.length)] ?? ''
      // Four in ten replaced, three in ten with a word put behind, the rest left out.
      const keepsWord = what >= 0.4 && what < 0.7
      parts.push(cut(paragraph, done, keepsWord ? after : index))
      if (what < 0.7) parts.push(fresh(word))
      done = after
    }
    parts.push(cut(paragraph, done, paragraph.text.length))
    return { text: parts.map(({ text }) => text).join(''), origins: parts.flatMap(({ origins }) => origins) }
  }
}

function units(text: string, offset: number): number[] {
  return Array.from({ length: text.length }, (_, i) => offset + i)
}

function fresh(text: string): Traced {
  return { text, origins: units(text, 0).fill(-1) }
}

function cut({ text, origins }: Traced, from: number, to: number): Traced {
  return { text: text.slice(from, to), origins: origins.slice(from, to) }
}

function split(paragraph: Traced): Traced[] {
  const middle = paragraph.text.length >> 1
  return [cut(paragraph, 0, middle), cut(paragraph, middle, paragraph.text.length)]
}

function join(paragraphs: readonly Traced[]): EditedText {
  const origins: number[] = []
  for (const [i, paragraph] of paragraphs.entries()) {
    if (i > 0) origins.push(-1)
    for (const origin of paragraph.origins) origins.push(origin)
  }
  return { text: paragraphs.map(({ text }) => text).join('\n'), origins }
}

/** A copy in another order. */
function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const keyed = values.map((value) => ({ value, key: random() }))
  return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value)
}
