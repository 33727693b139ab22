/** The reader's preferences: one small object, stored by the host, shared by every window. */
import * as v from 'valibot'

export const UI_LANGUAGES = ['zh', 'zh-Hant', 'en'] as const
export type UiLanguage = (typeof UI_LANGUAGES)[number]

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const

/** How an article is laid out: one language, or both aligned by block. */
export const READING_MODES = ['zh', 'en', 'side-by-side', 'interleaved'] as const
export type ReadingMode = (typeof READING_MODES)[number]

/** Articles that may have a reading mode of their own: more than a corpus holds, less than would slow a start. */
export const MAX_ARTICLE_MODES = 1000

/** Characters in which Chinese text is shown: as it is written, or in those of Taiwan or Hong Kong. */
export const HAN_SCRIPTS = ['original', 'tw', 'hk'] as const
export type HanScript = (typeof HAN_SCRIPTS)[number]

/** In which language the graph names its entries: that of the page, one, or both. */
export const GRAPH_NAMES = ['page', 'zh', 'en', 'both'] as const

/** Reading type size in CSS pixels. */
export const TYPE_SIZES = [15, 16, 17, 18, 19, 20, 22, 24, 28] as const

const searches = v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(400))), v.maxLength(100))

/** A view of the graph that the reader named, as an address of the page. */
const graphView = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  address: v.pipe(v.string(), v.startsWith('#/graph?'), v.maxLength(4000)),
})

/** Threads a reader may make, stops of one, and characters of what is said at a stop: all of it is read at every start. */
export const MAX_OWN_THREADS = 50
export const MAX_OWN_STOPS = 60
export const MAX_STOP_NOTE = 1000

/** A thread that the reader made: entries in an order, each with what the reader says about it. */
const ownThread = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^own-[a-z0-9-]{1,76}$/)),
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  stops: v.pipe(
    v.array(
      v.strictObject({
        /** Id of the entry. */
        id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,79}$/)),
        /** Plain text. */
        note: v.pipe(v.string(), v.maxLength(MAX_STOP_NOTE)),
      }),
    ),
    v.maxLength(MAX_OWN_STOPS),
  ),
})
export type OwnThread = v.InferOutput<typeof ownThread>

/** How a review card is answered: in one's head, by choosing, or by typing. */
export const STUDY_ANSWERS = ['recall', 'choose', 'type'] as const

/** Shares of cards still known when they come up again; more means more reviews. */
export const RETENTIONS = [0.8, 0.85, 0.9, 0.95] as const

/** New cards a day. */
export const DAILY_NEW = [5, 10, 20, 50] as const

/** How many steps back a reading path goes; nine reach the beginnings. */
export const PLAN_DEPTHS = [1, 2, 9] as const

const studyPlan = v.strictObject({
  /** Entry to be understood. */
  target: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,79}$/)),
  by: v.pipe(v.string(), v.isoDate()),
  depth: v.picklist(PLAN_DEPTHS),
})

export const SETTINGS_SCHEMA = v.strictObject({
  language: v.picklist(UI_LANGUAGES),
  theme: v.picklist(THEMES),
  typeSize: v.picklist(TYPE_SIZES),
  readingMode: v.picklist(READING_MODES),
  /** Articles that the reader opens in another mode, by id. */
  articleModes: v.pipe(
    v.record(v.pipe(v.string(), v.maxLength(200)), v.picklist(READING_MODES)),
    v.maxEntries(MAX_ARTICLE_MODES),
  ),
  hanScript: v.picklist(HAN_SCRIPTS),
  graphNames: v.picklist(GRAPH_NAMES),
  /** Whether the first-run welcome was finished or skipped. */
  welcomed: v.boolean(),
  /** Queries as typed, newest first. */
  recentSearches: searches,
  savedSearches: searches,
  /** Newest first. */
  graphViews: v.pipe(v.array(graphView), v.maxLength(100)),
  /** Newest first. */
  ownThreads: v.pipe(v.array(ownThread), v.maxLength(MAX_OWN_THREADS)),
  /** The reader's own shortcuts, by command; an empty text switches one off. */
  shortcuts: v.record(v.pipe(v.string(), v.maxLength(60)), v.pipe(v.string(), v.maxLength(40))),
  studyAnswer: v.picklist(STUDY_ANSWERS),
  studyRetention: v.picklist(RETENTIONS),
  studyNewPerDay: v.picklist(DAILY_NEW),
  /** What the reader wants to have read, and by when. */
  studyPlan: v.nullable(studyPlan),
})
export type Settings = v.InferOutput<typeof SETTINGS_SCHEMA>

/** Used until the reader chooses; `language` is then taken from the system. */
export const DEFAULT_SETTINGS: Settings = {
  language: 'zh',
  theme: 'system',
  typeSize: 18,
  readingMode: 'zh',
  articleModes: {},
  hanScript: 'original',
  graphNames: 'page',
  welcomed: false,
  recentSearches: [],
  savedSearches: [],
  graphViews: [],
  ownThreads: [],
  shortcuts: {},
  studyAnswer: 'recall',
  studyRetention: 0.9,
  studyNewPerDay: 10,
  studyPlan: null,
}

/** The interface's language for a reader with these (BCP 47), preferred first; Chinese for who has none of ours. */
export function uiLanguageOf(languages: readonly string[]): UiLanguage {
  for (const tag of languages) {
    if (/^zh-(Hant|TW|HK|MO)/i.test(tag)) return 'zh-Hant'
    if (/^zh/i.test(tag)) return 'zh'
    if (/^en/i.test(tag)) return 'en'
  }
  return 'zh'
}
