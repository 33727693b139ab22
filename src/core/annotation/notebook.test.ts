import { describe, expect, it } from 'vitest'
import type { Annotation, MarkTarget } from './model.ts'
import {
  EVERYTHING,
  filterNotes,
  groupsOf,
  isNarrower,
  sortNotes,
  tagsOf,
  typeOf,
  type NotebookFilter,
} from './notebook.ts'

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
const isUnplaced = ({ id }: Annotation) => id === '2' || id === '3'
const ids = (notes: readonly Annotation[]) => notes.map(({ id }) => id).join('')

describe('isNarrower', () => {
  const FILTERS: readonly NotebookFilter[] = ['', 'a', 'at', 'at t', 'ＡT', 'T', '注意'].flatMap((text) => [
    { ...EVERYTHING, text },
    { ...EVERYTHING, text, colour: 'pink' },
    { ...EVERYTHING, text, type: 'note' },
    { ...EVERYTHING, text, unplaced: true },
  ])

  it('says that typing on can only take away', () => {
    expect(isNarrower({ ...EVERYTHING, text: 'at' }, { ...EVERYTHING, text: 'A' })).toBe(true)
    expect(isNarrower({ ...EVERYTHING, text: 'a' }, { ...EVERYTHING, text: 'at' })).toBe(false)
    expect(isNarrower({ ...EVERYTHING, colour: 'pink' }, EVERYTHING)).toBe(false)
  })

  it('is never true of a filter that lets more through', () => {
    for (const next of FILTERS) {
      for (const former of FILTERS.filter((each) => isNarrower(next, each))) {
        const among = filterNotes(NOTES, former, names, isUnplaced)
        expect(filterNotes(among, next, names, isUnplaced)).toEqual(filterNotes(NOTES, next, names, isUnplaced))
      }
    }
  })
})

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
    [{ article: 'bert' }, '3'],
    [{ from: '2026-01-02', to: '2026-01-03' }, '23'],
    [{ to: '2026-01-01' }, '1'],
    [{ from: '2026-01-04' }, '4'],
    [{ unplaced: true }, '23'],
    [{ unplaced: true, lang: 'en' }, '2'],
  ])('%j lets through %s', (filter, expected) => {
    expect(ids(filterNotes(NOTES, { ...EVERYTHING, ...filter }, names, isUnplaced))).toBe(expected)
  })
})

describe('sortNotes', () => {
  it('orders by article name, then by the order of the text', () => {
    const sorted = sortNotes(NOTES, 'article', names)
    expect(ids(sorted)).toBe('3412')
    expect(groupsOf(sorted)).toEqual([
      { article: 'bert', count: 1 },
      { article: 'gpt-3', count: 3 },
    ])
  })

  it('orders by time', () => {
    expect(ids(sortNotes(NOTES, 'newest', names))).toBe('4321')
    expect(ids(sortNotes(NOTES, 'oldest', names))).toBe('1234')
    expect(sortNotes([], 'oldest', names)).toEqual([])
  })

  it('leaves marks of one time in their order', () => {
    const at = '2026-01-01T00:00:00.000Z'
    const together = ['3', '1', '4', '2'].map((id) => note(id, { created: at, modified: at }))
    expect(ids(sortNotes(together, 'newest', names))).toBe('3142')
    expect(ids(sortNotes(together, 'oldest', names))).toBe('3142')
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
