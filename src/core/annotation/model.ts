/**
 * A reader's mark, shaped after the W3C Web Annotation Data Model (a body over a target that is found by selectors),
 * stored one file per article. Records are never dropped: deleting sets `deleted`, so that two machines' folders can
 * be merged later.
 */
import type { Lang } from '../corpus/model.ts'

export const MARK_COLOURS = ['yellow', 'green', 'blue', 'pink', 'purple'] as const
export type MarkColour = (typeof MARK_COLOURS)[number]

/**
 * Where a mark lies in an article's canonical text (blocks joined by a line feed). Offsets are UTF-16 units.
 * `start`/`end` are the position, `exact` with `prefix`/`suffix` (up to 32 units each) the quote, `block` a hint.
 */
export interface TextSelector {
  readonly exact: string
  readonly prefix: string
  readonly suffix: string
  readonly start: number
  readonly end: number
  readonly block: string
  /** SHA-256 (hex) of the text these offsets belong to. */
  readonly textHash: string
}

/** What a mark lies on: a passage of one language's text, a section (bookmark), or the whole article. */
export type MarkTarget =
  | { readonly type: 'text'; readonly selector: TextSelector }
  | { readonly type: 'section'; readonly section: string }
  | { readonly type: 'article' }

export interface Annotation {
  /** UUID. */
  readonly id: string
  readonly article: string
  readonly lang: Lang
  readonly colour: MarkColour
  /** The note, Markdown; empty for a plain highlight. */
  readonly body: string
  readonly tags: readonly string[]
  /** As made; never overwritten. */
  readonly target: MarkTarget
  /** Where it lies in a newer text, once re-anchored; absent while `target` still holds. */
  readonly current?: TextSelector
  /** ISO 8601 with milliseconds, UTC. */
  readonly created: string
  readonly modified: string
  /** Set when the reader deleted it; kept so that deleting can be undone and merged. */
  readonly deleted?: string
}

/** How sure the app is of a mark's place in today's text. */
export type AnchorState = 'exact' | 'edited' | 'moved' | 'unsure' | 'orphan'

/** A mark together with its place in today's text; `at` is `null` for orphans and for marks without a passage. */
export interface AnchoredAnnotation {
  readonly annotation: Annotation
  readonly state: AnchorState
  readonly at: { readonly start: number; readonly end: number } | null
}
