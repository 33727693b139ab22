/** From words to needs: what has to be found, and in which ways it may be written. */
import { canonical, compactForm, literalPattern, readUnits, type QueryUnit } from '../text/index.ts'
import type { Concept, Equivalents } from './equivalents.ts'
import type { ParsedQuery } from './query.ts'

/** One way to write what is needed. */
export interface Way {
  /** Index terms that must all be there. */
  readonly terms: readonly string[]
  /** The last term may be the beginning of a longer one. */
  readonly prefix: boolean
  /** Must also be in the text as it stands (canonical). */
  readonly literals: readonly string[]
  readonly origin: 'typed' | 'glossary' | 'typo'
}

/** One thing a query needs. Any of its ways will do. */
export interface Need {
  /** As typed, canonical. */
  readonly text: string
  readonly units: readonly QueryUnit[]
  readonly ways: readonly Way[]
  /** Where this need is also searched by other names: what to say of it. */
  readonly also: readonly string[]
  readonly concepts: readonly Concept[]
  /** Half of the terms will do, for what is left of a sentence around known words. */
  readonly loose: boolean
  /** Raises what meets it, but nothing must. */
  readonly optional: boolean
  /** A phrase: never left out, whatever the stage. */
  readonly literal: boolean
}

/** Longest name, in units, that is looked for among the words of a query. */
const LONGEST_NAME = 7
const MAX_NEEDS = 16
const MAX_ALSO = 6

/** Words that only hold a question together. They count where they are part of a name. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  'a an and are as at be been by can did do does for from had has have how in is it its of on or that the their this to vs was were what when where which who whom whose why will with'.split(
    ' ',
  ),
)
const QUESTION_WORDS: ReadonlySet<string> = new Set('how what when where which who whom whose why'.split(' '))
/** The same in Han, as separators inside a run. */
const STOP_HAN =
  /(?:是什么时候|什么时候|是什么|为什么|什么|怎么样|怎样|怎么|如何|哪一年|哪年|哪些|哪个|哪家|哪|何时|多少|谁|吗|呢|的|了|是|和|与|在|有|由|被|把|对|中)+/u

/** Needs of a query: names of the glossary stay together, every other word is one need, phrases are literal. */
export function readNeeds(parsed: ParsedQuery, equivalents: Equivalents): Need[] {
  const needs: Need[] = []
  for (const [i, text] of parsed.texts.entries()) {
    const open = i === parsed.texts.length - 1 && !parsed.finished
    needs.push(...textNeeds(readUnits(text), equivalents, open))
  }
  const telling = relax(
    needs.filter((need) => !isStop(need)),
    needs,
  )
  const phrases = parsed.phrases.map(phraseNeed).filter((need) => need.ways.length > 0)
  return distinct([...(telling.length + phrases.length > 0 ? telling : needs), ...phrases])
}

/** Each need once, and not more than a search should take. */
function distinct(needs: readonly Need[]): Need[] {
  const seen = new Map<string, Need>()
  for (const each of needs) {
    const key = [each.text, ...each.ways.flatMap((way) => way.literals)].join('\n')
    if (!seen.has(key)) seen.set(key, each)
  }
  return [...seen.values()].slice(0, MAX_NEEDS)
}

/** What is asked of a known thing, in a question without a question word: ChatGPT release date. */
const ASKED_WORDS: ReadonlySet<string> = new Set(
  'release released date launch launched founded founder inventor creator author'.split(' '),
)

/** In a question about something known, the words around it need not be there: who invented chain of thought. */
function relax(telling: readonly Need[], all: readonly Need[]): readonly Need[] {
  if (!telling.some((need) => need.concepts.length > 0)) return telling
  const isQuestion = all.some((need) => QUESTION_WORDS.has(need.text))
  return telling.map((need) =>
    need.concepts.length === 0 && (isQuestion || ASKED_WORDS.has(need.text)) ? { ...need, optional: true } : need,
  )
}

function isStop(need: Need): boolean {
  return need.concepts.length === 0 && need.units.length === 1 && STOP_WORDS.has(need.text)
}

function textNeeds(units: readonly QueryUnit[], equivalents: Equivalents, open: boolean): Need[] {
  const needs: Need[] = []
  for (let at = 0; at < units.length;) {
    let count = Math.min(LONGEST_NAME, units.length - at)
    let concepts: readonly Concept[] = []
    for (; count > 0; count--) {
      concepts = equivalents.of(
        compactForm(
          units
            .slice(at, at + count)
            .map((unit) => unit.text)
            .join(''),
        ),
      )
      if (concepts.length > 0) break
    }
    const taken = units.slice(at, at + Math.max(1, count))
    at += taken.length
    needs.push(need(taken, concepts, open && at === units.length))
  }
  return needs
}

function need(units: readonly QueryUnit[], concepts: readonly Concept[], open: boolean): Need {
  const text = units.map((unit) => unit.text).join(' ')
  const form = compactForm(text)
  const names = concepts.flatMap((concept) => concept.names)
  const others = new Map(names.toReversed().map((name) => [compactForm(canonical(name)), name]))
  others.delete(form)
  const also = [...others.values()].toReversed().slice(0, MAX_ALSO)
  return {
    text,
    units,
    ways: [...typedWays(units, open), ...also.map(otherWay)],
    also,
    concepts,
    loose: false,
    optional: false,
    literal: false,
  }
}

