import { describe, expect, it } from 'vitest'
import { RELATION_TYPES, type GraphNode, type Kind, type RelationType } from '../corpus/model.ts'
import { indexGraph } from './neighbourhood.ts'
import { filterRows, relationsOf, sortRows, toCsv, type Relation, type TableRow } from './table.ts'

const node = (id: string, kind: Kind, date: string | null): GraphNode => ({
  id,
  kind,
  name: { zh: `中${id}`, en: id.toUpperCase() },
  date,
  degree: 0,
  lane: null,
  x: 0,
  y: 0,
})
const edge = (from: string, type: RelationType, to: string, since: string | null = null) => ({
  from,
  to,
  type,
  since,
  source: 'known',
})
const index = indexGraph({
  nodes: [node('gpt-3', 'model', '2020-05-28'), node('gpt-2', 'model', '2019'), node('openai', 'company', null)],
  edges: [
    edge('gpt-3', 'successor-of', 'gpt-2'),
    edge('gpt-3', 'developed-by', 'openai', '2020-06'),
    edge('gpt-2', 'developed-by', 'openai'),
    edge('openai', 'competes-with', 'gpt-2'),
  ],
})
const all = { visible: new Set(index.nodes.keys()), types: new Set(RELATION_TYPES), focus: null }
const said = (relations: readonly Relation[]) => relations.map(({ edge: e }) => `${e.from} ${e.type} ${e.to}`)

describe('relationsOf', () => {
  it('passes a relation only when both ends are shown', () => {
    expect(said(relationsOf(index, { ...all, visible: new Set(['gpt-3', 'gpt-2']) }))).toEqual([
      'gpt-3 successor-of gpt-2',
    ])
  })

  it('keeps to one entity and to chosen relations', () => {
    const types = new Set(['developed-by'] as const)
    expect(said(relationsOf(index, { ...all, focus: 'gpt-2', types }))).toEqual(['gpt-2 developed-by openai'])
    expect(relationsOf(index, { ...all, focus: 'nothing' })).toEqual([])
  })

  it('takes the date of the relation before that of its entity', () => {
    expect(relationsOf(index, all).map((r) => r.date)).toEqual(['2020-05-28', '2020-06', '2019', null])
  })
})

const row = (key: string, name: string, count: number | null): TableRow => ({
  key,
  cells: [
    { text: name, sort: name, id: key },
    { text: String(count ?? ''), sort: count, id: null },
  ],
})
const rows = [row('b', 'Beta', 10), row('a', 'Alpha', 9), row('d', 'Alpha', null), row('c', '丙', 100)]
const keys = (list: readonly TableRow[]) => list.map((r) => r.key)

describe('filterRows', () => {
  it('finds all words in any cell or id, in any case', () => {
    expect(keys(filterRows(rows, ' ALPHA 9 '))).toEqual(['a'])
    expect(keys(filterRows(rows, '丙'))).toEqual(['c'])
    expect(filterRows(rows, ' ')).toBe(rows)
    expect(filterRows(rows, 'nothing')).toEqual([])
  })
})

describe('sortRows', () => {
  it('sorts numbers by size, with what is not known last in both directions', () => {
    expect(keys(sortRows(rows, 1, false))).toEqual(['a', 'b', 'c', 'd'])
    expect(keys(sortRows(rows, 1, true))).toEqual(['c', 'b', 'a', 'd'])
  })

  it('breaks ties by key', () => {
    expect(keys(sortRows(rows, 0, false)).slice(0, 2)).toEqual(['a', 'd'])
    expect(keys(sortRows(rows, 0, true)).slice(-2)).toEqual(['a', 'd'])
  })
})

describe('toCsv', () => {
  it('quotes what needs it and disarms formulas', () => {
    expect(toCsv([['a,b', 'say "x"'], ['=1+1', '-2', 'plain'], ['two\nlines']])).toBe(
      '"a,b","say ""x"""\r\n\'=1+1,\'-2,plain\r\n"two\nlines"\r\n',
    )
  })
})
