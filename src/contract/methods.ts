/**
 * The contract: one row per method, with the schema of its input (checked by the host on every call) and of its output,
 * and one row per event. A method without a row does not compile and cannot be called.
 */
import * as v from 'valibot'
import {
  NOTE_TYPES,
  SORTS,
  type AnchorState,
  type NotebookFilter,
  type NotebookGroup,
  type ParagraphChange,
  type Refusal,
  type StateCounts,
} from '../core/annotation/index.ts'
import { MARK_COLOURS, type Annotation, type MarkTarget } from '../core/annotation/model.ts'
import { KINDS, LANGS, type PackManifest } from '../core/corpus/model.ts'
import type { SearchAnswer } from '../core/search/model.ts'
import { MAX_CHANGED, UPLOAD_PART } from './frames.ts'
import type { AnkiExported, AnkiPreview } from './anki.ts'
import type { ReviewDay } from '../core/study/index.ts'
import { GRADES, type CardRecord } from '../core/study/model.ts'
import { SETTINGS_SCHEMA, type Settings } from './settings.ts'
import { WORKSPACE_SCHEMA, type Workspace } from './workspace.ts'
import { SHELL_COMMANDS, SHELL_MENU, type OpenedFile } from './shell.ts'

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
/** A name as other programs give it; `::` parts decks and their parts there. */
const deckName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))
const side = v.pipe(v.string(), v.minLength(1), v.maxLength(10_000))

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/))
const notebookFilter: v.GenericSchema<NotebookFilter> = v.strictObject({
  text: v.pipe(v.string(), v.maxLength(1000)),
  colour: v.nullable(colour),
  lang: v.nullable(lang),
  type: v.picklist(NOTE_TYPES),
  tag: v.nullable(v.pipe(v.string(), v.maxLength(80))),
  article: v.nullable(id),
  from: v.nullable(day),
  to: v.nullable(day),
  unplaced: v.boolean(),
})
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
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
    | 'recovered-from-backup'
    | 'quarantined'
    | 'settings-reset'
    | 'edition-damaged'
    | 'index-rebuilding'
    | 'index-failed'
    | 'journal-lines-skipped'
  /** File the warning is about, relative to the data folder. */
  readonly file: string
}

/**
 * What became of a search index that could not be used as shipped: titles answer while it is built again, texts too once
 * it is `ready`; `failed` leaves it at titles.
 */
export type IndexState = 'rebuilding' | 'ready' | 'failed'

/** How often something was asked of the app, or would have left it, since it was started. */
export interface Traffic {
  /** Files the app gave to its own page, all on this machine. */
  readonly answered: number
  /** Connections to anywhere else that this process opened. */
  readonly allowed: number
  /** Requests of the page to anywhere else that were stopped. */
  readonly blocked: number
  /** Requests of strangers, e.g. of other websites, that the loopback host turned away. */
  readonly refused: number
}

export type WrittenKind =
  | 'notes'
  | 'corpus'
  | 'texts'
  | 'reading'
  | 'study'
  | 'settings'
  | 'tabs'
  | 'window'
  | 'log'
  | 'backups'
  | 'backup'
  | 'lock'
  | 'browser'
  | 'other'

/** Files of one kind in the data folder. */
export interface WrittenFiles {
  readonly kind: WrittenKind
  readonly files: number
  readonly bytes: number
  /** One of them, relative to the data folder. */
  readonly example: string
}

