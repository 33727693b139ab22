import { describe, expect, it } from 'vitest'
import type { GraphNode, Kind } from '../../../core/corpus/model.ts'
import { NO_FILTER, nodeTest, readFilter, writeFilter, type GraphFilter, type Known } from './graph-filter.ts'

const node = (id: string, date: string | null, kind: Kind = 'model', lane: string | null = 'openai'): GraphNode => ({
  id,
  kind,
  name: { zh: id, en: id },
  date,
  degree: 0,
  lane,
  x: 0,
  y: 0,
})
const nodes = [
  node('openai', '2015-12-11', 'company'),
  node('gpt-2', '2019'),
  node('gpt-3', '2020-05-28'),
  node('palm', '2022-04', 'model', 'google'),
  node('scaling', null, 'concept', null),
]
const known: Known = {
  isRead: (id) => id === 'gpt-2',
  isNoted: (id) => id === 'palm',
  stops: (thread) => (thread === 'tour' ? ['gpt-3', 'palm'] : []),
  folds: (id) => ({ 'gpt-2': ['gpt-3', 'palm'], 'gpt-3': ['gpt-2'] })[id] ?? [],
}
const passed = (part: Partial<GraphFilter>) =>
  nodes.filter(nodeTest({ ...NO_FILTER, ...part }, known)).map(({ id }) => id)

describe('nodeTest', () => {
  it.each<[string, Partial<GraphFilter>, string[]]>([
    ['everything without a filter', {}, ['openai', 'gpt-2', 'gpt-3', 'palm', 'scaling']],
    ['what may lie in the period, and nothing undated', { period: { from: 2019.5, to: 2021 } }, ['gpt-2', 'gpt-3']],
    ['an organisation and what it made', { company: 'openai' }, ['openai', 'gpt-2', 'gpt-3']],
    ['the stops of a thread', { thread: 'tour' }, ['gpt-3', 'palm']],
    ['nothing for a thread that is gone', { thread: 'lost' }, []],
    ['nothing that is folded into another', { folded: new Set(['gpt-2']) }, ['openai', 'gpt-2', 'scaling']],
    [
      'what is folded into another but pinned',
      { folded: new Set(['gpt-2']), pinned: new Set(['palm']) },
      ['openai', 'gpt-2', 'palm', 'scaling'],
    ],
    [
      'two neighbours that are both folded',
      { folded: new Set(['gpt-2', 'gpt-3']) },
      ['openai', 'gpt-2', 'gpt-3', 'scaling'],
    ],
    ['what is read', { read: 'read' }, ['gpt-2']],
    ['what is noted', { noted: true }, ['palm']],
    [
      'what is pinned although it is hidden',
      { noted: true, hiddenIds: new Set(['gpt-3']), pinned: new Set(['gpt-3']) },
      ['gpt-3', 'palm'],
    ],
  ])('passes %s', (_, part, ids) => {
    expect(passed(part)).toEqual(ids)
  })
})

describe('writeFilter and readFilter', () => {
  it('keep a filter in an address', () => {
    const filter: GraphFilter = {
      hiddenTypes: new Set(['part-of']),
      hiddenKinds: new Set(['person', 'paper']),
      hiddenIds: new Set(['gpt-2']),
      pinned: new Set(['palm', 'gpt-3']),
      folded: new Set(['openai']),
      period: { from: 2019.25, to: 2023 },
      company: 'openai',
      thread: 'tour',
      read: 'unread',
      noted: true,
    }
    expect(readFilter(writeFilter(filter))).toEqual(filter)
  })

  it('write nothing for no filter, and take nonsense for none', () => {
    expect(writeFilter(NO_FILTER)).toBe('')
    expect(readFilter('from=2030&to=1990&read=maybe&noted=yes')).toEqual(NO_FILTER)
  })
})
