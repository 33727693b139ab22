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

/**
 * Where a selection goes when it is led by the keyboard: arrows up and down choose the next paragraph, left and right
 * the next sentence; with Shift the end moves, by sentence and by word.
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
    case 'ArrowRight': {
      if (shiftKey) return stretch(walked, passage, 'word', true)
      // A whole paragraph is entered at its first sentence.
      const isSentence = pieces(walked, 'sentence').some(
        ({ start, end }) => start === passage.start && end === passage.end,
      )
      const from = isSentence ? passage.start + 1 : passage.start
      return pieces(walked, 'sentence').find(({ start }) => start >= from) ?? passage
    }
    case 'ArrowLeft':
      if (shiftKey) return stretch(walked, passage, 'word', false)
      return pieces(walked, 'sentence').findLast(({ start }) => start < passage.start) ?? passage
    default:
      return null
  }
}

function stretch(walked: WalkedText, passage: Span, by: 'sentence' | 'word', forward: boolean): Span {
  const ends = pieces(walked, by).map(({ end }) => end)
  const end = forward ? ends.find((at) => at > passage.end) : ends.findLast((at) => at < passage.end)
  return end !== undefined && end > passage.start ? { start: passage.start, end } : passage
}

/** Sentences or words of all blocks. The engine's borders serve here: they are never stored. */
function pieces({ text, lang, blocks }: WalkedText, by: 'sentence' | 'word'): readonly Span[] {
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
