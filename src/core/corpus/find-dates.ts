/** Dates as they are written in running text: `2020年5月28日`, `28 May 2020`, `June 2017`, `in 2020`, `2020-05-28`. */
import type { Lang } from './model.ts'

/** A date in a text, [start, end) in UTF-16 units; `on` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export interface FoundDate {
  readonly start: number
  readonly end: number
  readonly on: string
}

/** The years of this history; what is earlier or later is more often a number of something else. */
const [FIRST_YEAR, LAST_YEAR] = [1936, 2026]
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const MONTH =
  '(?:Jan(?:uary|\\.)|Feb(?:ruary|\\.)|Mar(?:ch|\\.)|Apr(?:il|\\.)|May|June?|July?|Aug(?:ust|\\.)|Sept?(?:ember|\\.)|Oct(?:ober|\\.)|Nov(?:ember|\\.)|Dec(?:ember|\\.))'
/** Not the middle of a model's name (`gpt-4o-2024-05-13`), of a larger number or of an arXiv number (2005.14165). */
const ISO = String.raw`(?<![\w./-])(?<year>\d{4})-(?<month>\d\d)(?:-(?<day>\d\d))?(?![\w/-]|\.\d)`
/** A year that is all there is in a line, as in a cell of a table; 2000 is more often a number there. */
const CELL = String.raw`(?<=^|\n)(?<year>(?!2000)\d{4})(?=\n|$)`
/** A year at the other end of a range whose own end says no 年, and what stands between. */
const OTHER = String.raw`(?:19[3-9]\d|20(?!00)[0-2]\d)`
const TO = '[到至—–-]'
/** The years that a range comes to: 1947到1948两年. */
const SOME_YEARS = '[两三四五六七八九十几]{1,2}年'
/** Not `\s`: the number in the cell before is no day. */
const SPACE = String.raw`[^\S\n]`

const PATTERNS: Readonly<Record<Lang, readonly string[]>> = {
  zh: [
    ISO,
    // Not the 1970s (年代), nor the first of 1970到1980年代.
    String.raw`(?<!\d)(?<year>\d{4})\s?年(?!代|级)(?:\s?(?<month>\d{1,2})\s?月(?:\s?(?<day>\d{1,2})\s?[日号])?)?`,
    String.raw`(?<![\w.])(?<year>\d{4})(?=\s?[到至、和与—–-]\s?\d{4}\s?年(?!代|级))`,
    String.raw`(?<=[（，、])(?<year>\d{4})(?=）|\n|$)`,
    String.raw`(?<![\w.第])(?<year>\d{4})(?=${TO}${OTHER}${SOME_YEARS})`,
    String.raw`(?<=(?<![\w.第])${OTHER}${TO})(?<year>\d{4})(?=${SOME_YEARS})`,
    String.raw`(?<=^|\n)(?<year>(?!2000)\d{4})(?=${TO}${OTHER}(?:\n|$))`,
    String.raw`(?<=(?:^|\n)${OTHER}${TO})(?<year>(?!2000)\d{4})(?=\n|$)`,
    CELL,
  ],
  en: [
    ISO,
    String.raw`(?<![\w.,/-])(?:(?<day>\d{1,2})${SPACE})?(?<name>${MONTH}),?${SPACE}(?<year>\d{4})(?![\w%/]|[.,-]\d)`,
    String.raw`(?<!\w)(?<name>${MONTH})${SPACE}(?<day>\d{1,2}),${SPACE}(?<year>\d{4})(?![\w%/]|[.,-]\d)`,
    CELL,
    String.raw`(?<![\w$€£¥#.,/+=×~<>≈“"‘-]|\b(?:[Nn]o|pp?)\.\s)(?<year>\d{4})(?![\w%/]|[.,:-]\d|-[A-Za-z])`,
    String.raw`(?<=\b(?:[Mm]id|[Ee]arly|[Ll]ate|pre|post)-)(?<year>\d{4})(?![\w%/]|[.,:-]\d|-[A-Za-z])`,
  ],
}
const FINDERS: Readonly<Record<Lang, readonly RegExp[]>> = {
  zh: PATTERNS.zh.map((pattern) => new RegExp(pattern, 'g')),
  en: PATTERNS.en.map((pattern) => new RegExp(pattern, 'g')),
}

