import { describe, expect, it } from 'vitest'
import type { Annotation, MarkTarget } from '../../../core/annotation/index.ts'
import { EVERYTHING, filterNotes, firstNotes, groupNotes, tagsOf, typeOf, type NotebookFilter } from './notebook.ts'

const passage = (exact: string, start: number): MarkTarget => ({
  type: 'text',
  selector: {
    exact,
    prefix: '',
    suffix: '',
    start,
    end: start + exact.length,
    block: 'lead.1',
    textHash: '0'.repeat(64),
  },
})

function note(id: string, rest: Partial<Annotation>): Annotation {
  return {
    id,
    article: 'gpt-3',
    lang: 'zh',
    colour: 'yellow',
    body: '',
    tags: [],
    target: { type: 'article' },
    created: `2026-01-0${id}T00:00:00.000Z`,
    modified: `2026-01-0${id}T00:00:00.000Z`,
    ...rest,
  }
}

const NOTES = [
  note('1', { target: passage('１７５０亿参数', 40), tags: ['规模'] }),
  note('2', {
    target: passage('few-shot', 10),
    lang: 'en',
    colour: 'blue',
    body: 'See Table 3',
    tags: ['规模', 'todo'],
  }),
  note('3', { article: 'bert', body: 'masked' }),
  note('4', { target: { type: 'section', section: 'limits' }, modified: '2026-02-01T00:00:00.000Z' }),
]
const names = (id: string) => (id === 'bert' ? 'BERT 双向' : 'GPT-3')
const ids = (notes: readonly Annotation[]) => notes.map(({ id }) => id).join('')

describe('filterNotes', () => {
  it.each<[Partial<NotebookFilter>, string]>([
    [{}, '1234'],
    [{ text: '1750亿' }, '1'],
    [{ text: 'table gpt' }, '2'],
    [{ text: '双向' }, '3'],
    [{ text: 'todo' }, '2'],
    [{ text: 'nothing like this' }, ''],
    [{ colour: 'blue' }, '2'],
    [{ lang: 'en' }, '2'],
    [{ type: 'note' }, '23'],
    [{ type: 'highlight' }, '1'],
    [{ type: 'bookmark' }, '4'],
    [{ tag: '规模', lang: 'zh' }, '1'],
  ])('%j lets through %s', (filter, expected) => {
    expect(ids(filterNotes(NOTES, { ...EVERYTHING, ...filter }, names))).toBe(expected)
  })
})

describe('groupNotes', () => {
  it('groups by article name, in the order of the text', () => {
    const groups = groupNotes(NOTES, 'article', names)
    expect(groups.map(({ article, notes }) => [article, ids(notes)])).toEqual([
      ['bert', '3'],
      ['gpt-3', '412'],
    ])
  })

  it('orders by time', () => {
    expect(groupNotes(NOTES, 'newest', names).map(({ notes }) => ids(notes))).toEqual(['4321'])
    expect(groupNotes(NOTES, 'oldest', names).map(({ notes }) => ids(notes))).toEqual(['1234'])
    expect(groupNotes([], 'oldest', names)).toEqual([])
  })
})

describe('firstNotes', () => {
  it('cuts across groups', () => {
    const groups = groupNotes(NOTES, 'article', names)
    expect(firstNotes(groups, 2).map(({ notes }) => ids(notes))).toEqual(['3', '4'])
    expect(firstNotes(groups, 99)).toEqual(groups)
  })
})

describe('tagsOf', () => {
  it('lists the most used first', () => {
    expect(tagsOf(NOTES)).toEqual(['规模', 'todo'])
  })
})

describe('typeOf', () => {
  it('takes an empty note for none', () => {
    expect(typeOf(note('1', { body: ' \n' }))).toBe('bookmark')
  })
})
