/** What every text of ours keeps to: punctuation, lengths, no stock phrases, figures that agree with the record. */
import type { ArticleSection, EntityRecord, Lang, Level } from './model.ts'
import type { Report } from './markdown.ts'

/** Least lengths by level; Chinese in Han characters, English in words. */
export const LEAST: Readonly<
  Record<Level, Readonly<{ zh: number; en: number; sections: number; references: number }>>
> = {
  keystone: { zh: 900, en: 600, sections: 4, references: 4 },
  standard: { zh: 450, en: 300, sections: 2, references: 2 },
  short: { zh: 200, en: 130, sections: 1, references: 1 },
}

/** Phrases that would fit any article; docs/corpus.md section 4 tells why they are not wanted. */
const STOCK: Readonly<Record<Lang, RegExp>> = {
  en: /\b(milestone|revolutioni[sz]ed|revolutionary|game-chang\w+|groundbreaking|unprecedented|delve\w*|pivotal|paved the way|it is worth noting|in conclusion)\b/i,
  zh: /里程碑|革命性|颠覆性|赋能|划时代|值得注意的是|众所周知|综上所述/,
}
const ASCII_BESIDE_HAN = /\p{Script=Han}[,;:?!()]|[,;:?!()]\p{Script=Han}|\p{Script=Han}\.(?=\s|\p{Script=Han}|$)/u
const SPACE_BESIDE_HAN = /\p{Script=Han} [A-Za-z0-9]|[A-Za-z0-9] \p{Script=Han}/u
/** Blocks whose words count towards an article's length. */
const PROSE: ReadonlySet<string> = new Set(['paragraph', 'list', 'quote', 'callout', 'table'])
/** Sources round: this far a stated size may be from the record's. */
const TOLERANCE = 0.035

/** Han characters of a Chinese text, words of an English one. */
export function lengthOf(sections: readonly ArticleSection[], lang: Lang): number {
  const text = sections
    .flatMap((section) => section.blocks.filter((block) => PROSE.has(block.type)).map((block) => block.text))
    .join('\n')
  return (lang === 'zh' ? text.match(/\p{Script=Han}/gu) : text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.,-]*/gu))?.length ?? 0
}

/** Reports what is wrong with the words of one block. */
export function checkProse(text: string, lang: Lang, line: number, report: Report): void {
  const stock = STOCK[lang].exec(text)
  if (stock) report(line, `“${stock[0]}” is a stock phrase: say what happened instead`)
  if (lang !== 'zh') return
  const ascii = ASCII_BESIDE_HAN.exec(text)
  if (ascii) report(line, `half-width punctuation beside Han: “${around(text, ascii.index)}”`)
  const space = SPACE_BESIDE_HAN.exec(text)
  if (space) report(line, `a typed space between Han and Latin: “${around(text, space.index)}” (the page adds the gap)`)
}

function around(text: string, at: number): string {
  return text.slice(Math.max(0, at - 6), at + 8).replaceAll('\n', ' ')
}

/** Reports an article that is shorter than its level asks. */
export function checkLength(
  record: EntityRecord,
  lang: Lang,
  sections: readonly ArticleSection[],
  references: number,
  report: Report,
): void {
  const least = LEAST[record.level]
  const length = lengthOf(sections, lang)
  if (length < least[lang]) {
    report(
      1,
      `${String(length)} ${lang === 'zh' ? 'Han characters' : 'words'}; level ${record.level} asks for ${String(least[lang])}`,
    )
  }
  const count = sections.filter((section) => section.depth === 2).length
  if (count < least.sections)
    report(1, `${String(count)} sections; level ${record.level} asks for ${String(least.sections)}`)
  if (references < least.references)
    report(1, `${String(references)} references; level ${record.level} asks for ${String(least.references)}`)
  const shown = sections.some((section) =>
    section.blocks.some((block) => ['math', 'table', 'figure'].includes(block.type)),
  )
  if (record.level === 'keystone' && !shown) report(1, 'a keystone article holds a formula, table or diagram')
}

const SIZES: Readonly<Record<Lang, RegExp>> = {
  en: /(\d+(?:\.\d+)?)\s*(trillion|billion|million)[ -]parameters?/gi,
  zh: /(\d+(?:\.\d+)?)(万亿|亿|万)(?:个)?参数/g,
}
const UNIT: Readonly<Record<string, number>> = {
  trillion: 1e12,
  billion: 1e9,
  million: 1e6,
  万亿: 1e12,
  亿: 1e8,
  万: 1e4,
}

/** Reports a lead that gives sizes of which none is the record's. */
export function checkSize(record: EntityRecord, lang: Lang, lead: string, report: Report): void {
  const known = record.facts
    .filter((fact) => fact.key === 'parameters')
    .flatMap((fact) => [fact.value, ...(fact.disputed ?? []).map((each) => each.value)])
  const said = [...lead.matchAll(SIZES[lang])].map(
    ([, digits = '', unit = '']) => Number(digits) * (UNIT[unit.toLowerCase()] ?? 1),
  )
  const agrees = said.some((size) =>
    known.some((value) => typeof value === 'number' && Math.abs(size - value) <= value * TOLERANCE),
  )
  if (known.length > 0 && said.length > 0 && !agrees) {
    report(1, `the lead gives ${said.join(', ')} parameters, the record ${known.join(', ')}`)
  }
}
