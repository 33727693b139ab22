/**
 * Reads W3C annotations, our own export and those of other programs, into marks. Written for hostile input: nothing is
 * trusted, each record stands for itself, and what can't be read is refused with a reason instead of being bent.
 */
import { LANGS, type Lang } from '../corpus/model.ts'
import { CONTEXT_LENGTH } from './canonical-text.ts'
import { MARK_COLOURS, type Annotation, type MarkColour, type MarkTarget, type TextSelector } from './model.ts'
import { followNote } from './note-markdown.ts'

/** Why a record was refused; the page has the sentences. */
export type RefusalReason =
  'not-an-annotation' | 'unknown-article' | 'no-quote' | 'too-long' | 'too-many' | 'twice' | 'bad-text' | 'bad-time'

export interface Refusal {
  /** Place in the list, from 0. */
  readonly index: number
  /** What the record calls itself, cut to 200 units; empty if it doesn't. */
  readonly id: string
  readonly reason: RefusalReason
}

export interface AnnotationsRead {
  readonly notes: readonly Annotation[]
  readonly refused: readonly Refusal[]
}

export interface ReadOptions {
  /** The id an article has today, `null` when there is none of that name. */
  readonly currentId: (id: string) => string | null
  /** A UUID for a record that brings none. */
  readonly newId: () => string
  /** ISO 8601; for a record that doesn't say when it was made. */
  readonly now: string
}

/** The limits of the contract (`notes.create`), so that nothing gets in by a file that couldn't be typed. */
const MAX_QUOTE = 50_000
const MAX_BODY = 100_000
const MAX_TAGS = 50
const MAX_TAG = 80
const MAX_SECTION = 200
const MAX_CONTEXT = 64
const MAX_OFFSET = 10_000_000
/** More records than the notebook is made for are refused one by one. */
const MAX_RECORDS = 100_000
/** Hash of no text: a mark from elsewhere is searched by its quote. */
const NO_TEXT = '0'.repeat(64)

