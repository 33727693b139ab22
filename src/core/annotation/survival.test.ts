import { describe, expect, it } from 'vitest'
import { anchorAll } from './anchor.ts'
import { canonicalText, describeSelection } from './canonical-text.ts'
import type { Annotation, MarkTarget } from './model.ts'
import { carriedOver, countStates, placeIn, type MarkedArticle } from './survival.ts'
import { compareTexts } from './text-changes.ts'

const article = (textHash: string, ...texts: string[]): MarkedArticle => ({
  textHash,
  sections: [{ id: 'lead', blocks: texts.map((text, n) => ({ id: `lead.${n}`, text })) }],
})

const before = article(
  'old',
  'The first paragraph stays as it is.',
  'The second one is about attention.',
  'And a third.',
)
const after = article(
  'new',
  'A new paragraph.',
  'The first paragraph stays as it is.',
  'The second one is about much attention.',
  'And a third.',
)
const oldTexts = new Map([['old', canonicalText(before.sections)]])

function mark(words: string, more: Partial<Annotation> = {}): Annotation {
  const text = canonicalText(before.sections)
  const start = text.indexOf(words)
  const blocks = before.sections.flatMap((section) => section.blocks)
  const selector = describeSelection({ blocks, textHash: before.textHash }, start, start + words.length)
  return note({ type: 'text', selector }, { id: words, ...more })
}

function note(target: MarkTarget, more: Partial<Annotation> = {}): Annotation {
  const at = '2026-01-01T00:00:00.000Z'
  return {
    id: 'n',
    article: 'a',
    lang: 'en',
    colour: 'blue',
    body: '',
    tags: [],
    target,
    created: at,
    modified: at,
    ...more,
  }
}

describe('placeIn', () => {
  it('counts a bookmark whose section is gone among those without a place', () => {
    const bookmarks = [note({ type: 'section', section: 'lead' }), note({ type: 'section', section: 'gone' })]
    expect(placeIn(bookmarks, after, {}).map(({ state }) => state)).toEqual(['exact', 'orphan'])
  })

  it('gives nothing a place where the article is gone', () => {
    const rows = placeIn([mark('first'), note({ type: 'article' })], null, {})
    expect(countStates(rows)).toEqual({ exact: 0, edited: 0, moved: 0, unsure: 0, orphan: 2 })
  })
})

describe('carriedOver', () => {
  it('describes a mark anew whose words are the same, and leaves its first place', () => {
    const first = mark('first paragraph')
    const [row] = placeIn([first], after, { oldTexts })
    const next = row && carriedOver(row, after)
    expect(next?.target).toEqual(first.target)
    expect(next?.current).toMatchObject({ textHash: 'new', exact: 'first paragraph', block: 'lead.1' })
    // Once carried it needs the old text no more.
    expect(anchorAll(next ? [next] : [], canonicalText(after.sections), 'new')[0]?.state).toBe('exact')
  })

  it('leaves a mark whose words changed to the reader', () => {
    const [row] = placeIn([mark('about attention')], after, { oldTexts })
    expect(row?.state).toBe('edited')
    expect(row && carriedOver(row, after)).toBeNull()
  })

  it('has nothing to do in the text a mark was made in', () => {
    const [row] = placeIn([mark('third')], before, {})
    expect(row && carriedOver(row, before)).toBeNull()
  })
})

describe('compareTexts', () => {
  it('lists paragraphs that came, went and were edited, and no others', () => {
    const changes = compareTexts(
      'one stays\ntwo is about attention\nthree goes',
      'one stays\ntwo is about much attention\n三',
    )
    expect(changes.map(({ kind }) => kind)).toEqual(['edited', 'added', 'removed'])
    expect(changes[0]?.pieces).toEqual([
      { kind: 'same', text: 'two is about ' },
      { kind: 'added', text: 'much ' },
      { kind: 'same', text: 'attention' },
    ])
  })

  it('gives both texts back from its pieces', () => {
    const pairs = [
      ['a b c\nd', 'a c\ne\nd'],
      ['', '新的一段'],
    ] as const
    for (const [from, to] of pairs) {
      const pieces = compareTexts(from, to).flatMap((change) => change.pieces)
      const read = (kind: string) => pieces.filter((piece) => piece.kind === kind || piece.kind === 'same')
      for (const { text } of read('removed')) expect(from).toContain(text.trim())
      for (const { text } of read('added')) expect(to).toContain(text.trim())
    }
  })

  it('says nothing of equal texts', () => {
    expect(compareTexts('same\ntext', 'same\ntext')).toEqual([])
  })
})
