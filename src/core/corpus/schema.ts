/** Shapes of the files that authors write; the format is described in docs/corpus.md. */
import * as v from 'valibot'
import { CONFIDENCES, DATE_KINDS, FACT_KEYS, KINDS, LEVELS, RELATION_TYPES } from './model.ts'
import { withCurledQuotes } from './typography.ts'

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/, 'an id is lower case with hyphens'))
const text = v.pipe(v.string(), v.trim(), v.minLength(1, 'is empty'))
const bilingual = v.strictObject({ zh: text, en: v.pipe(text, v.transform(withCurledQuotes)) })
/** Read as Markdown later on. */
const markdown = v.strictObject({ zh: text, en: text })
/** YAML reads 2020 as a number. */
const partialDate = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, 'a date is YYYY, YYYY-MM or YYYY-MM-DD'),
)
const sourceKey = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/, 'a source is a key of the references, or known'))
const value = v.union([text, v.number()])
const disputed = v.optional(v.array(v.strictObject({ value: v.union([v.number(), v.string()]), source: sourceKey })))
const note = v.optional(bilingual)

const FACT = v.pipe(
  v.strictObject({ key: v.picklist(FACT_KEYS), value, source: sourceKey, note, disputed }),
  v.check(
    (fact) => typeof fact.value === 'number' || !['parameters', 'active-parameters'].includes(fact.key),
    'is no plain number, as a count of parameters is',
  ),
)

export const ENTITY = v.strictObject({
  id,
  kind: v.picklist(KINDS),
  name: bilingual,
  aliases: v.optional(v.array(v.pipe(v.union([v.string(), v.number()]), v.transform(String))), []),
  summary: bilingual,
  dates: v.optional(
    v.array(v.strictObject({ what: v.picklist(DATE_KINDS), on: partialDate, source: sourceKey, note, disputed })),
    [],
  ),
  facts: v.optional(v.array(FACT), []),
  relations: v.optional(
    v.array(
      v.strictObject({
        type: v.picklist(RELATION_TYPES),
        to: id,
        source: sourceKey,
        since: v.optional(partialDate),
        note,
      }),
    ),
    [],
  ),
  level: v.picklist(LEVELS),
  confidence: v.picklist(CONFIDENCES),
  checked: partialDate,
  deviations: v.optional(v.array(v.strictObject({ field: text, why: text, source: sourceKey }))),
  'figures-ok': v.optional(v.array(v.number())),
})

const name = v.union([
  v.strictObject({ literal: text }),
  v.strictObject({ family: text, given: v.optional(text), 'non-dropping-particle': v.optional(text) }),
])

/** Those of CSL that we use. */
const REFERENCE_TYPES = [
  'article-journal',
  'paper-conference',
  'article',
  'report',
  'webpage',
  'post-weblog',
  'book',
  'chapter',
  'thesis',
  'dataset',
  'software',
  'article-newspaper',
  'speech',
] as const

export const REFERENCES = v.record(
  sourceKey,
  v.strictObject({
    type: v.picklist(REFERENCE_TYPES),
    title: text,
    'title-short': v.optional(text),
    author: v.optional(v.array(name), []),
    others: v.optional(v.boolean(), false),
    'container-title': v.optional(text),
    publisher: v.optional(text),
    volume: v.optional(value),
    issue: v.optional(value),
    page: v.optional(value),
    issued: v.optional(partialDate),
    arxiv: v.optional(
      v.pipe(v.string(), v.regex(/^(\d{4}\.\d{4,5}|[a-z-]+\/\d{7})$/, 'an arXiv id looks like 1706.03762, in quotes')),
    ),
    DOI: v.optional(text),
    ISBN: v.optional(text),
    URL: v.optional(v.pipe(v.string(), v.regex(/^https?:\/\/\S+$/, 'an address begins with https://'))),
    language: v.optional(text),
    note: v.optional(text),
  }),
)
export type Reference = v.InferOutput<typeof REFERENCES>[string]

export const THREAD = v.strictObject({
  id,
  title: bilingual,
  summary: bilingual,
  minutes: v.number(),
  stops: v.pipe(
    v.array(v.strictObject({ to: text, text: markdown })),
    v.minLength(6, 'a thread has 6 to 14 stops'),
    v.maxLength(14, 'a thread has 6 to 14 stops'),
  ),
  closing: v.optional(markdown),
})

const words = v.optional(v.array(v.pipe(v.union([v.string(), v.number()]), v.transform(String))))
export const GLOSSARY = v.array(
  v.strictObject({
    id,
    entity: v.optional(id),
    en: text,
    zh: text,
    hant: text,
    abbr: words,
    also: v.optional(v.strictObject({ en: words, zh: words, hant: words })),
    misspelt: v.optional(v.strictObject({ en: words, zh: words })),
  }),
)

export const PACK = v.strictObject({
  id,
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/, 'a version looks like 1.2.3')),
  title: bilingual,
  description: bilingual,
  licence: text,
  credits: v.array(text),
})

export const REDIRECTS = v.record(id, id)
