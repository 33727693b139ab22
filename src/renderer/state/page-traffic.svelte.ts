/** What this page itself can tell of requests to elsewhere: the host does not see what the browser stopped or let out. */
import { SvelteSet } from 'svelte/reactivity'

class PageTraffic {
  /** Requests that the page's policy stopped. */
  blocked = $state(0)
  private readonly foreign = new SvelteSet<string>()

  constructor() {
    window.addEventListener('securitypolicyviolation', () => {
      this.blocked++
    })
    new PerformanceObserver((list) => {
      for (const { name } of list.getEntries()) {
        if (new URL(name, location.href).host !== location.host) this.foreign.add(name)
      }
    }).observe({ type: 'resource', buffered: true })
  }

  /** Requests to elsewhere that were answered. */
  get allowed(): number {
    return this.foreign.size
  }
}

export const pageTraffic = new PageTraffic()