/** What is counted after a number that is no year: “2000 samples”, “2000 万”. */
const COUNTED =
  /^[ -](?:percent|per cent|points?|thousand|million|billion|trillion|tokens?|words?|characters?|samples?|examples?|steps?|images?|pages?|lines?|parameters?|hours?|days?|weeks?|months?|years?|GPUs?|TPUs?|chips?|cards?|questions?|tasks?|problems?|games?|dollars?|bits?|bytes?|[kKMGTP]B|layers?|units?|times)\b/
/** Who is counted after a number, unless the words before it speak of a time: “in 2021 people”, “the summer of 2022 students”. */
const PEOPLE = /^ (?:people|persons?|students?)\b/
const THEN = /\b(?:[Ii]n|(?:spring|summer|autumn|fall|winter|start|beginning|middle|end) of) $/
/** Words before a number that make it a count, a page or a version. */
const COUNTING = /\b(?:over|than|nearly|almost|exactly|only|least|most|pages?|versions?|lines?|sections?|chapters?) $/i
/** A name before a year makes it a name: AIME 2024, ImageNet 2012. Words that begin a sentence are none. */
const NAMED = /\b[A-Z][A-Z][\w-]* $|(?<![.!?]["”’)]*\s)\b[A-Z][\w-]* $/
const BEFORE_YEAR =
  /\b(?:A|About|After|And|Around|As|At|Before|Between|By|Circa|During|Early|Fall|For|From|In|Its|Late|Like|Mid|Of|On|Since|Spring|Summer|Autumn|The|Their|Through|Throughout|Till|To|Until|Up|Winter|Within|Year|Q[1-4]) $/
/** A line of names, each with its year, as in a cell of a table; those of contests are names with their years. */
const LISTED = /^[A-Z][\w-]* \d{4}(?:, [A-Z][\w-]* \d{4})+$/
const CONTEST = /\b(?:AIME|HMMT|IMO|IOI|WMT|CMRC|ILSVRC|ImageNet|SemEval|TREC)\b/

/** So much of the text around a year is looked at. Unit: UTF-16 units. */
const NEAR = 40

/**
 * Finds the dates in a text, in order; none overlaps another. Only what is surely one: a bare year needs a form that
 * years have, and the 1970s, AIME 2024, gpt-4-0314, 2000 tokens and 2005.14165 are none.
 *
 * @param text Text of a block, with a line feed between its paragraphs, rows and cells.
 */
export function findDates(text: string, lang: Lang): readonly FoundDate[] {
  const found: FoundDate[] = []
  const taken = new Uint8Array(text.length)
  for (const finder of FINDERS[lang]) {
    for (const match of text.matchAll(finder)) {
      const on = dateOf(match.groups ?? {})
      const [start, end] = [match.index, match.index + match[0].length]
      if (on === null || taken.subarray(start, end).includes(1)) continue
      if (
        lang === 'en' &&
        on === match[0] &&
        on.length === 4 &&
        isNoYear(text.slice(Math.max(0, start - NEAR), start), text.slice(end, end + NEAR)) &&
        !isListed(text, start)
      )
        continue
      taken.fill(1, start, end)
      found.push({ start, end, on })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

function isNoYear(before: string, after: string): boolean {
  if (COUNTED.test(after) || (PEOPLE.test(after) && !THEN.test(before))) return true
  return COUNTING.test(before) || (NAMED.test(before) && !BEFORE_YEAR.test(before))
}

function isListed(text: string, at: number): boolean {
  const from = text.lastIndexOf('\n', at) + 1
  const [line = ''] = text.slice(from).split('\n', 1)
  return LISTED.test(line) && !CONTEST.test(line)
}

/** The date that the parts of a match make; `null` for one that no calendar has. */
function dateOf({ year = '', month, name, day }: Readonly<Record<string, string | undefined>>): string | null {
  if (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return null
  const m = name === undefined ? month : String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1)
  if (m === undefined) return year
  const parts = [year, m.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])]
  const on = parts.join('-')
  const time = new Date(`${on}T00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(on) ? on : null
}
