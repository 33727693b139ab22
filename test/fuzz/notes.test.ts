/** Hostile notes and files for the parsers that read them. `npm run test:fuzz` runs the same with many more inputs. */
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { INPUTS } from '../../src/contract/methods.ts'
import {
  parseNote,
  parseTags,
  readWebAnnotations,
  toMarkdown,
  toWebAnnotations,
  type Annotation,
} from '../../src/core/annotation/index.ts'
import { inTime, NUM_RUNS as numRuns, TIMEOUT as timeout } from './in-time.ts'

const options = {
  currentId: (id: string) => (id === 'gpt-3' ? id : null),
  newId: () => crypto.randomUUID(),
  now: '2026-01-01T00:00:00.000Z',
}

/** What attackers and broken programs write. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '[[../../etc/passwd]]',
  '[[gpt-3|<svg onload=alert(1)>]]',
  '"><iframe srcdoc="<script>1</script>">',
  '\u202e\u0000\ufeff\ud800',
  '__proto__',
  '**'.repeat(2000),
  '[['.repeat(2000),
  '> '.repeat(2000),
  '`'.repeat(2000),
  ' '.repeat(2000),
]
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(...HOSTILE),
  fc.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string()), { maxLength: 6 }).map((parts) => parts.join('')),
)
const numbers = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(1e308, -1, 2 ** 53, 1.5))
const anything = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    texts,
    numbers,
    fc.constantFrom(null, true, 'gpt-3', 'mailuo://article/gpt-3', 'TextQuoteSelector', 'FragmentSelector', 'tagging'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom('id', 'type', 'target', 'source', 'selector', 'exact', 'prefix', 'value', 'purpose', '__proto__'),
      tie('value'),
    ),
  ),
})).value

/** Records that are nearly right: most of the reader's code is only reached by these. */
const records = fc.record(
  {
    id: fc.oneof(
      anything,
      fc.uuid().map((id) => `urn:uuid:${id}`),
    ),
    created: fc.oneof(anything, fc.constantFrom('2026-01-01T00:00:00Z', '9999-99-99T99:99:99Z')),
    modified: anything,
    body: anything,
    bodyValue: anything,
    target: fc.oneof(
      anything,
      fc.record(
        {
          source: fc.oneof(anything, fc.constant('mailuo://article/gpt-3?lang=zh')),
          styleClass: fc.oneof(anything, fc.constant('mark-pink')),
          selector: fc.oneof(
            anything,
            fc.record({ type: fc.constant('TextQuoteSelector'), exact: texts, prefix: texts, suffix: anything }),
            fc.record({ type: fc.constant('FragmentSelector'), value: anything }),
          ),
          'mailuo:place': fc.oneof(
            anything,
            fc.record({ start: numbers, end: numbers, block: anything, textHash: texts }),
          ),
          'mailuo:firstSelector': anything,
          'mailuo:firstSection': anything,
        },
        { requiredKeys: ['source'] },
      ),
    ),
  },
  { requiredKeys: ['target'] },
)

describe('W3C annotations from elsewhere', () => {
  it('become notes that could have been typed, or are refused', { timeout }, () => {
    let kept = 0
    fc.assert(
      fc.property(fc.oneof(anything, fc.array(records, { maxLength: 4 })), (value) => {
        const read = inTime(() => readWebAnnotations(value, options))
        for (const { article, lang, colour, body, tags, target } of read?.notes ?? []) {
          const checked = v.safeParse(INPUTS['notes.create'], { article, lang, colour, body, tags, target })
          expect(checked.issues ?? []).toEqual([])
          expect(article).toBe('gpt-3')
          kept++
        }
        for (const { index } of read?.refused ?? []) expect(index).toBeGreaterThanOrEqual(0)
      }),
      { numRuns },
    )
    expect(kept).toBeGreaterThan(0) // else the fuzzer only knocks at the door
  })

  it('are read in time however large or deep they are', { timeout }, () => {
    const deep = JSON.parse('{"target":'.repeat(2000) + '1' + '}'.repeat(2000)) as unknown
    const refining = Array.from({ length: 5000 }).reduce<object>((inner) => ({ refinedBy: inner }), {})
    const many = Array.from({ length: 150_000 }, () => ({ target: 'mailuo://article/gpt-3' }))
    const huge = { target: `mailuo://article/${'/'.repeat(5_000_000)}gpt-3`, body: 'x'.repeat(20_000_000) }
    const bodies = { target: 'mailuo://article/gpt-3', body: Array.from({ length: 500_000 }, () => 'x') }
    for (const value of [deep, [deep], [{ target: { source: 'gpt-3', selector: refining } }], huge, bodies]) {
      inTime(() => readWebAnnotations(value, options))
    }
    const read = inTime(() => readWebAnnotations(many, options))
    expect(read?.notes).toHaveLength(100_000)
    expect(read?.refused).toHaveLength(50_000)
  })
})

describe('notes', () => {
  const mark = (body: string, exact: string): Annotation => ({
    id: '00000000-0000-4000-8000-000000000000',
    article: 'gpt-3',
    lang: 'en',
    colour: 'yellow',
    body,
    tags: [exact.slice(0, 80)],
    target: {
      type: 'text',
      selector: { exact, prefix: '', suffix: '', start: 0, end: exact.length, block: '', textHash: '0'.repeat(64) },
    },
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
  })

  it('keep every word of any Markdown, and link only to entries', { timeout }, () => {
    fc.assert(
      fc.property(texts, (body) => {
        const blocks = inTime(() => parseNote(body))
        const typed = body.replace(/\s/g, '')
        const parts = blocks.flatMap(({ lines }) => lines.flat())
        for (const part of parts.flatMap((each) => ('parts' in each ? each.parts : each))) {
          if ('parts' in part) throw new Error('Emphasis holds no emphasis.')
          expect(typed).toContain(part.text.replace(/\s/g, ''))
          if (part.type === 'entity') expect(part.id).toMatch(/^[a-z0-9][a-z0-9-]{0,79}$/)
        }
        for (const tag of parseTags(body)) expect(tag.length).toBeLessThanOrEqual(80)
      }),
      { numRuns },
    )
  })

  it('are parsed in time at their largest', { timeout }, () => {
    for (const piece of [...HOSTILE, '*a', '**a', '`a', '[[a', '#', '# ', '- ', '1. ', '\n', ' \n', '\t', '1', 'é#']) {
      inTime(() => parseNote(piece.repeat(Math.ceil(100_000 / piece.length))))
    }
  })

  it('can be exported whatever they hold, and quoted words stay quoted', { timeout }, () => {
    const catalog = { redirects: {}, entities: [] }
    fc.assert(
      fc.property(texts, texts, (body, quote) => {
        const notes = [mark(body, quote || 'x')]
        JSON.parse(JSON.stringify(toWebAnnotations(notes)))
        const quoted = inTime(() => toMarkdown(notes, catalog, 'en'))
          .split('\n')
          .filter((line) => line.startsWith('> '))
        for (const line of quoted) if (!body.includes(line)) expect(line).not.toMatch(/(?<!\\)<[a-z]/i)
      }),
      { numRuns },
    )
  })
})
