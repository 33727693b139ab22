import { AppError } from '../../contract/errors.ts'
import { isStringKey, t } from '../strings/index.svelte.ts'

/**
 * The words of a failure, for a sentence to a person: in the language of the interface where the host gives a reason
 * (`FailureReason`) or its code says enough, else as they came. The host's log keeps the rest.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof AppError)) return error instanceof Error ? error.message : String(error)
  const { reason, ...values } = (error.data ?? {}) as Readonly<Record<string, string | number>>
  const key = `failure.${reason ?? `code-${error.code}`}`
  return isStringKey(key) ? t(key, values) : error.message
}
