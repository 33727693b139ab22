import { describe, expect, it } from 'vitest'
import { articleHref, parseRoute, sameLanguage } from './routes.ts'

describe('the address of an article', () => {
  it('says what it was made from', () => {
    expect(parseRoute(articleHref('gpt-3', 'lead.2', 'en'))).toEqual({
      name: 'article',
      id: 'gpt-3',
      place: 'lead.2',
      lang: 'en',
    })
    expect(parseRoute('#/article/gpt-3?in=fr')).toEqual({ name: 'article', id: 'gpt-3', place: null, lang: null })
  })
})

describe('sameLanguage', () => {
  it.each([
    ['from an article opened in a language', '#/article/bert', '#/article/gpt-3?in=en', '#/article/bert?in=en'],
    ['from one in the usual language', '#/article/bert', '#/article/gpt-3', '#/article/bert'],
    ['to one that asks for its own', '#/article/bert?in=zh', '#/article/gpt-3?in=en', '#/article/bert?in=zh'],
    ['to another kind of page', '#/notes', '#/article/gpt-3?in=en', '#/notes'],
  ])('leads %s', (_, href, from, wanted) => expect(sameLanguage(href, from)).toBe(wanted))
})
