/** The query language: words, "phrases", -not, key:value filters. What is no operator is text; nothing ever throws. */
import { KINDS, LANGS, type Kind, type Lang } from '../corpus/model.ts'
import { canonicalQuery, compactForm, readUnits } from '../text/index.ts'

/** A query as read. All texts are canonical. */
export interface ParsedQuery {
  /** Free text between phrases and filters, in order: each piece is read by itself. */
  readonly texts: readonly string[]
  /** Words of the free text, for showing. */
  readonly terms: readonly string[]
  /** Checked literally. */
  readonly phrases: readonly string[]
  readonly not: readonly string[]
  readonly filters: readonly Filter[]
  /** Words and phrases without spaces and joints: what an exact name is compared with. */
  readonly whole: string
  /** A space was typed last, so the last word is finished. */
  readonly finished: boolean
}

export type Filter =
  | { readonly key: 'kind'; readonly value: Kind }
  | { readonly key: 'lang'; readonly value: Lang }
  | { readonly key: 'by' | 'uses' | 'tag' | 'title'; readonly value: string }
  | { readonly key: 'year'; readonly value: string; readonly from: number; readonly to: number }
  | { readonly key: 'in'; readonly value: 'notes' | 'articles' }

/** Longer input is cut: no reader types more, and hostile text must not take time. Unit: UTF-16 units. */
const MAX_LENGTH = 400
const MAX_PHRASES = 8
const KEYS = 'kind|lang|by|uses|tag|title|year|in'
const QUOTED = '["“”„«»「『](?<phrase>[^"“”„«»「」『』]*)["“”«»」』]'
const PIECES = new RegExp(
  `(?<=^|\\s)(?<minus>-)?(?:(?<key>${KEYS})[:：](?:["“](?<quoted>[^"“”]*)["”]|(?<value>\\S+))|${QUOTED}|(?<=-)(?<word>\\S+))|${QUOTED.replace('phrase', 'inner')}`,
  'giu',
)

const KIND_NAMES: Readonly<Record<string, Kind>> = {
  模型: 'model',
  方法: 'method',
  数据集: 'dataset',
  概念: 'concept',
  公司: 'company',
  机构: 'company',
  人物: 'person',
  产品: 'product',
  硬件: 'hardware',
  论文: 'paper',
}

/** Reads a query as typed. */
export function parseQuery(input: string): ParsedQuery {
  const source = input.slice(0, MAX_LENGTH).toWellFormed()
  const texts: string[] = []
  const phrases: string[] = []
  const not: string[] = []
  const filters: Filter[] = []
  let at = 0
  const addText = (text: string) => {
    const canonical = canonicalQuery(text).trim()
    if (canonical !== '') texts.push(canonical)
  }
  for (const match of source.matchAll(PIECES)) {
    const { minus, key, quoted, value, word, phrase, inner } = match.groups ?? {}
    addText(source.slice(at, match.index))
    at = match.index + match[0].length
    if (key !== undefined) {
      const filter = minus === undefined ? readFilter(key.toLowerCase(), quoted ?? value ?? '') : null
      if (filter) filters.push(filter)
      else addText(match[0])
      continue
    }
    const text = canonicalQuery(phrase ?? inner ?? word ?? '').trim()
    if (!hasWords(text)) continue
    if (minus !== undefined) not.push(text)
    else phrases.push(text)
  }
  addText(source.slice(at))
  const terms = texts.flatMap((text) => readUnits(text).map((unit) => unit.text))
  return {
    texts,
    terms,
    phrases: phrases.slice(0, MAX_PHRASES),
    not: not.slice(0, MAX_PHRASES),
    filters,
    whole: compactForm([...texts, ...phrases].join(' ')),
    finished: /\s$/.test(source),
  }
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

function readFilter(key: string, raw: string): Filter | null {
  const value = canonicalQuery(raw).trim()
  switch (key) {
    case 'kind': {
      const kind = KIND_NAMES[value] ?? KINDS.find((each) => each === value || `${each}s` === value)
      return kind ? { key, value: kind } : null
    }
    case 'lang': {
      const lang = LANGS.find((each) => each === value)
      return lang ? { key, value: lang } : null
    }
    case 'in':
      return value === 'notes' || value === 'articles' ? { key, value } : null
    case 'year': {
      const [, from = '', dots = '', to = ''] = /^(\d{4})?(\.\.|-)?(\d{4})?$/.exec(value) ?? []
      if (from === '' && to === '') return null
      const first = from === '' ? 0 : Number(from)
      return { key, value, from: first, to: to === '' ? (dots === '' ? first : 9999) : Number(to) }
    }
    case 'by':
    case 'uses':
    case 'tag':
    case 'title':
      return value === '' ? null : { key, value }
    default:
      return null
  }
}
