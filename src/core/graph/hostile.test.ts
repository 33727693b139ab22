/** Graphs that nobody should make, but an imported corpus may hold: every reading gives a picture of them, or an empty one. */
import { describe, expect, it } from 'vitest'
import type { CompiledGraph, GraphEdge, GraphNode, RelationType } from '../corpus/model.ts'
import {
  arrangeMap,
  indexGraph,
  layoutEgo,
  layoutLineage,
  sensiblePaths,
  shortestPaths,
  toDot,
  toGraphml,
  trunk,
} from './index.ts'

const node = (i: number, date: string | null, label = `m${String(i)}`): GraphNode => ({
  ...{ id: `m${String(i)}`, kind: 'model', name: { zh: label, en: label }, date, degree: 1, lane: null, x: 0, y: 0 },
})
const edge = (from: number, to: number, type: RelationType = 'derived-from'): GraphEdge => ({
  ...{ from: `m${String(from)}`, to: `m${String(to)}`, type, since: null, source: 'known' },
})
const nodes = (n: number, date: string | null = '2020') => Array.from({ length: n }, (_, i) => node(i, date))
const edges = (n: number, make: (i: number) => GraphEdge) => Array.from({ length: n }, (_, i) => make(i))
const LONG = 'a very long name of a model '.repeat(11).slice(0, 300)
const RTL = 'نموذج لغوي كبير'
const TYPES = ['derived-from', 'successor-of', 'variant-of', 'inspired-by'] as const

const HOSTILE: Readonly<Record<string, CompiledGraph>> = {
  'no node at all': { nodes: [], edges: [] },
  'one cycle of 500': { nodes: nodes(500), edges: edges(500, (i) => edge(i, (i + 1) % 500)) },
  'self-loops': { nodes: nodes(200), edges: edges(200, (i) => edge(i, i)) },
  'nothing dated': { nodes: nodes(500, null), edges: edges(499, (i) => edge(i + 1, i >> 1, 'successor-of')) },
  '4,000 parallel edges': { nodes: nodes(2), edges: edges(4000, (i) => edge(1, 0, TYPES[i % TYPES.length])) },
  'a hub of 3,000 neighbours': { nodes: nodes(3001), edges: edges(3000, (i) => edge(i + 1, 0)) },
  'names of 300 letters, right to left': {
    nodes: nodes(100).map((_, i) => node(i, '2020', i % 2 ? LONG : RTL)),
    edges: edges(99, (i) => edge(i + 1, i)),
  },
}

describe.each(Object.entries(HOSTILE))('a graph of %s', (_, graph) => {
  const index = indexGraph(graph)
  const ids = graph.nodes.map(({ id }) => id).sort()
  const labelWidth = ({ name }: GraphNode) => name.en.length * 6.6

  it('is drawn on the map: each node once, at a place', () => {
    const { positions, width, height } = arrangeMap(graph.nodes, graph.edges)
    expect([...positions.keys()].sort()).toEqual(ids)
    for (const { x, y } of positions.values()) {
      expect(x >= 0 && x <= width).toBe(true)
      expect(y >= 0 && y <= height).toBe(true)
    }
  })

  it('is drawn along time: each node once, with lines that have places', () => {
    const layout = layoutLineage(graph, { labelWidth, minWidth: 1000 })
    expect(layout.nodes.map(({ id }) => id).sort()).toEqual(ids)
    expect(layout.nodes.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true)
    expect(layout.edges.filter(({ d }) => /NaN|Infinity|undefined/.test(d))).toEqual([])
  })

  it('is drawn around a node: few neighbours, the others counted', () => {
    const layout = layoutEgo(index, 'm0', { hops: 2, labelWidth, minWidth: 900, minHeight: 600 })
    if (graph.nodes.length === 0) expect(layout).toBeNull()
    const direct = layout?.nodes.filter(({ hop }) => hop === 1).length ?? 0
    const around = new Set(index.at('m0').flatMap(({ from, to }) => [from, to]))
    around.delete('m0')
    expect(direct + (layout?.more ?? 0)).toBe(around.size)
    expect(direct).toBeLessThan(50)
  })

  it('answers how one end led to the other', () => {
    const far = ids.at(-1) ?? 'm1'
    for (const path of [...shortestPaths(index, 'm0', far), ...sensiblePaths(index, 'm0', far, new Set(TYPES))]) {
      const stops = ['m0', ...path.map(({ to }) => to)]
      expect(new Set(stops).size).toBe(stops.length)
      expect(stops.at(-1)).toBe(far)
    }
    expect(trunk(index, far).length).toBeLessThanOrEqual(graph.nodes.length)
  })

  it('can be taken away whole', () => {
    expect(toGraphml({ ...graph, title: '' }).match(/<node /g)?.length ?? 0).toBe(graph.nodes.length)
    expect(toDot({ ...graph, title: '' }, 'en').match(/ -> /g)?.length ?? 0).toBe(graph.edges.length)
  })
})
