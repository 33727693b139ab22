/** Queries that nobody should type: whatever comes, search must neither throw nor take long. */
import { seeded } from './corpus.ts'

const PIECES = [
  '"',
  '“',
  '”',
  '-',
  '--',
  '-"',
  'kind:',
  'kind:model',
  'by:',
  'by:""',
  'year:..',
  'year:2020..',
  'year:9999..1',
  'in:',
  'in:notes',
  'lang:xx',
  'tag:',
  'title:',
  'title:"',
  'uses:',
  '(.*)+',
  '[a-z',
  '\\',
  '$^',
  '*',
  '?',
  '{',
  '}',
  '|',
  '/',
  '\ud800',
  '\udfff',
  '😀',
  '👩‍👩‍👧',
  'ﬁ',
  'Ａ',
  'é',
  '\u0301',
  '\u200d',
  '\ufeff',
  '\0',
  '\n',
  '\t',
  '   ',
  '=175e9',
  '~~~abc',
  '__proto__',
  'constructor',
  'toString',
  '奖励',
  '模型',
  '的',
  '𠀀',
  '强化学习',
  'attention',
  'the',
  'a',
  '1750亿',
  '3.5',
  'gpt-',
] as const

/** Random mixtures; every hundredth is up to ten kilobytes long. */
export function hostileQueries(count: number, seed = 11): string[] {
  const random = seeded(seed)
  const piece = () =>
    random() < 0.7
      ? (PIECES[Math.floor(random() * PIECES.length)] ?? '')
      : String.fromCharCode(Math.floor(random() * 0xffff))
  return Array.from({ length: count }, (_, i) => {
    const length = i % 100 === 99 ? 3000 : 1 + Math.floor(random() * 12)
    return Array.from({ length }, () => piece() + (random() < 0.4 ? ' ' : ''))
      .join('')
      .slice(0, 10_000)
  })
}
