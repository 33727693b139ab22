/** Failures of the page stand in the host's log too: a report needs both. */
import { client } from '../client/index.ts'
import { parseRoute } from './routes.ts'

/** A failure in every frame of a drawing must not fill the log. */
const MAX_TOLD = 20
const MAX_TEXT = 4000

let told = 0

/** Tells the host of a failure; what the host already knows, because its call failed, is told by the host itself. */
export function tellFailure(error: unknown): void {
  if (told++ >= MAX_TOLD) return
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const { name } = parseRoute(location.hash) // which view; what was read in it is nobody's business
  client.call('app.failed', { text: `${name}: ${text}`.slice(0, MAX_TEXT) }).catch(() => null)
}

/** Listens for what nothing else catches. */
export function watchFailures(): void {
  window.addEventListener('error', ({ error, message }) => tellFailure(error ?? message))
  window.addEventListener('unhandledrejection', ({ reason }) => tellFailure(reason))
}