function typedWays(units: readonly QueryUnit[], open: boolean): Way[] {
  const last = units.at(-1)
  const prefix = last?.type === 'word' ? open : last?.type === 'han' && last.chars === 1
  const literals = units.flatMap((unit) => (isLongHan(unit) ? [unit.text] : []))
  const base = { prefix, literals, origin: 'typed' } as const
  const only = units.length === 1 ? units[0] : undefined
  if (only) return only.ways.map((terms) => ({ ...base, terms }))
  return [{ ...base, terms: units.flatMap(loosestTerms) }]
}

/** Two characters are one term; from three on, terms alone would also match where the pairs lie apart. */
function isLongHan(unit: QueryUnit): boolean {
  return unit.type === 'han' && unit.chars > 2
}

/** The parts of a compound word rather than the whole: they are in the index either way. */
function loosestTerms(unit: QueryUnit): readonly string[] {
  return unit.ways.at(-1) ?? []
}

/** Another name of what was typed, searched instead of it. */
export function insteadOf(typed: Need, name: string): Need {
  return { ...typed, ways: [otherWay(name)], also: [name] }
}

/** Another name must stand as it is: scattered words of it mean something else. */
function otherWay(name: string): Way {
  const text = canonical(name)
  const units = readUnits(text)
  const isPlain = units.length === 1 && !units.some(isLongHan)
  return {
    terms: units.flatMap(loosestTerms),
    prefix: false,
    literals: isPlain ? [] : [text],
    origin: 'glossary',
  }
}

function phraseNeed(text: string): Need {
  const units = readUnits(text)
  const terms = units.flatMap(loosestTerms)
  const prefix = units.length === 1 && units[0]?.type === 'han' && units[0].chars === 1
  const ways: Way[] = terms.length === 0 ? [] : [{ terms, prefix, literals: [text], origin: 'typed' }]
  return { text, units, ways, also: [], concepts: [], loose: false, optional: false, literal: true }
}

/**
 * Takes long runs of Han apart at known names and question words: 谁提出了思维链 needs 思维链, and 提出 raises what has
 * it. Without any known name in the query the pieces themselves are needed. The same for known names that nothing has:
 * of 数据污染 then its pieces, of KL散度 its words.
 * @param unmet Needs that nothing meets.
 * @returns `null` when nothing in the needs can be taken apart.
 */
export function takeApart(needs: readonly Need[], unmet: ReadonlySet<Need>, equivalents: Equivalents): Need[] | null {
  const isOneRun = ({ units }: Need) => units.length === 1 && units.some(isLongHan)
  const isMereName = (each: Need) => unmet.has(each) && each.concepts.every(({ entities }) => entities.length === 0)
  const runs = needs.filter((each) => {
    if (each.literal) return false
    return each.concepts.length === 0 ? isOneRun(each) : isMereName(each) && (isOneRun(each) || each.units.length > 1)
  })
  if (runs.length === 0) return null
  const others = needs.filter((each) => !runs.includes(each))
  const apart = needs.flatMap((each) => {
    if (!runs.includes(each)) return [each]
    if (!isOneRun(each)) return each.units.map((unit) => need([unit], equivalents.of(compactForm(unit.text)), false))
    const pieces = piecesOf(each.text, equivalents)
    const isNamed = [...others, ...pieces].some(({ concepts }) => concepts.length > 0)
    return pieces.map((piece) => (isNamed && piece.concepts.length === 0 ? { ...piece, optional: true } : piece))
  })
  return distinct(apart)
}

/** Han in pairs of characters, as most words are: what is left to try of a run that stands nowhere (数据污染). */
export function inPairs(needs: readonly Need[]): Need[] {
  const runs = needs.filter(
    ({ literal, concepts }) => !literal && !concepts.some(({ entities }) => entities.length > 0),
  )
  const units = runs.flatMap((each) => (each.units.length === 1 ? each.units : []))
  const pairs = units.filter((unit) => isLongHan(unit) && unit.chars % 2 === 0)
  const words = pairs.flatMap(({ text }) => text.match(/../gu) ?? []).flatMap(readUnits)
  return distinct(words.map((unit) => need([unit], [], false)))
}

function piecesOf(run: string, equivalents: Equivalents): Need[] {
  const needs: Need[] = []
  let from = 0
  const addRest = (to: number) => {
    for (const rest of run.slice(from, to).split(STOP_HAN)) {
      const [unit] = readUnits(rest)
      if (!unit || unit.chars < 2) continue
      needs.push({ ...need([unit], [], false), ...(unit.chars > 2 ? loosely(unit) : {}) })
    }
  }
  for (let at = 0; at < run.length;) {
    const length = equivalents.longestIn(run, at)
    if (length === 0 || length === run.length) at++
    else {
      addRest(at)
      const name = run.slice(at, at + length)
      needs.push(...readUnits(name).map((unit) => need([unit], equivalents.of(name), false)))
      at += length
      from = at
    }
  }
  addRest(run.length)
  return needs
}

function loosely(unit: QueryUnit): Pick<Need, 'ways' | 'loose'> {
  return { loose: true, ways: [{ terms: unit.ways[0] ?? [], prefix: false, literals: [], origin: 'typed' }] }
}

/** Compiled literal checks, made once per text. */
export function createLiteralCheck(): (text: string, literals: readonly string[]) => boolean {
  const patterns = new Map<string, RegExp>()
  return (text, literals) =>
    literals.every((literal) => {
      let pattern = patterns.get(literal)
      if (!pattern) patterns.set(literal, (pattern = literalPattern(literal)))
      pattern.lastIndex = 0
      return pattern.test(text)
    })
}
