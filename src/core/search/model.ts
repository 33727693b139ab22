/** What a search answers: the same shape for the page, the command line and the tests. */
import type { Kind, Lang } from '../corpus/model.ts'

/** What is asked: the reader's text, and what the page has chosen besides it. */
export interface SearchRequest {
  readonly text: string
  /** The reader's language: an article found in both is shown in this one. */
  readonly lang: Lang
  readonly kinds?: readonly Kind[] | undefined
  readonly scope: 'all' | 'articles' | 'notes'
  readonly limit: number
  /** Search only what is typed, not its other names. */
  readonly plain?: boolean | undefined
}

/** A stretch of `Excerpt.text` to mark, [start, end) in UTF-16 units. */
export interface MarkedSpan {
  readonly start: number
  readonly end: number
}

/** A piece of plain text around a match, with what to mark: never HTML. */
export interface Excerpt {
  readonly text: string
  readonly marks: readonly MarkedSpan[]
}

/** Why a hit is in the list, strongest reason first. */
export type HitReason = 'exact-title' | 'title' | 'alias' | 'heading' | 'body' | 'pinyin' | 'typo' | 'glossary' | 'note'

/** A matching section of an article. */
export interface SectionHit {
  readonly section: string
  readonly heading: string
  /** Block to scroll to. */
  readonly block: string
  readonly excerpt: Excerpt
}

/** A result of the corpus: an article with its best sections. */
export interface ArticleHit {
  readonly type: 'article'
  readonly id: string
  readonly kind: Kind
  readonly lang: Lang
  readonly title: Excerpt
  readonly score: number
  readonly why: readonly HitReason[]
  readonly sections: readonly SectionHit[]
}

/** A result among the reader's own notes. */
export interface NoteHit {
  readonly type: 'note'
  /** UUID of the annotation. */
  readonly id: string
  readonly article: string
  readonly lang: Lang
  readonly score: number
  readonly excerpt: Excerpt
}

/** A result among the reader's own cards. */
export interface CardHit extends Omit<NoteHit, 'type' | 'article'> {
  readonly type: 'card'
  /** Where it was made from. */
  readonly article: string | null
}

export type SearchHit = ArticleHit | NoteHit | CardHit

/** How the query was read, for the "understood as" line. */
export interface Understood {
  readonly terms: readonly string[]
  readonly phrases: readonly string[]
  readonly not: readonly string[]
  readonly filters: readonly { readonly key: string; readonly value: string }[]
  /** Equivalents that were searched as well, e.g. 注意力 for attention. */
  readonly also: readonly { readonly term: string; readonly from: string }[]
  /** `all`: every term had to match; `any`: nothing matched all, so any term counts; `typo`: spelled alike. */
  readonly stage: 'all' | 'typo' | 'any' | 'none'
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[]
  readonly total: number
  /** Without any hit: ids of entities with names like the query, best first. */
  readonly closest: readonly string[]
  readonly understood: Understood
  /** Hits per kind of entity (and `note`: own notes and cards) before the kind filter. */
  readonly facets: Readonly<Record<string, number>>
  readonly tookMs: number
  /** `false` while only titles can answer because the index is loading or being rebuilt. */
  readonly complete: boolean
}
