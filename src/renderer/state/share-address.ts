import { graphHref, parseRoute } from './routes.ts'

/**
 * An address that opens a page from elsewhere: in the desktop app, or on this host. `null` where there is none.
 * @param origin Of the loopback host's page.
 */
export function shareAddress(href: string, isDesktop: boolean, origin: string): string | null {
  if (!isDesktop) return `${origin}/${href}`
  const route = parseRoute(href)
  if (route.name === 'graph') return `mailuo://${graphHref(route.view, route.focus, route.look).slice(2)}`
  if (route.name !== 'article' && route.name !== 'thread') return null
  return `mailuo://${route.name}/${route.id}${route.place ? `#${route.place}` : ''}`
}
