/** 2,000 marks in a long text, then the text changes: how many are shown right, wrong, or lost, and how long it takes. */
import { createHash } from 'node:crypto'
import { anchorAll, describeSelection, type Annotation } from '../../src/core/annotation/index.ts'
import { seeded } from '../search/corpus.ts'
import { editText } from './edited-text.ts'
import { judge, placesOf, VERDICTS, type Verdict } from './judge.ts'
import { longText, repetitiveText, wordsOf, type LongText } from './texts.ts'

const MARKS = 2000
const WORDS = 20_000

export interface Case {
  readonly name: string
  readonly text: 'zh' | 'repetitive'
  /** Share of the paragraphs that change. */
  readonly rate: number
  /** The most that may be wrong or ghosts, and lost; `null` where nothing is promised. */
  readonly bad: number
  readonly lost: number | null
  readonly ms: number | null
}

export const CASES: readonly Case[] = [
  { name: 'zh 5 %', text: 'zh', rate: 0.05, bad: 0, lost: 2, ms: 300 },
  { name: 'zh 10 %', text: 'zh', rate: 0.1, bad: 0, lost: 4, ms: 300 },
  { name: 'zh 20 %', text: 'zh', rate: 0.2, bad: 2, lost: 10, ms: 300 },
  { name: 'en repetitive 20 %', text: 'repetitive', rate: 0.2, bad: 3, lost: null, ms: null },
]

export type Counts = Record<Verdict, number> & {
  readonly ms: number
  readonly words: number
  /** Marks of any verdict for which the reader is asked. */
  readonly unsure: number
  readonly examples: string[]
}

/** Marks, edits and re-anchors once, all drawn from one seed; without `keepsText` the old text isn't known. */
export function reanchorOnce({ text: which, rate }: Case, seed: number, keepsText = true): Counts {
  const random = seeded(seed)
  const article = which === 'zh' ? longText('zh', WORDS, random) : repetitiveText(WORDS, random)
  const oldText = article.paragraphs.join('\n')
  const oldHash = hashOf(oldText)
  const marks = markPassages(article, oldText, oldHash, random)
  const edited = editText(article, rate, random)
  const places = placesOf(oldText.length, edited)

  const begun = performance.now()
  const oldTexts = keepsText ? new Map([[oldHash, oldText]]) : new Map<string, string>()
  const found = anchorAll(marks, edited.text, hashOf(edited.text), { oldTexts })
  const ms = performance.now() - begun

  const zero = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>
  const counts = {
    ...zero,
    ms,
    words: article.words,
    unsure: found.filter(({ state }) => state === 'unsure').length,
    examples: [] as string[],
  }
  for (const row of found) {
    if (row.annotation.target.type !== 'text') continue
    const { selector } = row.annotation.target
    const verdict = judge(selector, row, edited, places)
    counts[verdict]++
    if (verdict === 'wrong' || verdict === 'ghost' || verdict === 'lost') {
      const shown = row.at ? edited.text.slice(row.at.start, row.at.end) : ''
      counts.examples.push(`${verdict} (${row.state}): ${JSON.stringify(selector.exact)} → ${JSON.stringify(shown)}`)
    }
  }
  return counts
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A quarter terms, four in ten phrases, a quarter passages, one in ten across paragraphs; overlaps as they fall. */
function markPassages(article: LongText, text: string, textHash: string, random: () => number): Annotation[] {
  const blocks = article.paragraphs.map((each, i) => ({ id: `b.${i}`, text: each }))
  const words = wordsOf(text, article.lang)
  const scale = article.lang === 'zh' ? 1 : 3.5
  const marks: Annotation[] = []
  while (marks.length < MARKS) {
    const word = words[Math.floor(random() * words.length)]
    if (!word) continue
    const kind = random()
    const more = random()
    const length =
      kind < 0.25
        ? Math.max(2, word.segment.length)
        : Math.round(scale * (kind < 0.65 ? 5 + more * 25 : kind < 0.9 ? 31 + more * 90 : 60 + more * 240))
    const line = text.indexOf('\n', word.index)
    const limit = kind < 0.9 && line >= 0 ? line : text.length
    const passage = text.slice(word.index, Math.min(limit, word.index + length)).trimEnd()
    if (passage.length < 2) continue
    const selector = describeSelection({ blocks, textHash }, word.index, word.index + passage.length)
    marks.push({
      id: `mark-${marks.length}`,
      article: 'bench',
      lang: article.lang,
      colour: 'yellow',
      body: '',
      tags: [],
      target: { type: 'text', selector },
      created: '2026-01-01T00:00:00.000Z',
      modified: '2026-01-01T00:00:00.000Z',
    })
  }
  return marks
}