/** What the Privacy page shows. */
export interface PrivacyReport {
  readonly traffic: Traffic
  readonly written: readonly WrittenFiles[]
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

/** Rows of the notebook. */
export interface NotebookPage {
  readonly rows: readonly Annotation[]
  /** How sure the app is of the place of each row. */
  readonly states: readonly AnchorState[]
  /** Marks that the filter lets through, as far as they were looked at. */
  readonly found: number
  /** Whether all were; if not, the same page asked for again soon has more. */
  readonly isWhole: boolean
  /** Marks in all. */
  readonly total: number
  /** Headings of what was found; empty unless sorted by article. */
  readonly groups: readonly NotebookGroup[]
  /** Of all marks: tags, the most used first, and articles by name. */
  readonly tags: readonly string[]
  readonly articles: readonly string[]
}

/** Why a backup was made: in the course of time, or before something was done to many marks. */
export type BackupReason = 'regular' | 'bulk' | 'import' | 'edition' | 'restore'

export interface BackupInfo {
  /** File name. */
  readonly name: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly reason: BackupReason
  /** Marks in it, deleted ones not counted. */
  readonly count: number
  readonly bytes: number
}

/** A damaged file that was set aside. */
export interface SetAsideFile {
  /** Relative to the data folder. */
  readonly file: string
  readonly bytes: number
  readonly at: string
}

/** What going back to a backup does to a mark: brings it back, changes it, or finds it made since. */
export interface BackupChange {
  readonly what: 'back' | 'changed' | 'extra'
  readonly then: Annotation | null
  readonly now: Annotation | null
}

/** What going back to a backup would change; nothing has been. */
export interface BackupPreview {
  readonly back: number
  readonly changed: number
  readonly extra: number
  /** At most 200. */
  readonly rows: readonly BackupChange[]
}

/** What an import adds and changes; nothing has been stored when `notes.previewImport` answers. */
export interface ImportPreview {
  /** Marks that are not there yet, or were deleted. */
  readonly added: number
  /** Marks of which the file has a later version. */
  readonly updated: number
  /** Marks that are there already, the same or in a later version. */
  readonly kept: number
  /** Articles that get marks. */
  readonly articles: readonly string[]
  /** The first records that were refused, at most 200. */
  readonly refused: readonly Refusal[]
  readonly refusedCount: number
}

/** One edition of the corpus. */
export interface Edition {
  /** SHA-256 (hex) of its manifest. */
  readonly digest: string
  readonly version: string
  /** Entries with a text. */
  readonly articles: number
}

/** Which editions of the corpus there are, and how the offered one differs. */
export interface CorpusUpdate {
  readonly active: Edition
  /** One that came with the app and is not read yet; `null` when there is none. */
  readonly offered: Edition | null
  /** The reader said no to the offered one. */
  readonly isDeclined: boolean
  /** The one to go back to. */
  readonly former: Edition | null
  /** One that the reader brought as a file and has not decided on. */
  readonly brought: Edition | null
  /** Entries that differ between the edition that is read and the one brought, else the offered, else the former one. */
  readonly changed: readonly string[]
  readonly added: readonly string[]
  readonly gone: readonly string[]
}

/** A mark that is not simply where it was, as a preview lists it. */
export interface MarkFate {
  readonly id: string
  readonly state: AnchorState
  /** What it marked; empty for a section or an article. */
  readonly was: string
  /** What it would mark; empty for an orphan. */
  readonly becomes: string
}

/** What another edition does to the marks of one text. */
export interface ArticleFate {
  readonly article: string
  readonly lang: (typeof LANGS)[number]
  readonly change: 'same' | 'changed' | 'gone'
  readonly counts: StateCounts
  /** At most 100. */
  readonly marks: readonly MarkFate[]
}

/** What a review session adds to a card, and the step to name when it is to be undone. */
export interface StudyStep {
  readonly event: string
  readonly record: CardRecord
}

/** Input schemas, by method. */
export const INPUTS = {
  'app.info': nothing,
  /** The end of the host's log, for a report; empty while nothing went wrong. */
  'app.log': nothing,
  /** A failure in the page, to stand in the log beside the host's own. */
  'app.failed': v.strictObject({ text: v.pipe(v.string(), v.maxLength(4000)) }),
  'privacy.report': nothing,
  'settings.get': nothing,
  'settings.set': v.partial(SETTINGS_SCHEMA),
  'search.query': v.strictObject({
    text: v.pipe(v.string(), v.maxLength(20_000)),
    lang,
    kinds: v.optional(v.array(v.picklist(KINDS))),
    scope: v.optional(v.picklist(['all', 'articles', 'notes']), 'all'),
    plain: v.optional(v.boolean()),
    limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
  }),
  'notes.list': v.strictObject({ article: v.optional(id) }),
  /** Marks that a filter lets through, in batches: all of them at once may be longer than a frame. Gives how many. */
  'notes.each': v.strictObject({ filter: v.nullable(notebookFilter) }),
  /** Some rows of the notebook, and what there is in all; `lang` is the language articles are named and sorted in. */
  'notes.page': v.strictObject({
    filter: notebookFilter,
    sort: v.picklist(SORTS),
    lang,
    offset,
    limit: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(500)),
  }),
  /** Texts the article's marks were made in that are no longer today's: with them marks follow the edits. */
  'notes.texts': v.strictObject({ article: id }),
  /** A mark by its id alone, as `[[id]]` in a note names it; `null` when there is none. */
  'notes.find': v.strictObject({ id: uuid }),
  /** Notes whose words link to an entry or to a mark in its article (`[[id]]`), at most 30, the latest first. */
  'notes.linking': v.strictObject({ article: id }),
  'notes.create': v.strictObject({ article: id, lang, colour, body, tags, target }),
  'notes.update': v.strictObject({
    article: id,
    id: uuid,
    change: v.partial(v.strictObject({ colour, body, tags, current: textSelector })),
  }),
  'notes.remove': v.strictObject({ article: id, id: uuid }),
  'notes.restore': v.strictObject({ article: id, id: uuid }),
  /** Changes, deletes or brings back many marks at once, all or none. */
  'notes.changeAll': v.strictObject({
    notes: v.pipe(v.array(v.strictObject({ article: id, id: uuid })), v.maxLength(MAX_CHANGED)),
    change: v.partial(v.strictObject({ colour, addTags: tags, removeTags: tags, deleted: v.boolean() })),
  }),
  /** One piece of a file to import, in order; pieces with the same `upload` belong together. Gives the length so far. */
  'notes.upload': v.strictObject({ upload: uuid, part: v.pipe(v.string(), v.maxLength(UPLOAD_PART)) }),
  'notes.previewImport': v.strictObject({ upload: uuid }),
  'notes.import': v.strictObject({ upload: uuid }),
  'notes.undoImport': v.strictObject({ upload: uuid }),
  'backups.list': nothing,
  'backups.preview': v.strictObject({ name: v.pipe(v.string(), v.maxLength(100)) }),
  /** Brings marks back as they were; with `dropLater` those made since are deleted. All or nothing. */
  'backups.restore': v.strictObject({ name: v.pipe(v.string(), v.maxLength(100)), dropLater: v.boolean() }),
  /** Takes the last restore back. */
  'backups.undo': nothing,
  /** The text of a file that was set aside, at most 500,000 UTF-16 units. */
  'backups.damaged': v.strictObject({ file: v.pipe(v.string(), v.maxLength(300)) }),
  'corpus.update': nothing,
  /** Where every mark would be in another edition: one item per text that has marks. Nothing is changed. */
  'corpus.preview': v.strictObject({ to: digest }),
  /** What changed in a text between the edition that is read and another; at most 300 paragraphs. */
  'corpus.changes': v.strictObject({ to: digest, article: id, lang }),
  /** Carries the marks over and reads another edition from now on; back to the former one it undoes just that. */
  'corpus.switch': v.strictObject({ to: digest }),
  /** Drops the edition that was brought, or else does not offer the app's own any more. */
  'corpus.decline': nothing,
  /** One piece of a pack file in Base64, a multiple of four characters; gives the bytes so far. */
  'corpus.upload': v.strictObject({ upload: uuid, part: v.pipe(v.string(), v.maxLength(UPLOAD_PART), v.base64()) }),
  /**
   * Unpacks an uploaded pack file beside the other editions, to be looked at; yields how much of it is done, 0 to 1.
   * One that is refused has a `PackProblem` in the error's data and leaves nothing behind.
   */
  'corpus.add': v.strictObject({ upload: uuid }),
  'reading.list': nothing,
  'reading.set': v.strictObject({
    article: id,
    lang,
    block: section,
    progress: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  }),
  'workspace.get': nothing,
  'workspace.set': WORKSPACE_SCHEMA,
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
    /** Deck it was imported into. */
    deck: v.optional(v.nullable(deckName), null),
  }),
  /** One piece of a file for the calls below, in order; gives the length so far. */
  'study.upload': v.strictObject({ upload: uuid, part: v.pipe(v.string(), v.maxLength(UPLOAD_PART)) }),
  /** Of an uploaded deck (`ANKI_DECK` as JSON): yields the pieces of an Anki package in Base64. */
  'study.exportAnki': v.strictObject({ upload: uuid }),
  /** Of an uploaded Anki package in Base64. */
  'study.previewAnki': v.strictObject({ upload: uuid }),
  'study.importAnki': v.strictObject({ upload: uuid }),
  /** Deletes what the import added and puts back what it changed; gives how many cards. */
  'study.undoImport': v.strictObject({ upload: uuid }),
  'study.check': v.strictObject({
    typed: v.pipe(v.string(), v.maxLength(500)),
    accepted: v.pipe(v.array(v.pipe(v.string(), v.maxLength(2000))), v.maxLength(100)),
  }),
  'shell.openExternal': v.strictObject({ url: v.pipe(v.string(), v.maxLength(2000)) }),
  'shell.menu': SHELL_MENU,
  'shell.do': v.strictObject({ command: v.picklist(SHELL_COMMANDS) }),
  /** The next file the reader opened outside of the page; it names none itself. */
  'shell.takeFile': nothing,
} as const

