/**
 * What a pack from a file must hold before it is offered: a file of another shape would leave the reader with a page
 * that does not open.
 */
import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { failure, type AppError } from '../contract/errors.ts'
import type { PackProblem } from '../contract/packs.ts'
import { canonicalText } from '../core/annotation/index.ts'
import { isCompiledMarkup } from '../core/text/index.ts'
import {
  BLOCK_TYPES,
  CONFIDENCES,
  KINDS,
  LANGS,
  LEVELS,
  PACK_FORMAT,
  RELATION_TYPES,
  type CompiledArticle,
  type PackManifest,
} from '../core/corpus/model.ts'

const text = v.string()
const number = v.number()
const id = v.pipe(text, v.regex(/^[a-z0-9][a-z0-9-]{0,79}$/))
const hash = v.pipe(text, v.regex(/^[0-9a-f]{64}$/))
const kind = v.picklist(KINDS)
const lang = v.picklist(LANGS)
const bilingual = v.object({ zh: text, en: text })
const rows = v.array(v.looseObject({}))
const link = v.nullable(v.pipe(text, v.regex(/^https?:\/\//i)))
/** A `time` that is not just a date as the compiler writes it. */
const ODD_TIME = /<\s*time\b(?! datetime="\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?">)/i
/**
 * A second wall behind the compiler's sanitiser, as the page's own policy is a third. Each `<` is looked at once,
 * however many there are.
 */
const html = v.pipe(
  text,
  v.check((markup) => !ODD_TIME.test(markup) && isCompiledMarkup(markup), 'markup that the compiler never makes'),
)
/** Figures are shown as images, which run nothing; nor shall one that somebody takes out of the pack. */
const UNFIT_FIGURE =
  /<\s*(?:\/\s*)?(?:script|iframe|object|embed|base|form|meta|link|foreignObject)\b|<[^<>]*[\s/"']on\w+\s*=|javascript:/i

const MANIFEST = v.looseObject({
  id,
  version: v.pipe(text, v.minLength(1), v.maxLength(50)),
  title: bilingual,
  description: bilingual,
  licence: text,
  credits: v.array(text),
  tokeniser: text,
  counts: v.object({
    entities: number,
    articles: number,
    threads: number,
    references: number,
    terms: number,
    relations: number,
  }),
  files: v.record(text, hash),
})

const ARTICLE = v.looseObject({
  id,
  kind,
  lang,
  title: text,
  otherTitle: v.nullable(text),
  aliases: v.array(text),
  summary: text,
  level: v.picklist(LEVELS),
  confidence: v.picklist(CONFIDENCES),
  checked: text,
  minutes: number,
  dates: rows,
  facts: rows,
  relations: v.array(v.looseObject({ type: v.picklist(RELATION_TYPES), direction: v.picklist(['in', 'out']), id })),
  sections: v.array(
    v.looseObject({
      id: text,
      title: text,
      depth: v.picklist([1, 2, 3]),
      blocks: v.array(v.looseObject({ id: text, type: v.picklist(BLOCK_TYPES), html, text })),
    }),
  ),
  footnotes: v.array(v.looseObject({ id: text, n: number, html })),
  references: v.array(v.looseObject({ key: text, n: number, html, url: link, citedIn: v.array(text) })),
  links: v.array(id),
  backlinks: v.array(v.looseObject({ id, section: text, excerpt: text })),
  textHash: hash,
})

/** The files that every pack has, besides its articles. */
const SHAPES: Readonly<Record<string, v.GenericSchema>> = {
  'catalog.json': v.looseObject({
    entities: v.array(
      v.looseObject({
        id,
        kind,
        name: bilingual,
        aliases: v.array(text),
        summary: bilingual,
        date: v.nullable(text),
        level: v.picklist(LEVELS),
        confidence: v.picklist(CONFIDENCES),
        makers: v.array(id),
        langs: v.array(lang),
        minutes: v.object({ zh: number, en: number }),
        degree: number,
      }),
    ),
    redirects: v.record(id, id),
  }),
  'graph.json': v.looseObject({
    nodes: v.array(v.looseObject({ id, kind, name: bilingual, degree: number, x: number, y: number })),
    edges: v.array(v.looseObject({ from: id, to: id, type: v.picklist(RELATION_TYPES) })),
  }),
  'timeline.json': v.array(v.looseObject({ id, kind, what: text, on: text })),
  'sources.json': v.record(text, bilingual),
  'threads.json': v.array(
    v.looseObject({
      id,
      title: bilingual,
      summary: bilingual,
      minutes: number,
      stops: v.array(v.looseObject({ id, text: v.object({ zh: html, en: html }) })),
      closing: v.nullable(v.object({ zh: html, en: html })),
    }),
  ),
  'glossary.json': v.array(v.looseObject({ id: text, en: text, zh: text, hant: text })),
  'cards.json': v.array(v.looseObject({ id: text, ask: text, answer: v.looseObject({ type: text }) })),
}
/** Read line by line by the search, which builds it again where it is none. */
export const INDEX = 'search.jsonl'

/**
 * Reads the manifest of a pack file.
 * @throws AppError `version` for another format, `bad-request` for what is no manifest of a whole pack.
 */
export function readManifest(bytes: Uint8Array): PackManifest {
  const value = parse('manifest.json', bytes)
  const { format } = (value ?? {}) as { readonly format?: unknown }
  if (typeof format === 'number' && format !== PACK_FORMAT) throw refused('format')
  const read = v.safeParse(MANIFEST, value, { abortEarly: true })
  if (!read.success || format !== PACK_FORMAT) throw refused('no-pack')
  const missing = [...Object.keys(SHAPES), INDEX].find((name) => !Object.hasOwn(read.output.files, name))
  if (missing !== undefined) throw refused('missing', missing)
  return { ...read.output, format }
}

/** Checks that a file of a pack holds what its name promises. @throws AppError `bad-request` */
export function checkFile(name: string, bytes: Uint8Array): void {
  if (name === INDEX) return
  if (name.endsWith('.svg')) {
    if (UNFIT_FIGURE.test(decode(bytes))) throw refused('shape', name)
    return
  }
  const value = parse(name, bytes)
  const isArticle = name.startsWith('articles/')
  const schema = isArticle ? ARTICLE : SHAPES[name]
  if (!schema || !v.is(schema, value)) throw refused('shape', name)
  if (isArticle && !isCoherent(name, value as CompiledArticle)) throw refused('shape', name)
}

/** Under its own name, and with the hash of its own text: marks are placed by it. */
function isCoherent(name: string, { id, lang, sections, textHash }: CompiledArticle): boolean {
  const hash = createHash('sha256').update(canonicalText(sections)).digest('hex')
  return name === `articles/${id}.${lang}.json` && hash === textHash
}

function parse(name: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decode(bytes))
  } catch (error) {
    throw refused(name === 'manifest.json' ? 'no-pack' : 'shape', name, error)
  }
}

function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}

/** What a reader is told of a pack file that is not taken. `data` is what the page makes its own sentence of. */
export function refused(problem: PackProblem, name = '', cause?: unknown): AppError {
  const file = name.slice(0, 200)
  return failure(
    problem === 'format' ? 'version' : 'bad-request',
    `pack-${problem}`,
    `This pack was refused: ${problem}${file === '' ? '' : ` (${file})`}. Nothing was changed.`,
    { file },
    { cause },
  )
}
