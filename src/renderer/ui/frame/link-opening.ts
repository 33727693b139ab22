/** Links of the page behave as a browser's: a new tab by Ctrl, Command or the middle button, more by their menu. */
import { copyText } from '../../dom/copy.ts'
import { marksAt } from '../../dom/highlights.ts'
import { stopOf } from '../../dom/thread-dates.ts'
import { router } from '../../state/router.svelte.ts'
import { graphHref } from '../../state/routes.ts'
import { shareAddress } from '../../state/share-address.ts'
import { isDesktop } from '../../state/shell-kind.ts'
import { workspace } from '../../state/workspace.svelte.ts'
import { t } from '../../strings/index.svelte.ts'
import { menu } from './menu.svelte.ts'

/** The link under an event, if it leads to a page of the app; a date in the text of an article or a thread is one. */
function linkOf(event: Event): { link: Element; href: string } | null {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  const href = link?.getAttribute('href') ?? ''
  return link && href.startsWith('#/') ? { link, href } : dateOf(event)
}

/**
 * The date under an event, and its way to the timeline. It is no link in the text, so that Tab does not stop at each
 * of a hundred: by keys one gets to them through the list of the text's dates.
 */
function dateOf({ target }: Event): { link: HTMLTimeElement; href: string } | null {
  const link = target instanceof Element ? target.closest<HTMLTimeElement>('.prose time[datetime]') : null
  const { route } = router
  if (!link || (route.name !== 'article' && route.name !== 'thread')) return null
  const about = route.name === 'article' ? route.id : stopOf(link)
  return { link, href: graphHref('timeline', about, `at=${link.dateTime}`) }
}

/** For `pointerover`: says where a date leads. */
export function hintDate(event: Event): void {
  const date = dateOf(event)
  if (date) date.link.title = t('article.onTimeline')
}

/** For `click`: goes to the date on the timeline. Words being selected, and marks over the date, come first. */
export function openDate(event: MouseEvent): void {
  const date = dateOf(event)
  if (!date || event.defaultPrevented || getSelection()?.isCollapsed === false) return
  if (marksAt(event.clientX, event.clientY).length > 0) return
  router.go(date.href)
}

/** For `click` and `auxclick`, before the link's own handlers: they mean the plain click. */
export function openInTab(event: MouseEvent): void {
  const found = linkOf(event)
  const isMiddle = event.type === 'auxclick' && event.button === 1
  const isHeld = event.type === 'click' && (event.ctrlKey || event.metaKey)
  if (!found || !(isMiddle || isHeld)) return
  event.preventDefault()
  event.stopPropagation()
  workspace.open(found.href, { inBackground: !event.shiftKey })
}

/** For `contextmenu`: what can be done with a link. With Shift the browser's own menu stays. */
export function showLinkMenu(event: MouseEvent): void {
  const found = linkOf(event)
  if (!found || event.shiftKey || event.defaultPrevented) return
  const { link, href } = found
  const address = shareAddress(href, isDesktop, location.origin)
  menu.show(event, link, t('tabs.linkMenu'), [
    { text: t('tabs.openTab'), run: () => workspace.open(href, { inBackground: true }) },
    { text: t('tabs.openBeside'), run: () => workspace.openBeside(href) },
    ...(address === null ? [] : [{ text: t('tabs.copyLink'), run: () => void copyText(address) }]),
  ])
}
