import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RELATION_TYPES, type CompiledGraph, type GraphEdge, type Kind, type RelationType } from '../corpus/model.ts'
import {
  descent,
  describePath,
  foldable,
  indexGraph,
  neighbours,
  shortestPath,
  shortestPaths,
  trunk,
} from './neighbourhood.ts'
import { present } from '../../../test/present.ts'

type Line = readonly [string, RelationType, string]

function graph(
  lines: readonly Line[],
  dates: Record<string, string> = {},
  kinds: Record<string, Kind> = {},
): CompiledGraph {
  const ids = [...new Set([...lines.flatMap(([a, , b]) => [a, b]), ...Object.keys(dates)])]
  return {
    nodes: ids.map((id) => ({
      id,
      kind: kinds[id] ?? 'model',
      name: { zh: id, en: id },
      date: dates[id] ?? null,
      degree: 0,
      lane: null,
      x: 0,
      y: 0,
    })),
    edges: lines.map(([from, type, to]): GraphEdge => ({ from, type, to, since: null, source: 'known' })),
  }
}

const family = indexGraph(
  graph(
    [
      ['gpt-2', 'successor-of', 'gpt-1'],
      ['gpt-3', 'successor-of', 'gpt-2'],
      ['codex', 'derived-from', 'gpt-3'],
      ['instructgpt', 'derived-from', 'gpt-3'],
      ['instructgpt', 'uses-method', 'rlhf'],
      ['sparrow', 'uses-method', 'rlhf'],
      ['sparrow', 'prerequisite-of', 'codex'],
      ['gpt-3', 'variant-of', 'neural-network'],
    ],
    { 'gpt-1': '2018-06', 'gpt-2': '2019-02', 'gpt-3': '2020-05-28', codex: '2021-07' },
    { rlhf: 'method', 'neural-network': 'concept' },
  ),
)

describe('neighbours', () => {
  it('sees relations from both ends and can be held to types', () => {
    expect(neighbours(family, 'gpt-3', new Set(['successor-of'])).map((n) => [n.id, n.direction])).toEqual([
      ['gpt-2', 'out'],
    ])
    expect(neighbours(family, 'rlhf').map((n) => [n.id, n.direction])).toEqual([
      ['instructgpt', 'in'],
      ['sparrow', 'in'],
    ])
  })

  it('leaves out self-loops, unknown ends and unknown ids', () => {
    const odd = indexGraph({
      ...graph([['a', 'part-of', 'a']]),
      edges: [
        { from: 'a', to: 'a', type: 'part-of', since: null, source: 'known' },
        { from: 'a', to: 'ghost', type: 'part-of', since: null, source: 'known' },
      ],
    })
    expect(neighbours(odd, 'a')).toEqual([])
    expect(neighbours(odd, 'ghost')).toEqual([])
    expect(odd.edges).toHaveLength(1)
  })
})

describe('foldable', () => {
  const hub = indexGraph(
    graph([
      ['leaf', 'variant-of', 'hub'],
      ['leaf', 'derived-from', 'hub'],
      ['loop', 'variant-of', 'hub'],
      ['loop', 'variant-of', 'loop'],
      ['bridge', 'variant-of', 'hub'],
      ['bridge', 'uses-method', 'far'],
    ]),
  )

  it('are the neighbours that are no better connected, each once, however often they are tied', () => {
    expect(foldable(hub, 'hub')).toEqual(['leaf', 'loop', 'bridge'])
    expect(foldable(hub, 'bridge')).toEqual(['far'])
    expect(foldable(hub, 'leaf')).toEqual([])
    expect(foldable(hub, 'unknown')).toEqual([])
  })

  it('are told along the chosen types', () => {
    expect(foldable(hub, 'bridge', new Set(['variant-of']))).toEqual([])
    expect(foldable(hub, 'bridge', new Set(['uses-method']))).toEqual(['far'])
  })
})

describe('shortestPath', () => {
  it('leads from one entity to another, with the relation of each step', () => {
    const path = present(shortestPath(family, 'gpt-1', 'codex'))
    const told = describePath(family, path)
    expect(told.stops.map((s) => s.id)).toEqual(['gpt-1', 'gpt-2', 'gpt-3', 'codex'])
    expect(told.steps.map((s) => [s.edge.type, s.forward])).toEqual([
      ['successor-of', false],
      ['successor-of', false],
      ['derived-from', false],
    ])
    expect(told.months).toBe(37)
  })

  it('keeps to the chosen types', () => {
    const step = shortestPath(family, 'sparrow', 'codex')
    expect(step?.map((s) => s.edges[0]?.type)).toEqual(['prerequisite-of'])
    expect(shortestPath(family, 'sparrow', 'codex', new Set(['derived-from']))).toBeNull()
  })

  it('is null for an unknown end, and for one and the same', () => {
    expect(shortestPath(family, 'gpt-1', 'nothing')).toBeNull()
    expect(shortestPath(family, 'gpt-1', 'gpt-1')).toBeNull()
  })

  it('lists all shortest paths, those along lineage first', () => {
    const square = indexGraph(
      graph([
        ['b', 'competes-with', 'a'],
        ['d', 'competes-with', 'b'],
        ['c', 'derived-from', 'a'],
        ['d', 'derived-from', 'c'],
      ]),
    )
    expect(shortestPaths(square, 'a', 'd').map((p) => p.map((s) => s.to))).toEqual([
      ['c', 'd'],
      ['b', 'd'],
    ])
  })

  it('is as short as a plain search finds it, on any graph', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    const anyLine = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...RELATION_TYPES), fc.constantFrom(...ids))
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 20 }), (lines) => {
        const index = indexGraph(graph(lines))
        const naive = distances(lines, 'a')
        for (const id of ids.slice(1)) {
          const path = shortestPath(index, 'a', id)
          expect(path?.length ?? null).toBe(naive.get(id) ?? null)
          for (const [i, step] of (path ?? []).entries()) expect(step.from).toBe(i ? present(path?.[i - 1]).to : 'a')
        }
      }),
    )
  })
})

/** Bellman and Ford, as plainly as it can be written. */
function distances(lines: readonly Line[], from: string): Map<string, number> {
  const found = new Map<string, number>(lines.some(([a, , b]) => a === from || b === from) ? [[from, 0]] : [])
  for (let round = 0; round < 10; round++) {
    for (const [a, , b] of lines) {
      for (const [s, e] of [
        [a, b],
        [b, a],
      ] as const) {
        const here = found.get(s)
        if (here !== undefined && here + 1 < (found.get(e) ?? Infinity)) found.set(e, here + 1)
      }
    }
  }
  return found
}

describe('trunk', () => {
  it('is the line down which an entity came, oldest first', () => {
    expect(describePath(family, trunk(family, 'codex')).stops.map((s) => s.id)).toEqual([
      'gpt-1',
      'gpt-2',
      'gpt-3',
      'codex',
    ])
  })

  it('ends where a cycle closes', () => {
    const ring = indexGraph(
      graph([
        ['a', 'derived-from', 'b'],
        ['b', 'derived-from', 'c'],
        ['c', 'derived-from', 'a'],
      ]),
    )
    expect(trunk(ring, 'a').map((s) => s.from)).toEqual(['c', 'b'])
  })
})

describe('descent', () => {
  it('gathers all forebears or all that came of it', () => {
    expect([...descent(family, 'gpt-2', 'descendants')].sort()).toEqual(['codex', 'gpt-3', 'instructgpt'])
    expect([...descent(family, 'gpt-2', 'ancestors')]).toEqual(['gpt-1'])
    expect(descent(family, 'rlhf', 'ancestors').size).toBe(0)
  })
})
