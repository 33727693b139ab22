import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GraphEdge, GraphNode, Kind } from '../corpus/model.ts'
import { layoutLineage, LINEAGE_NODE_HEIGHT } from './lineage.ts'
import { LINEAGE_TYPES } from './lines.ts'
import { present } from '../../../test/present.ts'

const node = (id: string, date: string | null, lane: string | null = 'openai', kind: Kind = 'model'): GraphNode => ({
  id,
  kind,
  name: { zh: id, en: id },
  date,
  degree: 0,
  lane,
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
const options = { labelWidth: (n: GraphNode) => n.id.length * 7, minWidth: 900 }
const company = (id: string) => node(id, null, null, 'company')

const family = {
  nodes: [
    company('openai'),
    company('google'),
    company('deepmind'),
    node('gpt-1', '2018-06'),
    node('gpt-2', '2019-02-14'),
    node('gpt-3', '2020-05-28'),
    node('beta', null),
    node('instructgpt', '2022-01-27'),
    node('lamda', '2021-05', 'google'),
    node('alphago', '2016-01', 'deepmind'),
    node('lonely', '2015', 'nobody'),
    node('rlhf', '2017-06', null, 'method'),
  ],
  edges: [
    edge('gpt-2', 'successor-of', 'gpt-1'),
    edge('gpt-3', 'successor-of', 'gpt-2'),
    edge('gpt-3', 'inspired-by', 'gpt-2'),
    edge('beta', 'derived-from', 'gpt-3'),
    edge('instructgpt', 'variant-of', 'beta'),
    edge('instructgpt', 'uses-method', 'rlhf'),
    edge('lamda', 'inspired-by', 'gpt-3'),
    edge('deepmind', 'part-of', 'google'),
  ],
}

const anyGraph = fc.integer({ min: 0, max: 40 }).chain((count) => {
  const ids = Array.from({ length: count }, (_, i) => `m${String(i)}`)
  const date = fc.option(
    fc.tuple(fc.integer({ min: 1990, max: 2025 }), fc.integer({ min: 1, max: 12 })).map(([y, m]) => {
      return `${String(y)}-${String(m).padStart(2, '0')}`
    }),
  )
  return fc.record({
    nodes: fc.tuple(
      ...ids.map((id) => fc.tuple(date, fc.constantFrom('a', 'b', null)).map(([d, l]) => node(id, d, l))),
    ),
    edges:
      count === 0
        ? fc.constant([])
        : fc.array(
            fc
              .tuple(fc.constantFrom(...ids), fc.constantFrom(...LINEAGE_TYPES), fc.constantFrom(...ids))
              .map(([from, type, to]) => edge(from, type, to)),
            { maxLength: 60 },
          ),
  })
})

describe('layoutLineage', () => {
  it('is empty for an empty graph', () => {
    expect(layoutLineage({ nodes: [], edges: [] }, options)).toMatchObject({
      height: 0,
      lanes: [],
      nodes: [],
      edges: [],
    })
  })

  it('gives an organisation a lane, its subsidiaries with it, and the rest one lane together', () => {
    const { lanes } = layoutLineage(family, options)
    expect(lanes.map((lane) => [lane.company, lane.count])).toEqual([
      ['openai', 5],
      ['google', 2],
      [null, 1],
    ])
  })

  it('shows models and products only, and only lineage', () => {
    const { nodes, edges } = layoutLineage(family, options)
    expect(nodes.map((n) => n.id)).not.toContain('rlhf')
    expect(edges.map((e) => `${e.from}>${e.to}`)).toEqual([
      'beta>instructgpt',
      'gpt-1>gpt-2',
      'gpt-2>gpt-3',
      'gpt-3>beta',
      'gpt-3>lamda',
    ])
  })

  it('joins several relations of one pair in one line', () => {
    const { edges } = layoutLineage(family, options)
    expect(edges.find((e) => e.to === 'gpt-3')?.types).toEqual(['successor-of', 'inspired-by'])
  })

  it('keeps a child on its parent’s track', () => {
    const { nodes } = layoutLineage(family, options)
    const track = (id: string) => nodes.find((n) => n.id === id)?.track
    expect([track('gpt-1'), track('gpt-2'), track('gpt-3')]).toEqual([0, 0, 0])
  })

  it('stands an undated node between its forebear and its offspring', () => {
    const { nodes } = layoutLineage(family, options)
    const at = (id: string) => present(nodes.find((n) => n.id === id))
    expect(at('beta').undated).toBe(true)
    expect(at('beta').x).toBeGreaterThan(at('gpt-3').x)
    expect(at('beta').x).toBeLessThan(at('instructgpt').x)
  })

  it('stands an undated node without relatives at the beginning of its maker', () => {
    const { nodes } = layoutLineage({ ...family, nodes: [...family.nodes, node('playground', null)] }, options)
    const at = (id: string) => present(nodes.find((n) => n.id === id))
    expect(at('playground').x).toBe(at('gpt-1').x)
    expect(at('playground').track).not.toBe(at('gpt-1').track)
    expect(at('gpt-2').track).toBe(at('gpt-1').track)
  })

  it('does not move a node when a relation type is filtered out', () => {
    const few = layoutLineage(family, { ...options, types: new Set(['derived-from']) })
    expect(few.nodes).toEqual(layoutLineage(family, options).nodes)
    expect(few.edges.map((e) => e.to)).toEqual(['beta'])
  })

  it('lets no node touch another, and never puts a dated node before its date', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const { nodes, lanes } = layoutLineage(graph, options)
        expect(nodes).toHaveLength(graph.nodes.length)
        for (const [i, a] of nodes.entries()) {
          const lane = present(lanes[a.lane])
          expect(a.y - LINEAGE_NODE_HEIGHT / 2).toBeGreaterThanOrEqual(lane.y)
          expect(a.y + LINEAGE_NODE_HEIGHT / 2).toBeLessThanOrEqual(lane.y + lane.height)
          for (const b of nodes.slice(i + 1)) {
            const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || Math.abs(a.y - b.y) >= LINEAGE_NODE_HEIGHT
            expect(apart, `${a.id} and ${b.id}`).toBe(true)
          }
        }
      }),
    )
  })

  it('does not depend on the order of nodes and edges, and survives cycles and self-loops', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const turned = { nodes: [...graph.nodes].reverse(), edges: [...graph.edges].reverse() }
        expect(layoutLineage(turned, options).nodes).toEqual(layoutLineage(graph, options).nodes)
      }),
    )
  })

  it('routes a line under as few nodes as it can', () => {
    const { edges } = layoutLineage(family, options)
    expect(edges.map((e) => e.crossed)).toEqual(edges.map(() => 0))
  })
})
