import { parseRoute } from './routes.ts'

/** Where the reader is: follows the address bar, and moves it. */
class Router {
  href = $state(location.hash || '#/')
  readonly route = $derived(parseRoute(this.href))

  constructor() {
    window.addEventListener('hashchange', () => {
      this.href = location.hash || '#/'
    })
  }

  /** Goes to an address; `replace` leaves no step in the history (as one types). */
  go(href: string, { replace = false } = {}): void {
    if (replace) {
      history.replaceState(null, '', href)
      this.href = href
    } else {
      location.hash = href
    }
  }
}

export const router = new Router()
