import { expect, it } from 'vitest'
import { routeOfDeepLink } from '../../main/deep-link.ts'
import { parseRoute } from './routes.ts'
import { shareAddress } from './share-address.ts'

it.each([
  '#/graph',
  '#/graph?view=map&focus=gpt-3',
  '#/graph?view=timeline&select=bert&from=2017&types=derived-from,part-of',
  '#/thread/gpt-family-tree',
  '#/thread/gpt-family-tree/gpt-3',
  '#/article/gpt-3/lead.2',
])('gives the page %s an address in both shells', (href) => {
  const route = parseRoute(href)
  expect(parseRoute(routeOfDeepLink(shareAddress(href, true, 'app://mailuo') ?? '') ?? '')).toEqual(route)
  expect(parseRoute(new URL(shareAddress(href, false, 'http://127.0.0.1:4000') ?? '').hash)).toEqual(route)
})
