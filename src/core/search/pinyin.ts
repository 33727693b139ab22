import { pinyin } from 'pinyin-pro'

/** Titles longer than this are found by their beginning. */
const MAX_SYLLABLES = 10

/**
 * How a Chinese name is typed in pinyin, for one field of the index: every syllable, the rest of the name from every
 * syllable on in one word, and the initials. Empty for names without Han.
 */
export function pinyinTerms(name: string): string[] {
  if (!/\p{Script=Han}/u.test(name)) return []
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .map((each) => each.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .filter(Boolean)
    .slice(0, MAX_SYLLABLES)
  const rests = syllables.map((_, i) => syllables.slice(i).join(''))
  const initials = syllables.map((each) => each[0] ?? '').join('')
  return [...new Set([...syllables, ...rests, ...(initials.length > 1 ? [initials] : [])])]
}
