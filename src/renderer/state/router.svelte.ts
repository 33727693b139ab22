import { parseRoute } from './routes.ts'
import { workspace } from './workspace.svelte.ts'

/** Where the reader is: the page in the pane that has the keys. */
class Router {
  readonly href = $derived(workspace.href)
  readonly route = $derived(parseRoute(this.href))

  /** Goes to an address; `replace` leaves no step in the history (as one types). */
  go(href: string, options: { readonly replace?: boolean } = {}): void {
    workspace.go(href, options)
  }
}

export const router = new Router()
