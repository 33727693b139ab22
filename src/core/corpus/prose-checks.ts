/** What every text of ours keeps to: punctuation, lengths, no stock phrases, figures that agree with the record. */
import { OBJECT } from './hast.ts'
import type { Report } from './markdown.ts'
import type { ArticleSection, EntityRecord, Lang, Level } from './model.ts'

interface Least {
  readonly zh: number
  readonly en: number
  readonly sections: number
  readonly references: number
}

/** Least lengths by level; Chinese in Han characters, English in words. */
const LEAST: Readonly<Record<Level, Least>> = {
  keystone: { zh: 900, en: 600, sections: 4, references: 4 },
  standard: { zh: 450, en: 300, sections: 2, references: 2 },
  short: { zh: 200, en: 130, sections: 1, references: 1 },
}

/**
 * Phrases that would fit any article; docs/corpus.md section 4 tells why they are not wanted. That figures are
 * “the maker's” stood word for word in twenty articles: the text names the report or the firm.
 */
const STOCK: Readonly<Record<Lang, RegExp>> = {
  en: /\b(milestones?|revolutioni[sz](?:ed|es|ing)|revolutionary|game-chang\w+|groundbreaking|ground-breaking|unprecedented|delv(?:e|es|ed|ing)|pivotal|pav(?:ed|es|ing) the way|it is worth noting|in conclusion|the makers?['’]s? (?:figures|table))\b/gi,
  zh: /里程碑|革命性|颠覆|赋能|划时代|值得注意的是|众所周知|综上所述|不仅[^。；！？]{1,30}而且|是厂商的[数表]|数字是厂商/g,
}
/** Between quotation marks the words are somebody else's. */
const QUOTED = /“[^”]*”|「[^」]*」|《[^》]*》/g
const ASCII_BESIDE_HAN = /\p{Script=Han}[,;:?!()]|[,;:?!()]\p{Script=Han}|\p{Script=Han}\.(?=\s|\p{Script=Han}|$)/gu
const SPACE_BESIDE_HAN = new RegExp(`\\p{Script=Han} [A-Za-z0-9${OBJECT}]|[A-Za-z0-9${OBJECT}] \\p{Script=Han}`, 'gu')
/** Sources round: this far a stated size may be from the record's. */
const TOLERANCE = 0.035

/** Han characters of a Chinese text, words of an English one. */
export function lengthOf(text: string, lang: Lang): number {
  const units = lang === 'zh' ? /\p{Script=Han}/gu : /[\p{L}\p{N}][\p{L}\p{N}'’.,-]*/gu
  return text.match(units)?.length ?? 0
}

/** Reports what is wrong with the words of a text; formulas and code in it are one sign each (`proseOf`). */
export function checkProse(prose: string, lang: Lang, line: number, report: Report): void {
  const own = prose.replace(QUOTED, '“”')
  for (const [phrase] of own.matchAll(STOCK[lang])) {
    report(line, `“${phrase}” is a stock phrase: say what happened instead`)
  }
  if (lang !== 'zh') return
  const ascii = [...prose.matchAll(ASCII_BESIDE_HAN)].map((found) => around(prose, found.index))
  if (ascii.length > 0) report(line, `half-width punctuation beside Han: ${ascii.join(', ')}`)
  const spaces = [...prose.matchAll(SPACE_BESIDE_HAN)].map((found) => around(prose, found.index))
  if (spaces.length > 0) {
    report(line, `a typed space between Han and Latin: ${spaces.join(', ')} (the page adds the gap)`)
  }
}

function around(text: string, at: number): string {
  return `“${text
    .slice(Math.max(0, at - 6), at + 8)
    .replaceAll('\n', ' ')
    .replaceAll(OBJECT, '…')
    .trim()}”`
}

/** What is counted of an article. */
export interface Measured {
  readonly sections: readonly ArticleSection[]
  readonly prose: string
  /** Numbers of different references and of entities linked to. */
  readonly references: number
  readonly links: number
}

/** Reports an article that is shorter than its level asks. */
export function checkLength({ level }: EntityRecord, lang: Lang, article: Measured, report: Report): void {
  const { sections, prose, references, links } = article
  const least = LEAST[level]
  const check = (count: number, wanted: number, of: string) => {
    if (count < wanted) report(1, `${count} ${of}; level ${level} asks for ${wanted}`)
  }
  check(lengthOf(prose, lang), least[lang], lang === 'zh' ? 'Han characters' : 'words')
  check(sections.filter((section) => section.depth === 2).length, least.sections, 'sections')
  check(references, least.references, 'references')
  check(links, 1, 'links to other articles')
  const shows = (type: string) => ['math', 'table', 'figure'].includes(type)
  if (level === 'keystone' && !sections.some((section) => section.blocks.some((block) => shows(block.type)))) {
    report(1, 'level keystone asks for a formula, table or diagram')
  }
}

const SIZES: Readonly<Record<Lang, RegExp>> = {
  en: /(\d+(?:[.,]\d+)?)\s*(trillion|billion|million)[ -]parameters?/gi,
  zh: /(\d+(?:[.,]\d+)?)(万亿|亿|万)(?:个)?参数/g,
}
const UNIT: Readonly<Record<string, number>> = {
  trillion: 1e12,
  billion: 1e9,
  million: 1e6,
  万亿: 1e12,
  亿: 1e8,
  万: 1e4,
}

/** Reports a lead that gives parameter counts of which none is the record's; `figures-ok` lists exceptions. */
export function checkSize(record: EntityRecord, lang: Lang, lead: ArticleSection | undefined, report: Report): void {
  const recorded = record.facts
    .filter((fact) => fact.key === 'parameters' || fact.key === 'active-parameters')
    .flatMap((fact) => [fact.value, ...(fact.disputed ?? []).map((each) => each.value)])
    .filter((value) => typeof value === 'number')
  const allowed = [...recorded, ...(record['figures-ok'] ?? [])]
  const text = lead?.blocks.map((block) => block.text).join('\n') ?? ''
  const said = [...text.matchAll(SIZES[lang])].map(
    ([, digits = '', unit = '']) => Number(digits.replace(',', '')) * (UNIT[unit.toLowerCase()] ?? 1),
  )
  const agrees = said.some((size) => allowed.some((value) => Math.abs(size - value) <= value * TOLERANCE))
  if (recorded.length === 0 || said.length === 0 || agrees) return
  const known = recorded.map(grouped).join(', ')
  report(1, `the lead gives ${said.map(grouped).join(', ')} parameters, the record ${known} (figures-ok allows others)`)
}

function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',')
}
