import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RELATION_TYPES, type CompiledGraph, type Kind, type RelationType } from '../corpus/model.ts'
import { indexGraph, neighbours, shortestPaths } from './neighbourhood.ts'
import { changesBetween, commonAncestors, consequences, sensiblePaths } from './questions.ts'

type Line = readonly [string, RelationType, string]

function graph(
  lines: readonly Line[],
  dates: Record<string, string> = {},
  kinds: Record<string, Kind> = {},
  lanes: Record<string, string> = {},
): CompiledGraph {
  const ids = [...new Set([...lines.flatMap(([a, , b]) => [a, b]), ...Object.keys(dates)])]
  return {
    nodes: ids.map((id) => ({
      ...{ id, kind: kinds[id] ?? 'model', name: { zh: id, en: id }, date: dates[id] ?? null },
      ...{ degree: lines.filter((line) => line.includes(id)).length, lane: lanes[id] ?? null, x: 0, y: 0 },
    })),
    edges: lines.map(([from, type, to]) => ({ from, type, to, since: null, source: 'known' })),
  }
}

const family = indexGraph(
  graph(
    [
      ['gpt-2', 'successor-of', 'gpt-1'],
      ['gpt-3', 'successor-of', 'gpt-2'],
      ['codex', 'derived-from', 'gpt-3'],
      ['instructgpt', 'derived-from', 'gpt-3'],
      ['chatgpt', 'derived-from', 'instructgpt'],
      ['instructgpt', 'uses-method', 'rlhf'],
      ['sparrow', 'uses-method', 'rlhf'],
      ['gpt-1', 'uses-method', 'transformer'],
    ],
    {
      'gpt-1': '2018-06',
      'gpt-2': '2019-02',
      'gpt-3': '2020-05-28',
      codex: '2021-07',
      instructgpt: '2022-01',
      sparrow: '2022-09',
      chatgpt: '2022-11-30',
      transformer: '2017',
    },
    { rlhf: 'method', transformer: 'method' },
    { codex: 'openai', instructgpt: 'openai', sparrow: 'deepmind', chatgpt: 'openai' },
  ),
)

const stops = (paths: ReturnType<typeof sensiblePaths>) =>
  paths.map((path) => [path[0]?.from, ...path.map((step) => step.to)].join(' '))

describe('sensiblePaths', () => {
  const two = indexGraph(
    graph([
      ['a', 'derived-from', 'b'],
      ['b', 'derived-from', 'z'],
      ['a', 'derived-from', 'c'],
      ['c', 'derived-from', 'd'],
      ['d', 'derived-from', 'z'],
      ['b', 'derived-from', 'e'],
      ['e', 'derived-from', 'z'],
    ]),
  )
  it('adds a longer way that is one of its own, and no way around a shorter one', () =>
    expect(stops(sensiblePaths(two, 'a', 'z'))).toEqual(['a b z', 'a c d z']))

  it('keeps to the chosen relations', () =>
    expect(stops(sensiblePaths(family, 'sparrow', 'gpt-3', new Set<RelationType>(['derived-from'])))).toEqual([]))

  it('gives an answer in a hub with thousands of ways', () => {
    const lines = Array.from({ length: 60 }, (_, i) =>
      Array.from({ length: 60 }, (__, j): Line[] => [
        [`a${String(i)}`, 'derived-from', 's'],
        [`b${String(j)}`, 'derived-from', `a${String(i)}`],
        ['t', 'derived-from', `b${String(j)}`],
      ]).flat(),
    ).flat()
    expect(sensiblePaths(indexGraph(graph(lines)), 's', 't').length).toBeGreaterThan(0)
  })

  it('gives ways that can be walked, each once, without shortcuts, the shortest first', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g')
    const line = fc.tuple(id, fc.constantFrom(...RELATION_TYPES.slice(0, 4)), id)
    fc.assert(
      fc.property(fc.array(line, { maxLength: 16 }), (lines) => {
        const index = indexGraph(graph(lines))
        const paths = sensiblePaths(index, 'a', 'b')
        const near = (from: string) => new Set(neighbours(index, from).map((n) => n.id))
        const shortest = shortestPaths(index, 'a', 'b')
        expect(paths.slice(0, shortest.length)).toEqual(shortest)
        const seen = stops(paths)
        expect(new Set(seen).size).toBe(seen.length)
        for (const path of seen.map((each) => each.split(' ')))
          for (const [i, from] of path.entries())
            for (const [j, to] of path.entries()) if (j > i) expect(near(from).has(to)).toBe(j === i + 1)
      }),
    )
  })
})

describe('commonAncestors', () => {
  it('finds where two lines part, nearest first, with the steps to each', () =>
    expect(commonAncestors(family, 'codex', 'chatgpt')).toEqual([
      { id: 'gpt-3', steps: [1, 2], nearest: true },
      { id: 'gpt-2', steps: [2, 3], nearest: false },
      { id: 'gpt-1', steps: [3, 4], nearest: false },
    ]))

  it('counts an entity as its own forebear', () =>
    expect(commonAncestors(family, 'gpt-2', 'gpt-3')[0]).toEqual({ id: 'gpt-2', steps: [0, 1], nearest: true }))

  it('goes by methods when it may', () => {
    expect(commonAncestors(family, 'sparrow', 'instructgpt')).toEqual([])
    const types = new Set<RelationType>(['derived-from', 'uses-method'])
    expect(commonAncestors(family, 'sparrow', 'instructgpt', types).map((each) => each.id)).toEqual(['rlhf'])
  })

  it('has none for an unknown entity or one alone', () => {
    expect(commonAncestors(family, 'gpt-3', 'nowhere')).toEqual([])
    expect(commonAncestors(family, 'gpt-3', 'gpt-3')).toEqual([])
  })
})

describe('consequences', () => {
  it('tells who took a method up, and what came of those', () =>
    expect(consequences(family, 'rlhf').map((each) => [each.node.id, each.steps])).toEqual([
      ['instructgpt', 1],
      ['sparrow', 1],
      ['chatgpt', 2],
    ]))

  it('ends in a cycle', () => {
    const ring = indexGraph(graph([['b', 'derived-from', 'a'], ['a', 'derived-from', 'b']])) // prettier-ignore
    expect(consequences(ring, 'a').map((each) => each.node.id)).toEqual(['b'])
  })
})

describe('changesBetween', () => {
  const year = changesBetween(family, 2022, 2023)
  it('counts what a year brought', () => {
    expect(year.nodes.map((node) => node.id)).toEqual(['instructgpt', 'sparrow', 'chatgpt'])
    expect([...year.byKind]).toEqual([['model', 3]])
    expect(year.makers).toEqual([
      { id: 'openai', count: 2 },
      { id: 'deepmind', count: 1 },
    ])
    expect(year.edges).toHaveLength(4)
    expect(year.weightiest[0]?.id).toBe('instructgpt')
  })

  it('is empty where nothing happened', () => expect(changesBetween(family, 1950, 1960).nodes).toEqual([]))
})
