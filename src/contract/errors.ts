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
