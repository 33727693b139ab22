/** Whether a typed answer is right, however it was typed. Apart from core/study: its dictionaries stay out of the page. */
import { pinyin } from 'pinyin-pro'
import { canonical } from '../text/index.ts'

const HAN = /\p{Script=Han}/u

/** Longer answers may have one slip of the finger. Unit: characters. */
const FORGIVEN_FROM = 7

/**
 * Compares regardless of case, width, accents, spaces, punctuation, simplified or traditional characters; Chinese may be
 * typed as pinyin without tones. One wrong, missing or extra letter is forgiven in longer Latin answers without figures:
 * GPT-3 for GPT-2 is not a slip.
 * @param accepted Right answers in any spelling; an empty answer is never right.
 */
export function fitsAnswer(typed: string, accepted: readonly string[]): boolean {
  const wanted = plain(typed)
  if (wanted === '') return false
  return accepted.some((answer) => {
    const right = plain(answer)
    if (right === wanted) return true
    if (HAN.test(answer)) return soundOf(answer) === wanted.replaceAll('v', 'u')
    return right.length >= FORGIVEN_FROM && /^[a-z]+$/.test(right) && isOneSlip(wanted, right)
  })
}

function plain(text: string): string {
  return canonical(text)
    .replace(/[^\p{L}\p{N}.%]/gu, '')
    .replace(/\.(?!\d)/g, '')
}

function soundOf(text: string): string {
  const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
  return plain(syllables.join('')).replaceAll('v', 'u')
}

/** Whether one insertion, deletion, replacement or swap of neighbours leads from one to the other. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++
  let [endA, endB] = [a.length, b.length]
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  const [left, right] = [a.slice(start, endA), b.slice(start, endB)]
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && left === `${right[1] ?? ''}${right[0] ?? ''}`)
}
