import { parseRoute } from '../state/routes.ts'

/** What a page can say of itself in an address. */
interface Here {
  readonly isDesktop: boolean
  readonly origin: string
}

const here = (): Here => ({ isDesktop: Boolean(window.mailuoPort), origin: location.origin })

/** An address that opens a page from elsewhere: in the desktop app, or on this host. `null` where there is none. */
export function shareAddress(href: string, { isDesktop, origin } = here()): string | null {
  if (!isDesktop) return `${origin}/${href}`
  const route = parseRoute(href)
  if (route.name === 'thread') return `mailuo://thread/${route.id}`
  return route.name === 'article' ? `mailuo://article/${route.id}${route.place ? `#${route.place}` : ''}` : null
}
