import { parseRoute } from '../state/routes.ts'

/** An address that opens a page from elsewhere: in the desktop app, or on this host. `null` where there is none. */
export function shareAddress(href: string): string | null {
  if (!window.mailuoPort) return `${location.origin}/${href}`
  const route = parseRoute(href)
  if (route.name === 'thread') return `mailuo://thread/${route.id}`
  return route.name === 'article' ? `mailuo://article/${route.id}${route.place ? `#${route.place}` : ''}` : null
}
