import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KINDS, RELATION_TYPES, type GraphEdge, type GraphNode, type Kind } from '../corpus/model.ts'
import type { EgoLayout, Hops } from './ego-model.ts'
import { layoutEgo } from './ego.ts'
import { indexGraph } from './neighbourhood.ts'
import { sectorOf } from './sectors.ts'
import { present } from '../../../test/present.ts'

const node = (id: string, kind: Kind = 'model', date: string | null = null, degree = 1): GraphNode => ({
  id,
  kind,
  name: { zh: id, en: id },
  date,
  degree,
  lane: null,
  x: 0,
  y: 0,
})
const edge = (from: string, type: GraphEdge['type'], to: string): GraphEdge => ({
  from,
  to,
  type,
  since: null,
  source: 'known',
})

const options = (hops: Hops) => ({
  hops,
  labelWidth: (n: GraphNode, hop: number) => n.id.length * present([10, 7, 6, 6][hop]),
  minWidth: 800,
  minHeight: 600,
})

const family = indexGraph({
  nodes: [
    node('gpt-2', 'model', '2019'),
    node('gpt-3', 'model', '2020'),
    node('codex', 'model', '2021'),
    node('instructgpt', 'model', '2022'),
    node('rlhf', 'method'),
    node('pretraining', 'method'),
    node('webtext', 'dataset'),
    node('openai', 'company'),
    node('sam-altman', 'person'),
  ],
  edges: [
    edge('gpt-3', 'successor-of', 'gpt-2'),
    edge('codex', 'derived-from', 'gpt-3'),
    edge('instructgpt', 'derived-from', 'gpt-3'),
    edge('instructgpt', 'uses-method', 'rlhf'),
    edge('gpt-3', 'uses-method', 'pretraining'),
    edge('gpt-3', 'trained-on', 'webtext'),
    edge('gpt-3', 'developed-by', 'openai'),
    edge('openai', 'founded-by', 'sam-altman'),
    edge('gpt-3', 'part-of', 'gpt-3'),
  ],
})

const sectorsOf = (layout: EgoLayout) =>
  Object.fromEntries(layout.nodes.filter((n) => n.hop === 1).map((n) => [n.id, n.sector]))

describe('sectorOf', () => {
  it('keeps ideas above works, but lets ideas come from ideas', () => {
    expect(sectorOf('variant-of', 'out', 'model', 'method')).toBe('methods')
    expect(sectorOf('variant-of', 'out', 'method', 'concept')).toBe('past')
    expect(sectorOf('uses-method', 'in', 'method', 'model')).toBe('future')
  })
})

describe('layoutEgo', () => {
  it('is null for an unknown node', () => {
    expect(layoutEgo(family, 'nothing', options(1))).toBeNull()
  })

  it('puts neighbours where they belong', () => {
    const layout = present(layoutEgo(family, 'gpt-3', options(1)))
    expect(sectorsOf(layout)).toEqual({
      'gpt-2': 'past',
      codex: 'future',
      instructgpt: 'future',
      pretraining: 'methods',
      webtext: 'ground',
      openai: 'ground',
    })
    const at = (id: string) => present(layout.nodes.find((n) => n.id === id))
    expect(at('gpt-2').x).toBeLessThan(at('gpt-3').x)
    expect(at('codex').x).toBeGreaterThan(at('gpt-3').x)
    expect(at('pretraining').y).toBeLessThan(at('gpt-3').y)
    expect(at('openai').y).toBeGreaterThan(at('gpt-3').y)
    expect(at('codex').y).toBeLessThan(at('instructgpt').y)
  })

  it('adds what lies behind a neighbour with the second hop', () => {
    const hop2 = present(layoutEgo(family, 'gpt-3', options(2))).nodes.filter((n) => n.hop === 2)
    expect(hop2.map((n) => [n.id, n.parent])).toEqual([
      ['rlhf', 'instructgpt'],
      ['sam-altman', 'openai'],
    ])
  })

  it('shows a lonely node alone', () => {
    const alone = present(layoutEgo(indexGraph({ nodes: [node('a')], edges: [] }), 'a', options(3)))
    expect(alone.nodes).toHaveLength(1)
    expect(alone.bands).toEqual([])
  })

  it('counts what a hub has no room for', () => {
    const many = Array.from({ length: 3000 }, (_, i) => node(`m${String(i)}`, 'model', null, i))
    const hub = indexGraph({
      nodes: [node('hub', 'company'), ...many],
      edges: many.map((m) => edge(m.id, 'developed-by', 'hub')),
    })
    const layout = present(layoutEgo(hub, 'hub', options(2)))
    expect(layout.bands[0]).toMatchObject({ sector: 'future', count: 3000, more: 2988 })
    expect(layout.nodes.some((n) => n.id === 'm2999')).toBe(true)
  })

  it('shows less where there is less room, and says how much', () => {
    const many = Array.from({ length: 40 }, (_, i) => node(`m${String(i)}`))
    const hub = indexGraph({ nodes: [node('hub'), ...many], edges: many.map((m) => edge(m.id, 'derived-from', 'hub')) })
    const small = present(layoutEgo(hub, 'hub', { ...options(1), minHeight: 0, wishHeight: 420 }))
    expect(small.height).toBeLessThanOrEqual(420)
    expect(small.nodes.length - 1 + small.more).toBe(40)
  })

  it('keeps to the chosen kinds and relations', () => {
    const chosen = {
      ...options(2),
      types: new Set(['derived-from'] as const),
      shows: (node: GraphNode) => node.kind === 'model',
    }
    expect(Object.keys(sectorsOf(present(layoutEgo(family, 'gpt-3', chosen))))).toEqual(['codex', 'instructgpt'])
  })

  it('lets nothing overlap, shows each entity once and keeps all of it in the picture', () => {
    const ids = Array.from({ length: 24 }, (_, i) => `n${String(i)}${'x'.repeat((i * 7) % 19)}`)
    const anyIndex = fc
      .record({
        kinds: fc.array(fc.constantFrom(...KINDS), { minLength: ids.length, maxLength: ids.length }),
        edges: fc.array(
          fc
            .tuple(fc.constantFrom(...ids), fc.constantFrom(...RELATION_TYPES), fc.constantFrom(...ids))
            .map(([from, type, to]) => edge(from, type, to)),
          { maxLength: 120 },
        ),
      })
      .map(({ kinds, edges }) => indexGraph({ nodes: ids.map((id, i) => node(id, kinds[i])), edges }))
    fc.assert(
      fc.property(anyIndex, fc.constantFrom<Hops>(1, 2, 3), (index, hops) => {
        const layout = present(layoutEgo(index, present(ids[0]), options(hops)))
        expect(new Set(layout.nodes.map((n) => n.id)).size).toBe(layout.nodes.length)
        for (const [i, a] of layout.nodes.entries()) {
          expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0)
          expect(a.x + a.width / 2).toBeLessThanOrEqual(layout.width)
          expect(a.y - a.height / 2).toBeGreaterThanOrEqual(0)
          expect(a.y + a.height / 2).toBeLessThanOrEqual(layout.height)
          for (const b of layout.nodes.slice(i + 1)) {
            const apart =
              Math.abs(a.x - b.x) >= (a.width + b.width) / 2 - 0.2 ||
              Math.abs(a.y - b.y) >= (a.height + b.height) / 2 - 0.2
            expect(apart, `${a.id} and ${b.id}`).toBe(true)
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})
