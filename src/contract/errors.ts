import type { PackProblem } from './packs.ts'

/**
 * The closed list of errors that may cross the seam. Anything else becomes `internal`: its text and stack stay in the
 * host's log.
 */
export const ERROR_CODES = [
  'bad-request',
  'unknown-method',
  'not-found',
  'cancelled',
  'conflict',
  'disconnected',
  'version',
  'storage',
  'not-ready',
  'internal',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** What a failure was, where there are words for it in each language (failures.ts). */
export type FailureReason =
  | 'anki-damaged'
  | 'anki-no-package'
  | 'anki-no-sqlite'
  | 'anki-too-much'
  | 'anki-too-large'
  | 'app-running'
  | 'backup-damaged'
  | 'backup-gone'
  | 'card-gone'
  | 'card-unusable'
  | 'cards-incomplete'
  | 'corpus-format'
  | 'corpus-unreadable'
  | 'edition-gone'
  | 'entry-gone'
  | 'file-gone'
  | 'flag-no-number'
  | 'folder-contested'
  | 'folder-unwritable'
  | 'import-no-annotations'
  | 'import-no-json'
  | 'import-too-deep'
  | 'import-too-large'
  | 'import-too-much'
  | 'markup-refused'
  | 'newer-format'
  | 'not-readable'
  | 'not-saved'
  | 'note-deleted'
  | 'note-gone'
  | 'nothing-to-undo'
  | 'port-in-use'
  | 'port-unusable'
  | 'search-failed'
  | 'search-missing'
  | 'search-stopped'
  | 'start-failed'
  | 'text-damaged'
  | 'text-unreachable'
  | `pack-${PackProblem}`

/**
 * A failure with a code from the closed list.
 * @param message For people: what happened, what is safe, what to do next.
 * @param data    JSON value with details a view can use, e.g. `{ id }` of what was not found.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly data?: unknown

  constructor(code: ErrorCode, message: string, data?: unknown, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
    this.data = data
  }
}

/**
 * A failure that the page tells in the reader's language.
 * @param message For people who read the log, or where the page has no words: what happened, what is safe, what to do.
 * @param values  What the page's words are filled in with, e.g. `{ file }`.
 */
export function failure(
  code: ErrorCode,
  reason: FailureReason,
  message: string,
  values: Readonly<Record<string, string | number>> = {},
  options?: { cause?: unknown },
): AppError {
  return new AppError(code, message, { ...values, reason }, options)
}
