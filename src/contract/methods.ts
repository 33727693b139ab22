/**
 * The contract: one row per method, with the schema of its input (checked by the host on every call) and of its output,
 * and one row per event. A method without a row does not compile and cannot be called.
 */
import * as v from 'valibot'
import { MARK_COLOURS, type Annotation, type MarkTarget } from '../core/annotation/model.ts'
import { KINDS, LANGS, type PackManifest } from '../core/corpus/model.ts'
import type { SearchAnswer } from '../core/search/model.ts'
import { GRADES, type CardRecord } from '../core/study/model.ts'
import { SETTINGS_SCHEMA, type Settings } from './settings.ts'

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,79}$/))
const uuid = v.pipe(v.string(), v.uuid())
const offset = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000))
const section = v.pipe(v.string(), v.maxLength(200))
const lang = v.picklist(LANGS)
const colour = v.picklist(MARK_COLOURS)
const body = v.pipe(v.string(), v.maxLength(100_000))
const tags = v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(80))), v.maxLength(50))

const textSelector = v.strictObject({
  exact: v.pipe(v.string(), v.minLength(1), v.maxLength(50_000)),
  prefix: v.pipe(v.string(), v.maxLength(64)),
  suffix: v.pipe(v.string(), v.maxLength(64)),
  start: offset,
  end: offset,
  block: section,
  textHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
})

const target: v.GenericSchema<MarkTarget> = v.variant('type', [
  v.strictObject({ type: v.literal('text'), selector: textSelector }),
  v.strictObject({ type: v.literal('section'), section }),
  v.strictObject({ type: v.literal('article') }),
])

/** A generated card (`when/gpt-3/paper`) or one of the reader's own (a UUID). */
const card = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9/+.-]{0,299}$/))
const side = v.pipe(v.string(), v.minLength(1), v.maxLength(10_000))

const nothing = v.null()

/** What the app tells about itself. */
export interface AppInfo {
  readonly name: string
  readonly version: string
  readonly build: string
  readonly shell: 'electron' | 'browser'
  readonly platform: string
  readonly versions: Readonly<Record<string, string>>
  readonly dataFolder: string
  readonly corpus: Pick<PackManifest, 'id' | 'version' | 'title' | 'counts' | 'licence' | 'credits'>
  /** Messages about what was found at start, e.g. a damaged file that was set aside. */
  readonly warnings: readonly HostWarning[]
}

/** Something the reader should know about their data folder. Texts come from the page's strings by `code`. */
export interface HostWarning {
  readonly code:
    'recovered-from-backup' | 'quarantined' | 'settings-reset' | 'index-rebuilding' | 'journal-lines-skipped'
  /** File the warning is about, relative to the data folder. */
  readonly file: string
}

/** Where the reader last was in an article. */
export interface ReadingPosition {
  readonly article: string
  readonly lang: (typeof LANGS)[number]
  readonly block: string
  /** Furthest share of the article that was on screen, 0 to 1. */
  readonly progress: number
  /** ISO 8601, UTC; set by the host. */
  readonly at: string
}

/** What a review session adds to a card, and the step to name when it is to be undone. */
export interface StudyStep {
  readonly event: string
  readonly record: CardRecord
}

/** Reviews of one day of the reader's time zone. */
export interface StudyDay {
  /** `YYYY-MM-DD` */
  readonly day: string
  readonly reviews: number
  /** Cards seen before that were not known. */
  readonly failed: number
  /** Cards seen for the first time. */
  readonly fresh: number
  readonly ms: number
}

/** Input schemas, by method. */
export const INPUTS = {
  'app.info': nothing,
  'settings.get': nothing,
  'settings.set': v.partial(SETTINGS_SCHEMA),
  'search.query': v.strictObject({
    text: v.pipe(v.string(), v.maxLength(20_000)),
    lang,
    kinds: v.optional(v.array(v.picklist(KINDS))),
    scope: v.optional(v.picklist(['all', 'articles', 'notes']), 'all'),
    limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
  }),
  'notes.list': v.strictObject({ article: v.optional(id) }),
  'notes.create': v.strictObject({ article: id, lang, colour, body, tags, target }),
  'notes.update': v.strictObject({
    article: id,
    id: uuid,
    change: v.partial(v.strictObject({ colour, body, tags, current: textSelector })),
  }),
  'notes.remove': v.strictObject({ article: id, id: uuid }),
  'notes.restore': v.strictObject({ article: id, id: uuid }),
  'reading.list': nothing,
  'reading.set': v.strictObject({
    article: id,
    lang,
    block: section,
    progress: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  }),
  'study.list': nothing,
  'study.review': v.strictObject({
    card,
    grade: v.picklist(GRADES),
    ms: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_600_000)),
    seen: v.pipe(v.string(), v.maxLength(2000)),
  }),
  'study.undo': v.strictObject({ card, event: uuid }),
  'study.mark': v.strictObject({ card, mark: v.picklist(['suspend', 'resume', 'drop', 'bring-back']) }),
  'study.bury': v.strictObject({ card, until: v.pipe(v.string(), v.isoTimestamp()) }),
  'study.keep': v.strictObject({
    /** `null` makes a new card. */
    card: v.nullable(uuid),
    front: side,
    back: side,
    lang,
    article: v.nullable(id),
    block: v.nullable(section),
  }),
  'study.check': v.strictObject({
    typed: v.pipe(v.string(), v.maxLength(500)),
    accepted: v.pipe(v.array(v.pipe(v.string(), v.maxLength(2000))), v.maxLength(100)),
  }),
  'shell.openExternal': v.strictObject({ url: v.pipe(v.string(), v.maxLength(2000)) }),
} as const

/** Output types, by method; JSON values only. */
export interface Outputs {
  'app.info': AppInfo
  'settings.get': Settings
  'settings.set': Settings
  'search.query': SearchAnswer
  'notes.list': readonly Annotation[]
  'notes.create': Annotation
  'notes.update': Annotation
  'notes.remove': Annotation
  'notes.restore': Annotation
  'reading.list': readonly ReadingPosition[]
  'reading.set': ReadingPosition
  'study.list': { readonly records: readonly CardRecord[]; readonly days: readonly StudyDay[] }
  'study.review': StudyStep
  'study.undo': StudyStep
  'study.mark': StudyStep
  'study.bury': StudyStep
  'study.keep': StudyStep
  'study.check': boolean
  /** `true` when the shell opened it; `false` when the page should (browser) or the address is not allowed. */
  'shell.openExternal': boolean
}

/** What a streaming method yields before its result; `never` for the others. */
export type Items = Record<Method, never>

/** Things the host tells every open page; the payload names what changed, the page asks again. */
export interface Events {
  'notes.changed': { readonly article: string }
  'settings.changed': Settings
  'reading.changed': { readonly article: string }
  'study.changed': CardRecord
  /** A menu or accelerator of the desktop shell. */
  'menu.command': { readonly command: string }
}

export type Method = keyof typeof INPUTS
export type Input<M extends Method> = v.InferInput<(typeof INPUTS)[M]>
export type Checked<M extends Method> = v.InferOutput<(typeof INPUTS)[M]>
export type Output<M extends Method> = Outputs[M]
export type EventName = keyof Events
