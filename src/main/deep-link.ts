/**
 * Reads `mailuo://article/gpt-3#how-it-works`, or `mailuo://graph?view=map`, into the page's own route; `null` for
 * anything else. The parts are
 * matched against what ids and sections look like, never used as a path.
 */
export function routeOfDeepLink(link: string): string | null {
  const view = /^mailuo:\/\/graph\/?\?([a-z0-9=&,.%_-]{1,2000})$/i.exec(link)?.[1]
  if (view !== undefined) return `#/graph?${view}`
  const found = /^mailuo:\/\/(article|thread)\/([a-z0-9-]{1,80})\/?(?:#([a-z0-9.-]{1,80}))?$/.exec(link)
  if (!found) return null
  const [, name = '', id = '', place] = found
  return `#/${name}/${id}${place === undefined ? '' : `/${place}`}`
}
