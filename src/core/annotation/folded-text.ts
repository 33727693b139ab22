/** A text without what typesetting changes, and the way back. */
export interface FoldedText {
  readonly text: string
  /** Offset in the original of every unit of `text`, and the original's length at the end. */
  readonly origin: readonly number[]
}

const FOLDED = new Map(
  Object.entries({
    '“': '"',
    '”': '"',
    '「': '"',
    '」': '"',
    '『': '"',
    '』': '"',
    '‘': "'",
    '’': "'",
    '—': '-',
    '–': '-',
    '…': '.',
    '。': '.',
    '、': ',',
  }),
)

const FULL_WIDTH_FIRST = 0xff01
const FULL_WIDTH_LAST = 0xff5e
/** Distance from a full-width form to its ASCII character. */
const FULL_WIDTH_SHIFT = 0xfee0

/**
 * Drops white space, folds full-width forms, quotes, dashes and case: a new edition often changes just these, and a
 * quote must be found all the same. Works unit by unit, so that the way back is exact; never throws.
 */
export function foldText(text: string): FoldedText {
  const units: string[] = []
  const origin: number[] = []
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (isSpace(code)) continue
    const isFullWidth = code >= FULL_WIDTH_FIRST && code <= FULL_WIDTH_LAST
    const unit = isFullWidth ? String.fromCharCode(code - FULL_WIDTH_SHIFT) : text.charAt(i)
    const lower = (FOLDED.get(unit) ?? unit).toLowerCase()
    // A few letters (İ) become two when lowered; they stay as they are.
    units.push(lower.length === 1 ? lower : unit)
    origin.push(i)
  }
  origin.push(text.length)
  return { text: units.join(''), origin }
}

function isSpace(code: number): boolean {
  return code <= 0x20 || code === 0xa0 || code === 0x3000 || code === 0x200b || code === 0xfeff
}
