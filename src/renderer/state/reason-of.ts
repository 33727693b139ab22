import { AppError } from '../../contract/errors.ts'
import { isStringKey, t } from '../strings/index.svelte.ts'

/**
 * The words of a failure, for a sentence to a person: in the language of the interface where the host says what it was
 * (`reason` of an error's data, with what else stands there filled in), else the host's own.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof AppError) {
    const { reason, ...values } = (error.data ?? {}) as Readonly<Record<string, string | number>>
    const key = `failure.${String(reason)}`
    if (reason !== undefined && isStringKey(key)) return t(key, values)
  }
  return error instanceof Error ? error.message : String(error)
}
