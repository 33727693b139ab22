/**
 * The one tokeniser: the same for building an index and for asking it.
 *
 * Han is cut into overlapping pairs: a dictionary cuts the same characters differently with and without their context,
 * so a query that begins inside a dictionary word would be lost. Each Han character is written as three ASCII letters
 * behind a marker: MiniSearch's radix tree scans a node's children one by one, and thousands of Han children at its
 * root made loading and typing many times slower.
 */
import { normaliseText } from './fold.ts'

/** Changes whenever the same text gives other tokens; an index of another fingerprint is not used. */
export const TOKENISER = 'han-pairs-1'

/** Begins every Han token; no Latin token can begin so. */
export const HAN_MARKER = '~~~'

/** Runs of Han, and words of other letters and digits with what joins their parts. */
const RUNS = /\p{Script=Han}+|[[\p{L}\p{N}]--\p{Script=Han}]+(?:[.\-'’_\/+][[\p{L}\p{N}]--\p{Script=Han}]+)*/gv
const AMOUNT = /(\d+(?:\.\d+)?)\s*(万亿|千亿|百亿|十亿|亿|千万|百万|万|trillion|billion|million|[kmbt](?![a-z0-9]))/gu
const UNITS: Readonly<Record<string, number>> = {
  万亿: 1e12,
  千亿: 1e11,
  百亿: 1e10,
  十亿: 1e9,
  亿: 1e8,
  千万: 1e7,
  百万: 1e6,
  万: 1e4,
  trillion: 1e12,
  billion: 1e9,
  million: 1e6,
  t: 1e12,
  b: 1e9,
  m: 1e6,
  k: 1e3,
}
const LETTERS = 'abcdefghijklmnopqrstuvwxyz012345'

/** Three letters, base 32, for a character; code points beyond 32,768 wrap into a second plane of letters. */
function encode(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const low = (LETTERS[(code >> 10) & 31] ?? '') + (LETTERS[(code >> 5) & 31] ?? '') + (LETTERS[code & 31] ?? '')
  return code < 0x8000 ? low : low.toUpperCase()
}

/** The token of a run of one or two Han characters. */
export function hanToken(characters: string): string {
  return HAN_MARKER + [...characters].map(encode).join('')
}

/** Light English folding: plurals only, so that few different words meet. */
function singular(word: string): string {
  if (word.length < 4 || !/^[a-z]+s$/.test(word) || /(ss|us|is|as|os)$/.test(word)) return word
  return word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.slice(0, -1)
}

/** Amounts with their unit, as one token each: 1750亿 = 175B = 175 billion. */
function amounts(folded: string): string[] {
  return [...folded.matchAll(AMOUNT)].map(([, digits = '', unit = '']) => {
    const value = Number(digits) * (UNITS[unit] ?? 1)
    return `#${String(Number(value.toPrecision(12)))}`
  })
}

function wordTokens(run: string): string[] {
  const parts = run.split(/[-'’_/+]/)
  const whole = parts.join('')
  const tokens = [singular(whole)]
  if (parts.length > 1) tokens.push(...parts.map(singular))
  // GPT4 and GPT-4 meet in gpt4; a name before a number is found by itself as well.
  const name = /^([a-z]{2,})[\d.]+[a-z]?$/.exec(whole)?.[1]
  if (name !== undefined && parts.length === 1) tokens.push(name)
  return tokens
}

/** Tokens of a text to be indexed, repeats included. */
export function tokenise(text: string): string[] {
  const folded = normaliseText(text)
  const tokens = amounts(folded)
  for (const [run] of folded.matchAll(RUNS)) {
    if (/^\p{Script=Han}/u.test(run)) tokens.push(...pairs([...run]))
    else tokens.push(...wordTokens(run))
  }
  return tokens
}

/** A lone character, or all pairs and the last character: so that each is the beginning of some token. */
function pairs(characters: readonly string[]): string[] {
  const tokens = characters.slice(0, -1).map((character, i) => hanToken(character + (characters[i + 1] ?? '')))
  tokens.push(hanToken(characters.at(-1) ?? ''))
  return tokens
}

/** A piece of a query: every token must be found; `prefix` marks one that is the beginning of tokens. */
export interface QueryToken {
  readonly token: string
  readonly prefix: boolean
}

/** Tokens of one word of a query (already normalised). A name with hyphens is asked for as a whole. */
export function tokeniseTerm(term: string): QueryToken[] {
  const found = amounts(term)
  if (found.length > 0 && term.replace(AMOUNT, '').trim() === '')
    return found.map((token) => ({ token, prefix: false }))
  return [...term.matchAll(RUNS)].flatMap(([run]): QueryToken[] => {
    const characters = [...run]
    if (!/^\p{Script=Han}/u.test(run)) return [{ token: singular(run.split(/[-'’_/+]/).join('')), prefix: false }]
    if (characters.length === 1) return [{ token: hanToken(run), prefix: true }]
    return characters
      .slice(0, -1)
      .map((each, i) => ({ token: hanToken(each + (characters[i + 1] ?? '')), prefix: false }))
  })
}
