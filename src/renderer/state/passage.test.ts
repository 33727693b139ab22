import { expect, test } from 'vitest'
import { routeOfDeepLink } from '../../main/deep-link.ts'
import { passagePlace, readPassagePlace } from './passage.ts'
import { articleHref, parseRoute } from './routes.ts'
import { shareAddress } from './share-address.ts'

const passage = { block: 'how-it-works.12', lang: 'zh', start: 3, end: 140 } as const

test('reads the place of a passage as it was written', () => {
  expect(readPassagePlace(passagePlace(passage))).toEqual(passage)
})

test.each(['how-it-works', 'lead.1', 'ref-vaswani2017', 'lead.1.de.0-4', 'lead.1.zh.9-4', 'lead.1.zh.4'])(
  'takes %s for no passage',
  (place) => {
    expect(readPassagePlace(place)).toBeNull()
  },
)

test('names a passage so that each shell finds it again', () => {
  const href = articleHref('gpt-3', passagePlace(passage))
  const route = parseRoute(href)
  const inBrowser = shareAddress(href, false, 'http://127.0.0.1:4000')
  expect(parseRoute(new URL(inBrowser ?? '').hash)).toEqual(route)
  const inApp = shareAddress(href, true, 'app://mailuo')
  expect(parseRoute(routeOfDeepLink(inApp ?? '') ?? '')).toEqual(route)
})
