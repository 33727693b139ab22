/** The query language: words, "phrases", -not, key:value filters. What is no operator is text; nothing ever throws. */
import { KINDS, LANGS, type Kind, type Lang } from '../corpus/model.ts'
import { normaliseQuery, normaliseText } from '../text/index.ts'

export interface ParsedQuery {
  /** Words, normalised, in order. */
  readonly terms: readonly string[]
  /** Checked literally; normalised. */
  readonly phrases: readonly string[]
  readonly not: readonly string[]
  readonly filters: readonly Filter[]
  /** Words and phrases as one text, normalised: what an exact title is compared with. */
  readonly whole: string
}

export type Filter =
  | { readonly key: 'kind'; readonly value: Kind }
  | { readonly key: 'lang'; readonly value: Lang }
  | { readonly key: 'by' | 'uses' | 'tag' | 'title'; readonly value: string }
  | { readonly key: 'year'; readonly value: string; readonly from: number; readonly to: number }
  | { readonly key: 'in'; readonly value: 'notes' | 'articles' }

/** Longer input is cut: no reader types more, and hostile text must not take time. Unit: UTF-16 units. */
const MAX_LENGTH = 400
const MAX_TERMS = 16
/** Quotes of both languages. */
const PIECES = /(-?)(?:["“”「『]([^"“”「」『』]*)["“”」』]|([^\s"“”「」『』]+))/gu

/** Reads a query as typed. */
export function parseQuery(input: string): ParsedQuery {
  const terms: string[] = []
  const phrases: string[] = []
  const not: string[] = []
  const filters: Filter[] = []
  for (const [, minus, phrase, word] of input.slice(0, MAX_LENGTH).matchAll(PIECES)) {
    if (phrase !== undefined) {
      const text = normaliseQuery(phrase).trim()
      if (text) (minus ? not : phrases).push(text)
      continue
    }
    const filter = minus ? null : readFilter(word ?? '')
    if (filter) filters.push(filter)
    else if (minus && word) not.push(normaliseQuery(word))
    else if (word) terms.push(...normaliseQuery(word).split(/\s+/).filter(Boolean))
  }
  const kept = terms.filter((term) => /[\p{L}\p{N}]/u.test(term)).slice(0, MAX_TERMS)
  return {
    terms: kept,
    phrases: phrases.slice(0, MAX_TERMS),
    not: not.filter(Boolean),
    filters,
    whole: [...kept, ...phrases].join(' '),
  }
}

function readFilter(word: string): Filter | null {
  const [, key = '', raw = ''] = /^(kind|lang|by|uses|tag|title|year|in)[:：](.+)$/i.exec(word) ?? []
  const value = normaliseText(raw)
  switch (key.toLowerCase()) {
    case 'kind': {
      const kind = KINDS.find((each) => each === value || `${each}s` === value)
      return kind ? { key: 'kind', value: kind } : null
    }
    case 'lang': {
      const lang = LANGS.find((each) => each === value)
      return lang ? { key: 'lang', value: lang } : null
    }
    case 'in':
      return value === 'notes' || value === 'articles' ? { key: 'in', value } : null
    case 'year': {
      const [, from, dots, to] = /^(\d{4})(\.\.)?(\d{4})?$/.exec(value) ?? []
      if (from === undefined) return null
      return { key: 'year', value, from: Number(from), to: Number(to ?? (dots ? '9999' : from)) }
    }
    case 'by':
    case 'uses':
    case 'tag':
    case 'title':
      return { key: key.toLowerCase() as 'by', value }
    default:
      return null
  }
}
