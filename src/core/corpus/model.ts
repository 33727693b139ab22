/**
 * What the corpus is made of: the record an author writes (`entity.yaml`) and the compiled pack the app reads.
 * Types only, so that the compiler, the host and the page agree without sharing code.
 * The format for authors is described in docs/corpus.md.
 */

/** Languages of article texts, in the order the interface lists them. */
export const LANGS = ['zh', 'en'] as const
export type Lang = (typeof LANGS)[number]

/** A text in every article language. */
export type Bilingual = Readonly<Record<Lang, string>>

/** Kinds of entity; also the names of the folders below `corpus/entities`. */
export const KINDS = [
  'model',
  'method',
  'dataset',
  'concept',
  'company',
  'person',
  'product',
  'hardware',
  'paper',
] as const
export type Kind = (typeof KINDS)[number]

/** Relation types, read as "from TYPE to". */
export const RELATION_TYPES = [
  'acquired-by',
  'author-of',
  'competes-with',
  'derived-from',
  'developed-by',
  'evaluated-on',
  'founded-by',
  'inspired-by',
  'introduced-by',
  'invested-in',
  'part-of',
  'prerequisite-of',
  'successor-of',
  'trained-on',
  'uses-method',
  'variant-of',
  'works-at',
] as const
export type RelationType = (typeof RELATION_TYPES)[number]

/** What a date of a record marks. */
export const DATE_KINDS = [
  'release',
  'announced',
  'paper',
  'api',
  'founded',
  'opened',
  'withdrawn',
  'retired',
  'born',
  'died',
  'event',
  'updated',
] as const
export type DateKind = (typeof DATE_KINDS)[number]

export const LEVELS = ['keystone', 'standard', 'short'] as const
export type Level = (typeof LEVELS)[number]

export const CONFIDENCES = ['verified', 'single-source', 'known'] as const
export type Confidence = (typeof CONFIDENCES)[number]

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: the precision is what is written. */
export type PartialDate = string

/** A key of the references, or `known` for general knowledge that nobody disputes. */
export type SourceKey = string

/** Another value of the same row, as another source gives it. */
export interface Disputed {
  readonly value: string | number
  readonly source: SourceKey
}

export interface RecordDate {
  readonly what: DateKind
  readonly on: PartialDate
  readonly source: SourceKey
  readonly note?: Bilingual
  readonly disputed?: readonly Disputed[]
}

/** What a fact of a record states; docs/corpus.md tells the units. */
export const FACT_KEYS = [
  'parameters',
  'active-parameters',
  'training-tokens',
  'training-words',
  'data-size',
  'context-length',
  'layers',
  'license',
  'price',
  'accuracy',
  'size',
  'field',
  'affiliation',
] as const
export type FactKey = (typeof FACT_KEYS)[number]

export interface RecordFact {
  readonly key: FactKey
  readonly value: string | number
  readonly source: SourceKey
  readonly note?: Bilingual
  readonly disputed?: readonly Disputed[]
}

export interface RecordRelation {
  readonly type: RelationType
  readonly to: string
  readonly source: SourceKey
  readonly since?: PartialDate
  readonly note?: Bilingual
}

/** The record of one entity, as written in `entity.yaml`. */
export interface EntityRecord {
  readonly id: string
  readonly kind: Kind
  readonly name: Bilingual
  readonly aliases: readonly string[]
  readonly summary: Bilingual
  readonly dates: readonly RecordDate[]
  readonly facts: readonly RecordFact[]
  readonly relations: readonly RecordRelation[]
  readonly level: Level
  readonly confidence: Confidence
  readonly checked: PartialDate
  readonly deviations?: readonly { readonly field: string; readonly why: string; readonly source: SourceKey }[]
  /** Parameter counts that the lead may give although the record does not: of another model, of an earlier version. */
  readonly 'figures-ok'?: readonly number[]
}

/** Format number of the compiled pack; another number is refused by the host. */
export const PACK_FORMAT = 1

/** `manifest.json`: what a pack is and what its files must hash to. */
export interface PackManifest {
  readonly format: number
  readonly id: string
  readonly version: string
  readonly title: Bilingual
  readonly description: Bilingual
  readonly licence: string
  readonly credits: readonly string[]
  /** Fingerprint of the tokeniser that built the search index. */
  readonly tokeniser: string
  readonly counts: {
    readonly entities: number
    readonly articles: number
    readonly threads: number
    readonly references: number
    readonly terms: number
    readonly relations: number
  }
  /** SHA-256 (hex) of every other file of the pack, by path. */
  readonly files: Readonly<Record<string, string>>
}

/** One row of `catalog.json`: enough to list, link, sort and preview an entity without its article. */
export interface CatalogEntry {
  readonly id: string
  readonly kind: Kind
  readonly name: Bilingual
  readonly aliases: readonly string[]
  readonly summary: Bilingual
  /** Earliest public date of the record, or `null` for things without one. */
  readonly date: PartialDate | null
  readonly level: Level
  readonly confidence: Confidence
  /** Ids of the makers: `developed-by` for things, `works-at` for people. */
  readonly makers: readonly string[]
  /** Which languages have an article. */
  readonly langs: readonly Lang[]
  /** Reading time in whole minutes, per language (0 without an article). */
  readonly minutes: Readonly<Record<Lang, number>>
  /** Number of relations from and to this entity: a measure of its weight. */
  readonly degree: number
}