/** Output types, by method; JSON values only. */
export interface Outputs {
  'app.info': AppInfo
  'app.log': string
  'app.failed': null
  'privacy.report': PrivacyReport
  'settings.get': Settings
  'settings.set': Settings
  'search.query': SearchAnswer
  'notes.list': readonly Annotation[]
  'notes.each': number
  'notes.page': NotebookPage
  'notes.texts': readonly { readonly hash: string; readonly text: string }[]
  'notes.find': Annotation | null
  'notes.linking': readonly Annotation[]
  'notes.create': Annotation
  'notes.update': Annotation
  'notes.remove': Annotation
  'notes.restore': Annotation
  /** How many were changed. */
  'notes.changeAll': number
  'notes.upload': number
  'notes.previewImport': ImportPreview
  'notes.import': ImportPreview
  /** How many marks are as they were. */
  'notes.undoImport': number
  'backups.list': { readonly backups: readonly BackupInfo[]; readonly setAside: readonly SetAsideFile[] }
  'backups.preview': BackupPreview
  /** How many marks were changed. */
  'backups.restore': number
  'backups.undo': number
  'backups.damaged': string
  'corpus.update': CorpusUpdate
  'corpus.preview': StateCounts
  'corpus.changes': readonly ParagraphChange[]
  'corpus.switch': StateCounts
  'corpus.decline': null
  'corpus.upload': number
  'corpus.add': Edition
  'reading.list': readonly ReadingPosition[]
  'reading.set': ReadingPosition
  'workspace.get': Workspace | null
  'workspace.set': null
  'study.list': { readonly records: readonly CardRecord[]; readonly days: readonly ReviewDay[] }
  'study.review': StudyStep
  'study.undo': StudyStep
  'study.mark': StudyStep
  'study.bury': StudyStep
  'study.keep': StudyStep
  'study.upload': number
  'study.exportAnki': AnkiExported
  'study.previewAnki': AnkiPreview
  'study.importAnki': AnkiPreview
  'study.undoImport': number
  'study.check': boolean
  /** `true` when the shell opened it; `false` when the page should (browser) or the address is not allowed. */
  'shell.openExternal': boolean
  'shell.menu': null
  /** `false` when the reader gave it up, or when the page has to do it itself (browser). */
  'shell.do': boolean
  /** `null` when none is waiting. */
  'shell.takeFile': OpenedFile | null
}