const UUID = /^(?:urn:uuid:)?([0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/i

type Json = Readonly<Record<string, unknown>>

class Refused extends Error {
  readonly reason: RefusalReason

  constructor(reason: RefusalReason) {
    super(reason)
    this.reason = reason
  }
}

/** One of each is thrown again and again: noting a stack for each of 100,000 records takes longer than reading them. */
const refusals = new Map<RefusalReason, Refused>()

function refusal(reason: RefusalReason): Refused {
  const known = refusals.get(reason) ?? new Refused(reason)
  refusals.set(reason, known)
  return known
}

/**
 * @param value Parsed JSON: a collection, a page, a list, or one annotation.
 * @returns `null` when it is none of these.
 * @see https://www.w3.org/TR/annotation-model/ 3.2 (bodies and targets), 4.2 (selectors), 5 (collections)
 */
export function readWebAnnotations(value: unknown, options: ReadOptions): AnnotationsRead | null {
  const records = recordsOf(value)
  if (!records) return null
  const notes = new Map<string, Annotation>()
  const refused: Refusal[] = []
  const reader = { ...options, articleOf: rememberingArticles(options.currentId) }
  for (const [index, record] of records.entries()) {
    if (index >= MAX_RECORDS) {
      refused.push({ index, id: nameOf(record), reason: 'too-many' })
      continue
    }
    try {
      const note = readRecord(record, reader)
      if (notes.has(note.id)) throw refusal('twice')
      notes.set(note.id, note)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      refused.push({ index, id: nameOf(record), reason: error.reason })
    }
  }
  return { notes: [...notes.values()], refused }
}

function recordsOf(value: unknown): readonly unknown[] | null {
  if (isList(value)) return value
  if (!isObject(value)) return null
  if (isList(value['items'])) return value['items']
  if (isObject(value['first']) && isList(value['first']['items'])) return value['first']['items']
  if (typeof value['total'] === 'number' && value['total'] === 0) return []
  return value['target'] === undefined ? null : [value]
}

function nameOf(record: unknown): string {
  const id = isObject(record) ? record['id'] : undefined
  return typeof id === 'string' ? wellFormed(id.slice(0, 200)) : ''
}

function readRecord(record: unknown, { articleOf, newId, now }: Reader): Annotation {
  if (!isObject(record) || record['target'] === undefined) throw refusal('not-an-annotation')
  const given = list(record['target']).find((each) => isObject(each) || typeof each === 'string')
  const resource: Json = isObject(given) ? given : { source: given }
  const source = resource['source'] ?? resource['id']
  const address = isObject(source) ? source['id'] : source
  if (typeof address !== 'string') throw refusal('unknown-article')
  const article = articleOf(address)
  if (article === null) throw refusal('unknown-article')
  const selectors = list(resource['selector']).flatMap(refinedSelectors)
  const lang = langOf(address, source, selectors)
  const { body, tags } = readBodies(record)
  const colour = colourOf(resource['styleClass'])
  const created = timeOf(record['created'] ?? record['modified'], now)
  const id = UUID.exec(typeof record['id'] === 'string' ? record['id'] : '')?.[1]?.toLowerCase() ?? newId()
  return {
    id,
    article,
    lang,
    colour: colour ?? 'yellow',
    body,
    // Ours says its tags; of a note from elsewhere those in its words are read as if it were written here.
    tags: colour ? tags : followNote(tags, '', body),
    ...readPlaces(resource, selectors),
    created,
    modified: timeOf(record['modified'], created),
  }
}

interface Reader extends Pick<ReadOptions, 'newId' | 'now'> {
  readonly articleOf: (address: string) => string | null
}

/** Many records have the address of the one before. */
function rememberingArticles(currentId: ReadOptions['currentId']): Reader['articleOf'] {
  let last: { readonly address: string; readonly article: string | null } | null = null
  return (address) => {
    if (last?.address !== address) last = { address, article: articleOf(address, currentId) }
    return last.article
  }
}

/** Our own addresses, and any other whose last part is the id of an article. */
function articleOf(address: string, currentId: (id: string) => string | null): string | null {
  const path = /^[^?#]*/.exec(address.slice(0, 2000))?.[0] ?? ''
  const fragment = /#\/?([^?]*)/.exec(address.slice(0, 2000))?.[1] ?? ''
  for (const part of [...path.split('/').toReversed(), ...fragment.split('/')].slice(0, 20)) {
    const id = part.replace(/(?:\.(?:zh|en))?\.(?:html?|md|json)$/, '')
    if (/^[a-z0-9][a-z0-9-]{0,79}$/.test(id)) {
      const current = currentId(id)
      if (current !== null) return current
    }
  }
  return null
}

function langOf(address: string, source: unknown, selectors: readonly Json[]): Lang {
  const said = /[?&]lang=([a-z]{2})/.exec(address)?.[1] ?? (isObject(source) ? list(source['language'])[0] : undefined)
  const known = LANGS.find((lang) => typeof said === 'string' && said.toLowerCase().split('-')[0] === lang)
  if (known) return known
  const quote = selectors.find(({ type }) => type === 'TextQuoteSelector')?.['exact']
  return typeof quote === 'string' && /\p{Script=Han}/u.test(quote.slice(0, 1000)) ? 'zh' : 'en'
}

/** A selector and those it is refined by (4.2.9), a few levels deep. */
function refinedSelectors(selector: unknown): readonly Json[] {
  const chain: Json[] = []
  for (let at = selector; isObject(at) && chain.length < 8; at = at['refinedBy']) chain.push(at)
  return chain
}

function readPlaces(resource: Json, selectors: readonly Json[]): Pick<Annotation, 'target' | 'current'> {
  const quote = readQuote(selectors, resource['mailuo:place'])
  const first = list(resource['mailuo:firstSelector']).filter(isObject)
  const firstSection = resource['mailuo:firstSection']
  if (quote && first.length > 0) {
    const selector = readQuote(first, resource['mailuo:firstPlace'])
    if (!selector) throw refusal('no-quote')
    return { target: { type: 'text', selector }, current: quote }
  }
  if (quote && firstSection !== undefined) return { target: sectionTarget(firstSection), current: quote }
  if (quote && resource['mailuo:firstArticle'] === true) return { target: { type: 'article' }, current: quote }
  if (quote) return { target: { type: 'text', selector: quote } }
  const fragment = selectors.find(({ type }) => type === 'FragmentSelector')
  if (fragment) return { target: sectionTarget(fragment['value']) }
  // A place that can't be read must not turn into a note on the whole article.
  if (selectors.length > 0) throw refusal('no-quote')
  return { target: { type: 'article' } }
}

function sectionTarget(value: unknown): MarkTarget {
  const section = textOf(value, MAX_SECTION)
  if (section === '') throw refusal('no-quote')
  return { type: 'section', section }
}

function readQuote(selectors: readonly Json[], place: unknown): TextSelector | null {
  const quote = selectors.find(({ type }) => type === 'TextQuoteSelector')
  if (!quote) return null
  const exact = textOf(quote['exact'], MAX_QUOTE)
  if (exact === '') throw refusal('no-quote')
  const prefix = context(quote['prefix'], (text) => text.slice(-CONTEXT_LENGTH))
  const suffix = context(quote['suffix'], (text) => text.slice(0, CONTEXT_LENGTH))
  if (isObject(place)) {
    const { start, end, block, textHash } = place
    if (isOffset(start) && isOffset(end) && end >= start && typeof textHash === 'string') {
      if (/^[0-9a-f]{64}$/.test(textHash)) {
        return { exact, prefix, suffix, start, end, block: textOf(block ?? '', MAX_SECTION), textHash }
      }
    }
  }
  // In code points, so only about right; the quote is what finds the place.
  const said = selectors.find(({ type }) => type === 'TextPositionSelector')?.['start']
  const start = isOffset(said) && said + exact.length <= MAX_OFFSET ? said : 0
  return { exact, prefix, suffix, start, end: start + exact.length, block: '', textHash: NO_TEXT }
}

/** Neighbourhood helps and isn't needed: what is wrong with it is left out. */
function context(value: unknown, cut: (text: string) => string): string {
  if (typeof value !== 'string') return ''
  return wellFormed(value.length <= MAX_CONTEXT ? value : cut(value))
}

function readBodies(record: Json): { readonly body: string; readonly tags: readonly string[] } {
  const bodies: string[] = []
  const tags = new Set<string>()
  const given = [...list(record['body']), ...list(record['bodyValue'])]
  if (given.length > MAX_TAGS + MAX_RECORDS) throw refusal('too-long')
  for (const each of given) {
    const value = typeof each === 'string' ? each : isObject(each) ? each['value'] : undefined
    if (value === undefined) continue // a body that lies elsewhere: we ask nothing from outside
    const purpose = isObject(each) ? each['purpose'] : undefined
    if (purpose === 'tagging') {
      const tag = textOf(value, MAX_TAG)
      if (tag !== '') tags.add(tag)
    } else bodies.push(textOf(value, MAX_BODY))
  }
  const body = bodies.join('\n\n')
  if (body.length > MAX_BODY || tags.size > MAX_TAGS) throw refusal('too-long')
  return { body, tags: [...tags] }
}

/** The colour of a mark that was made here, `undefined` for any other. */
function colourOf(styleClass: unknown): MarkColour | undefined {
  const classes = list(styleClass)
  return MARK_COLOURS.find((colour) => classes.includes(`mark-${colour}`))
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/

function timeOf(value: unknown, otherwise: string): string {
  if (value === undefined) return otherwise
  const time = typeof value === 'string' && TIME.test(value) ? Date.parse(value) : NaN
  if (Number.isNaN(time)) throw refusal('bad-time')
  return new Date(time).toISOString()
}

function textOf(value: unknown, limit: number): string {
  if (typeof value !== 'string' || !value.isWellFormed()) throw refusal('bad-text')
  if (value.length > limit) throw refusal('too-long')
  return value
}

function wellFormed(text: string): string {
  return text.toWellFormed()
}

function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_OFFSET
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return isList(value) ? value : [value]
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
