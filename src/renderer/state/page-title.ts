import { corpus } from './corpus.svelte.ts'
import { parseRoute, type Route } from './routes.ts'
import { settings } from './settings.svelte.ts'
import { threads } from './threads.svelte.ts'
import { t } from '../strings/index.svelte.ts'

/** What a page is called in tabs, menus and the window's title; reactive, as names follow the interface's language. */
export function pageTitle(href: string): string {
  return routeTitle(parseRoute(href))
}

function routeTitle(route: Route): string {
  const { lang } = settings
  switch (route.name) {
    case 'article':
      return corpus.name(route.id, route.lang ?? lang)
    case 'thread':
      return threads.find(route.id)?.title[lang] ?? t('frame.unknownPage')
    case 'search':
      return route.query ? `${t('nav.search')}: ${route.query}` : t('nav.search')
    case 'graph': {
      const place = t(route.view === 'timeline' ? 'graph.timeline' : 'nav.graph')
      return route.focus ? `${place}: ${corpus.name(route.focus, lang)}` : place
    }
    case 'backups':
      return t('backups.title')
    case 'editions':
      return t('editions.title')
    case 'privacy':
      return t('privacy.title')
    case 'unknown':
      return t('frame.unknownPage')
    default:
      return t(`nav.${route.name}`)
  }
}
