import { describe, expect, it } from 'vitest'
import { KINDS, RELATION_TYPES, type GraphNode, type Kind, type RelationType } from '../corpus/model.ts'
import { indexGraph } from './neighbourhood.ts'
import { relationRows, sortRows, toCsv } from './table.ts'

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
const all = { text: '', kinds: new Set(KINDS), types: new Set(RELATION_TYPES), focus: null }
const keys = (rows: readonly { key: string }[]) => rows.map((row) => row.key)

describe('relationRows', () => {
  it('finds rows by words of either language, ids included', () => {
    expect(keys(relationRows(index, { ...all, text: '中gpt-3 OPENAI' }))).toEqual(['gpt-3 developed-by openai'])
  })

  it('passes a row only when both ends are of a chosen kind', () => {
    expect(keys(relationRows(index, { ...all, kinds: new Set(['model'] as const) }))).toEqual([
      'gpt-3 successor-of gpt-2',
    ])
  })

  it('keeps to one entity and to chosen relations', () => {
    const types = new Set(['developed-by'] as const)
    expect(keys(relationRows(index, { ...all, focus: 'gpt-2', types }))).toEqual(['gpt-2 developed-by openai'])
    expect(relationRows(index, { ...all, focus: 'nothing' })).toEqual([])
  })
})

describe('sortRows', () => {
  it('sorts by date in both directions with undated rows last', () => {
    const rows = relationRows(index, all)
    const dates = (descending: boolean) => sortRows(rows, 'date', descending, 'en').map((row) => row.date)
    expect(dates(false)).toEqual(['2019', '2020-05-28', '2020-06', null])
    expect(dates(true)).toEqual(['2020-06', '2020-05-28', '2019', null])
  })

  it('sorts by name and breaks ties by key', () => {
    expect(keys(sortRows(relationRows(index, all), 'from', true, 'en'))).toEqual([
      'openai competes-with gpt-2',
      'gpt-3 developed-by openai',
      'gpt-3 successor-of gpt-2',
      'gpt-2 developed-by openai',
    ])
  })
})

describe('toCsv', () => {
  it('quotes what needs it and disarms formulas', () => {
    expect(toCsv([['a,b', 'say "x"'], ['=1+1', '-2', 'plain'], ['two\nlines']])).toBe(
      '"a,b","say ""x"""\r\n\'=1+1,\'-2,plain\r\n"two\nlines"\r\n',
    )
  })
})
