import type { Lang } from '../../core/corpus/model.ts'

/** A text and its blocks, as far as walking needs them. */
export interface WalkedText {
  readonly text: string
  readonly lang: Lang
  /** Where the blocks lie in the text, in order. */
  readonly blocks: readonly Span[]
}

interface Span {
  readonly start: number
  readonly end: number
}

type Piece = 'sentence' | 'word'

/**
 * Where a selection goes when it is led by the keyboard: arrows up and down choose the next paragraph, left and right
 * the next sentence, W the next word and with Shift the one before; arrows with Shift move the end, by sentence and by
 * word.
 *
 * @returns The new passage; the old one at the ends of the text; `null` for other keys. Never empty, never with white
 *          space at its ends.
 */
export function walk(
  walked: WalkedText,
  passage: Span,
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
): Span | null {
  const { blocks } = walked
  switch (key) {
    case 'ArrowDown':
    case 'ArrowUp':
      if (shiftKey) return stretch(walked, passage, 'sentence', key === 'ArrowDown')
      if (key === 'ArrowDown')
        return blocks.find((block) => block.start > passage.start && !isBlank(walked, block)) ?? passage
      return blocks.findLast((block) => block.end < passage.start && !isBlank(walked, block)) ?? passage
    case 'ArrowRight':
      return shiftKey ? stretch(walked, passage, 'word', true) : next(walked, passage, 'sentence')
    case 'ArrowLeft':
      return shiftKey ? stretch(walked, passage, 'word', false) : previous(walked, passage, 'sentence')
    case 'w':
    case 'W': // with the caps lock on, too
      return shiftKey ? previous(walked, passage, 'word') : next(walked, passage, 'word')
    default:
      return null
  }
}

/** The piece behind a passage's first one; of a longer passage, that first one: what is long is entered. */
function next(walked: WalkedText, passage: Span, by: Piece): Span {
  const steps = stepsBy(walked, by)
  const isOne = steps.some(({ start, end }) => start === passage.start && end === passage.end)
  return steps.find(({ start }) => start >= passage.start + (isOne ? 1 : 0)) ?? passage
}

function previous(walked: WalkedText, passage: Span, by: Piece): Span {
  return stepsBy(walked, by).findLast(({ start }) => start < passage.start) ?? passage
}

function stretch(walked: WalkedText, passage: Span, by: Piece, forward: boolean): Span {
  const ends = pieces(walked, by).map(({ end }) => end)
  const end = forward ? ends.find((at) => at > passage.end) : ends.findLast((at) => at < passage.end)
  return end !== undefined && end > passage.start ? { start: passage.start, end } : passage
}

/** What one steps on: punctuation between words is passed over. */
function stepsBy(walked: WalkedText, by: Piece): readonly Span[] {
  return pieces(walked, by).filter(({ start, end }) => /[\p{L}\p{N}]/u.test(walked.text.slice(start, end)))
}

/** Sentences or words of all blocks. The engine's borders serve here: they are never stored. */
function pieces({ text, lang, blocks }: WalkedText, by: Piece): readonly Span[] {
  const segmenter = new Intl.Segmenter(lang, { granularity: by })
  return blocks.flatMap((block) =>
    [...segmenter.segment(text.slice(block.start, block.end))].flatMap(({ segment, index }) => {
      const start = block.start + index + segment.length - segment.trimStart().length
      const end = block.start + index + segment.trimEnd().length
      return start < end ? [{ start, end }] : []
    }),
  )
}

function isBlank({ text }: WalkedText, { start, end }: Span): boolean {
  return text.slice(start, end).trim() === ''
}
