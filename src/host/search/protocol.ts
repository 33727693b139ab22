/** Messages between the host and its search worker; every request has an id and gets exactly one reply. */
import type { Annotation } from '../../core/annotation/model.ts'
import type { SearchAnswer, SearchRequest } from '../../core/search/model.ts'

export type WorkerRequest = { readonly id: number } & (
  | { readonly do: 'query'; readonly request: SearchRequest }
  | { readonly do: 'set-notes'; readonly notes: readonly Annotation[] }
  | { readonly do: 'put-note'; readonly note: Annotation }
  | { readonly do: 'remove-note'; readonly noteId: string }
  | { readonly do: 'load' }
)

export type WorkerReply = { readonly id: number } & (
  { readonly ok: true; readonly answer?: SearchAnswer } | { readonly ok: false; readonly message: string }
)

export type WorkerMessage = WorkerReply | { readonly log: string }

/** What the worker is started with. */
export interface WorkerSetup {
  readonly packFolder: string
}
