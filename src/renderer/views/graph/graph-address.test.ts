import { describe, expect, it } from 'vitest'
import { graphHref, parseRoute } from '../../state/routes.ts'
import { FIRST_LOOK, readLook, writeLook, type GraphLook } from './graph-address.ts'
import { NO_FILTER } from './graph-filter.ts'

const LOOK: GraphLook = {
  filter: { ...NO_FILTER, hiddenIds: new Set(['bert', 't5']), period: { from: 2017, to: 2021.5 }, company: 'openai' },
  select: 'gpt-3',
  target: 'chatgpt',
  at: '2020-05-28',
  question: { kind: 'common', a: 'codex', b: 'chatgpt' },
  along: 'ideas',
  hops: 3,
}

describe('a view of the graph in an address', () => {
  it('is empty for the first look', () => expect(writeLook(FIRST_LOOK)).toBe(''))

  it('comes back from the address bar as it was', () => {
    const route = parseRoute(graphHref('map', 'gpt-1', writeLook(LOOK)))
    expect(route).toMatchObject({ name: 'graph', view: 'map', focus: 'gpt-1' })
    expect(route.name === 'graph' && readLook(route.look)).toEqual(LOOK)
  })

  it.each(['led~gpt-3', 'common~codex~chatgpt', 'changed~2019~2021'])('asks %s again', (ask) =>
    expect(writeLook(readLook(`ask=${ask}`))).toBe(`ask=${ask}`),
  )

  it.each(['led', 'common~codex', 'changed~2021~2019', 'changed~x~y', 'why~not'])('asks nothing by %s', (ask) =>
    expect(readLook(`ask=${ask}`)).toEqual(FIRST_LOOK),
  )

  it('takes what it cannot read for the first look', () => {
    expect(readLook('hops=9&along=nowhere&path=&select=&from=x&types=nothing-like-it')).toEqual({
      ...FIRST_LOOK,
      filter: { ...NO_FILTER, hiddenTypes: new Set() },
    })
  })

  it('has an address without any look', () => expect(graphHref('ego', 'gpt-3')).toBe('#/graph?view=ego&focus=gpt-3'))
})