/** What a streaming method yields before its result; `never` for the others. */
export type Items = Record<
  Exclude<Method, 'notes.each' | 'corpus.preview' | 'corpus.add' | 'study.exportAnki'>,
  never
> & {
  readonly 'notes.each': Annotation
  readonly 'corpus.preview': ArticleFate
  readonly 'corpus.add': number
  readonly 'study.exportAnki': string
}

/** Things the host tells every open page; the payload names what changed, the page asks again. */
export interface Events {
  'notes.changed': { readonly article: string }
  'settings.changed': Settings
  'reading.changed': { readonly article: string }
  'traffic.changed': Traffic
  /** Another edition of the corpus is read: a page that shows the one before should load again. */
  'corpus.changed': Edition
  /** The reader brought an edition as a file, which waits to be looked at. */
  'corpus.brought': Edition
  'search.index': { readonly state: IndexState }
  'study.changed': CardRecord
  /** Many cards at once: the page asks for the list again. */
  'study.imported': null
  /** A menu or accelerator of the desktop shell. */
  'menu.command': { readonly command: string }
  /** The reader opened a file outside of the page, which takes it with `shell.takeFile`. */
  'shell.fileOpened': null
}

export type Method = keyof typeof INPUTS
export type Input<M extends Method> = v.InferInput<(typeof INPUTS)[M]>
export type Checked<M extends Method> = v.InferOutput<(typeof INPUTS)[M]>
export type Output<M extends Method> = Outputs[M]
export type EventName = keyof Events
