import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MARK_COLOURS, type Annotation, type MarkTarget } from './model.ts'
import { readWebAnnotations, type ReadOptions } from './read-web-annotations.ts'
import { toWebAnnotations } from './web-annotation.ts'

const ARTICLES = new Set(['gpt-3', 'bert'])
const options: ReadOptions = {
  currentId: (id) => (id === 'gpt3' ? 'gpt-3' : ARTICLES.has(id) ? id : null),
  newId: () => '11111111-1111-4111-8111-111111111111',
  now: '2026-01-01T00:00:00.000Z',
}
const read = (value: unknown) => readWebAnnotations(value, options)

const words = (maxLength: number, minLength = 0) =>
  fc.string({ unit: 'grapheme', minLength, maxLength: Math.floor(maxLength / 4) })
const selectors = fc
  .record({
    exact: words(400, 1),
    prefix: words(32),
    suffix: words(32),
    start: fc.nat(1_000_000),
    block: words(60),
    textHash: fc.stringMatching(/^[0-9a-f]{64}$/),
  })
  .map((selector) => ({ ...selector, end: selector.start + selector.exact.length }))
const targets: fc.Arbitrary<MarkTarget> = fc.oneof(
  fc.constant({ type: 'article' } as const),
  fc.record({ type: fc.constant('section' as const), section: words(80, 1) }),
  fc.record({ type: fc.constant('text' as const), selector: selectors }),
)
const times = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const annotations: fc.Arbitrary<Annotation> = fc
  .record({
    id: fc.uuid({ version: 4 }),
    article: fc.constantFrom(...ARTICLES),
    lang: fc.constantFrom('zh' as const, 'en' as const),
    colour: fc.constantFrom(...MARK_COLOURS),
    body: words(2000),
    tags: fc.uniqueArray(words(40, 1), { maxLength: 5 }),
    target: targets,
    current: fc.option(selectors, { nil: undefined }),
    created: times,
    modified: times,
  })
  .map(({ current, ...rest }) => ({ ...rest, ...(current && { current }) }))
const collections = fc.uniqueArray(annotations, { selector: ({ id }) => id, maxLength: 12 })

describe('readWebAnnotations', () => {
  it('gives back what was exported, whatever it was', () => {
    fc.assert(
      fc.property(collections, (notes) => {
        const file: unknown = JSON.parse(JSON.stringify(toWebAnnotations(notes)))
        expect(read(file)).toEqual({ notes, refused: [] })
      }),
      { numRuns: 300 },
    )
  })

  it('reads an annotation of another program', () => {
    const value = {
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      id: 'http://example.org/anno1',
      type: 'Annotation',
      created: '2015-01-28T12:00:00+02:00',
      body: [
        'plain words #adored',
        { type: 'TextualBody', value: "<p>j'adore !</p>", format: 'text/html' },
        { type: 'TextualBody', purpose: 'tagging', value: 'love' },
        'http://example.org/a-body-that-lies-elsewhere',
        { id: 'http://example.org/video1', type: 'Video' },
      ],
      target: {
        source: 'https://example.org/reader/gpt3.en.html?x=1#size',
        selector: {
          type: 'RangeSelector',
          refinedBy: { type: 'TextQuoteSelector', exact: 'few-shot', prefix: 'the ', suffix: ' setting' },
        },
      },
    }
    expect(read(value)).toEqual({
      refused: [],
      notes: [
        {
          id: options.newId(),
          article: 'gpt-3',
          lang: 'en',
          colour: 'yellow',
          body: "plain words #adored\n\n<p>j'adore !</p>\n\nhttp://example.org/a-body-that-lies-elsewhere",
          tags: ['love', 'adored'],
          target: {
            type: 'text',
            selector: {
              exact: 'few-shot',
              prefix: 'the ',
              suffix: ' setting',
              start: 0,
              end: 8,
              block: '',
              textHash: '0'.repeat(64),
            },
          },
          created: '2015-01-28T10:00:00.000Z',
          modified: '2015-01-28T10:00:00.000Z',
        },
      ],
    })
  })

  const on = 'mailuo://article/bert?lang=en'
  it.each<[string, unknown, string]>([
    ['no object', 7, 'not-an-annotation'],
    ['no target', { type: 'Annotation' }, 'not-an-annotation'],
    ['another subject', { target: 'https://example.org/cats' }, 'unknown-article'],
    ['a way out', { target: 'mailuo://article/../../etc/passwd' }, 'unknown-article'],
    ['a position alone', { target: { source: on, selector: { type: 'TextPositionSelector', start: 1 } } }, 'no-quote'],
    ['an empty quote', { target: { source: on, selector: { type: 'TextQuoteSelector', exact: '' } } }, 'no-quote'],
    ['half a character', { target: on, body: '\ud800' }, 'bad-text'],
    ['a long note', { target: on, body: 'x'.repeat(100_001) }, 'too-long'],
    ['no time', { target: on, created: 'yesterday' }, 'bad-time'],
    ['a huge year', { target: on, created: '9999999-01-01T00:00:00Z' }, 'bad-time'],
  ])('refuses a record with %s, and no other', (_name, record, reason) => {
    const found = read([
      { target: on },
      record,
      { target: 'mailuo://article/gpt-3', id: 'urn:uuid:' + options.newId().replace('1', '2') },
    ])
    expect(found?.refused).toEqual([{ index: 1, id: '', reason }])
    expect(found?.notes.map(({ article }) => article)).toEqual(['bert', 'gpt-3'])
  })

  it('takes the first of two records with one id', () => {
    expect(read([{ target: on }, { target: on }])).toMatchObject({
      notes: [{}],
      refused: [{ index: 1, reason: 'twice' }],
    })
  })

  it.each([null, 7, 'text', {}, { type: 'AnnotationCollection' }])('takes %j for no annotations', (value) => {
    expect(read(value)).toBeNull()
  })
})