export interface Catalog {
  readonly entities: readonly CatalogEntry[]
  /** Old id to the id that now holds its text. */
  readonly redirects: Readonly<Record<string, string>>
}

export const BLOCK_TYPES = ['paragraph', 'list', 'table', 'code', 'math', 'figure', 'quote', 'callout'] as const
export type BlockType = (typeof BLOCK_TYPES)[number]

/** One block of an article: the unit that is aligned between languages. */
export interface ArticleBlock {
  /** `<section>.<n>`, n from 1; the same in both languages. */
  readonly id: string
  readonly type: BlockType
  /** Sanitised HTML, ready to insert. */
  readonly html: string
  /**
   * Canonical plain text: what notes anchor to and search finds. Formulas, footnote marks and citation marks are left
   * out; the page's DOM walk must give the same text (elements with `data-skip` are passed over).
   */
  readonly text: string
}

export interface ArticleSection {
  /** `lead` for the text before the first heading. */
  readonly id: string
  /** Empty for the lead. */
  readonly title: string
  /** 1 for the lead, 2 for `##`, 3 for `###`. */
  readonly depth: 1 | 2 | 3
  readonly blocks: readonly ArticleBlock[]
}

/** A reference as an article shows it. */
export interface ArticleReference {
  readonly key: string
  /** Number shown in the text, from 1, by first citation; references used only by the record follow. */
  readonly n: number
  /** Formatted in the article's language, sanitised HTML. */
  readonly html: string
  readonly url: string | null
  /** Ids of the blocks that cite it, in order. */
  readonly citedIn: readonly string[]
}

/** A place in another article that links here. */
export interface Backlink {
  readonly id: string
  readonly section: string
  /** The sentence or its beginning, plain text, in the article's language. */
  readonly excerpt: string
}

/** A relation seen from one entity. */
export interface InfoRelation {
  readonly type: RelationType
  /** `out`: this entity is the `from`. */
  readonly direction: 'out' | 'in'
  readonly id: string
  readonly since: PartialDate | null
  readonly source: SourceKey
}

/** `articles/<id>.<lang>.json` */
export interface CompiledArticle {
  readonly id: string
  readonly kind: Kind
  readonly lang: Lang
  readonly title: string
  /** Name in the other language, `null` when it is the same. */
  readonly otherTitle: string | null
  readonly aliases: readonly string[]
  readonly summary: string
  readonly level: Level
  readonly confidence: Confidence
  readonly checked: PartialDate
  readonly minutes: number
  readonly dates: readonly RecordDate[]
  readonly facts: readonly RecordFact[]
  readonly relations: readonly InfoRelation[]
  readonly sections: readonly ArticleSection[]
  readonly footnotes: readonly { readonly id: string; readonly n: number; readonly html: string }[]
  readonly references: readonly ArticleReference[]
  /** Ids this article links to, in order of first link. */
  readonly links: readonly string[]
  readonly backlinks: readonly Backlink[]
  /** SHA-256 (hex) of the canonical text: blocks joined by a line feed. */
  readonly textHash: string
}

/** `graph.json` */
export interface GraphNode {
  readonly id: string
  readonly kind: Kind
  readonly name: Bilingual
  readonly date: PartialDate | null
  readonly degree: number
  /** Lane of the lineage view: a company id, or `null` where it has none. */
  readonly lane: string | null
  /** Position in the map view, in pixels of its own plane. */
  readonly x: number
  readonly y: number
}

export interface GraphEdge {
  readonly from: string
  readonly to: string
  readonly type: RelationType
  readonly since: PartialDate | null
  readonly source: SourceKey
}

export interface CompiledGraph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

/** One row of `timeline.json`: a date of a record; in order of time. */
export interface TimelineEvent {
  readonly id: string
  readonly kind: Kind
  readonly what: DateKind
  readonly on: PartialDate
  readonly source: SourceKey
  /** What other sources say instead; only where they do. */
  readonly disputed?: readonly string[]
}

/** One stop of a guided reading. */
export interface ThreadStop {
  readonly id: string
  readonly section: string | null
  readonly text: Bilingual
}

/** One item of `threads.json`: a guided reading. Texts are sanitised inline HTML. */
export interface Thread {
  readonly id: string
  readonly title: Bilingual
  readonly summary: Bilingual
  readonly minutes: number
  readonly stops: readonly ThreadStop[]
  readonly closing: Bilingual | null
}

/** One row of `glossary.json`. */
export interface GlossaryTerm {
  readonly id: string
  readonly entity?: string
  readonly en: string
  readonly zh: string
  readonly hant: string
  readonly abbr?: readonly string[]
  readonly also?: {
    readonly en?: readonly string[]
    readonly zh?: readonly string[]
    readonly hant?: readonly string[]
  }
  readonly misspelt?: { readonly en?: readonly string[]; readonly zh?: readonly string[] }
}

/** A fault of a source file, for `path:line: message`. */
export interface CorpusProblem {
  readonly path: string
  /** From 1; 0 where the fault is the file's absence. */
  readonly line: number
  readonly message: string
}
