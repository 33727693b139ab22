/** Messages between the host and its search worker. Every request has an id and gets exactly one reply. */
import type { IndexState } from '../../contract/methods.ts'
import type { OwnText, SearchAnswer, SearchRequest } from '../../core/search/index.ts'

export type WorkerTask =
  | { readonly do: 'query'; readonly request: SearchRequest }
  | { readonly do: 'set-own'; readonly texts: readonly OwnText[] }
  | { readonly do: 'put-own'; readonly text: OwnText }
  | { readonly do: 'remove-own'; readonly textId: string }
  /** Replied to when texts are searched, not only names. */
  | { readonly do: 'load' }

export type WorkerRequest = (WorkerTask & { readonly id: number }) | { readonly do: 'cancel'; readonly id: number }

export type WorkerReply = { readonly id: number } & (
  { readonly ok: true; readonly answer: SearchAnswer | null } | { readonly ok: false; readonly message: string }
)

export type WorkerMessage = WorkerReply | { readonly log: string } | { readonly index: IndexState }

/** What a worker is started with: `serve` answers, `build` makes an index, posts its text and ends. */
export interface WorkerSetup {
  readonly packFolder: string
  readonly role: 'serve' | 'build'
}

/**
 * The worker's short-lived objects may take this much: left alone V8 keeps several times as much for good, and searches
 * are no faster for it. Unit: megabytes.
 */
export const WORKER_LIMITS = { maxYoungGenerationSizeMb: 8 } as const
