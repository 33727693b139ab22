import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followNote, parseInline, parseNote, parseTags, plainNote, tagsIn, type Inline } from './note-markdown.ts'

/** The words of a stretch. */
function shownOf(part: Inline): string {
  if ('parts' in part) return part.parts.map(shownOf).join('')
  return part.type === 'entity' ? `${part.id}${part.text}` : part.text
}

describe('parseInline', () => {
  it('reads emphasis, code, links to entries and tags', () => {
    expect(parseInline('见 [[gpt-2]] 与 [[rlhf|人类反馈]]：**重要**、*也许*、`x*y` #回看')).toEqual([
      { type: 'text', text: '见 ' },
      { type: 'entity', id: 'gpt-2', text: '' },
      { type: 'text', text: ' 与 ' },
      { type: 'entity', id: 'rlhf', text: '人类反馈' },
      { type: 'text', text: '：' },
      { type: 'strong', parts: [{ type: 'text', text: '重要' }] },
      { type: 'text', text: '、' },
      { type: 'em', parts: [{ type: 'text', text: '也许' }] },
      { type: 'text', text: '、' },
      { type: 'code', text: 'x*y' },
      { type: 'text', text: ' ' },
      { type: 'tag', text: '回看' },
    ])
  })

  it('reads links and tags within emphasis', () => {
    expect(parseInline('**比 [[gpt-2]]** *#回看*')).toEqual([
      {
        type: 'strong',
        parts: [
          { type: 'text', text: '比 ' },
          { type: 'entity', id: 'gpt-2', text: '' },
        ],
      },
      { type: 'text', text: ' ' },
      { type: 'em', parts: [{ type: 'tag', text: '回看' }] },
    ])
  })

  it.each(['<img src=x onerror=alert(1)>', '[x](javascript:alert(1))', '[[../../etc]]', '2 * 3 * 4', 'C# and a#b'])(
    'leaves %s as text',
    (line) => {
      expect(parseInline(line)).toEqual([{ type: 'text', text: line }])
    },
  )

  it('loses no word of any line', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('*', '`', '[', ']', '|', '#', 'a', '1', ' ', '中') }), (line) => {
        const words = (text: string) => text.replace(/[^a1中]/g, '')
        expect(words(parseInline(line).map(shownOf).join(''))).toBe(words(line))
      }),
    )
  })

  it('reads a giant hostile line at once', () => {
    const line = '*[[a`#'.repeat(20_000)
    expect(parseInline(line).length).toBeGreaterThan(0)
  })
})

describe('parseNote', () => {
  it('parts paragraphs by empty lines and keeps line breaks', () => {
    const note = parseNote('# 题\n一\n二\n\n三\n- 甲\n- 乙\n> 引')
    expect(note.map(({ type, lines }) => [type, lines.length])).toEqual([
      ['heading', 1],
      ['paragraph', 2],
      ['paragraph', 1],
      ['list', 2],
      ['quote', 1],
    ])
  })

  it('gives nothing for an empty note', () => {
    expect(parseNote(' \n\n')).toEqual([])
  })
})

describe('plainNote', () => {
  const nameOf = (id: string) => (id === 'gpt-2' || id === 'rlhf' ? id.toUpperCase() : null)

  it('leaves the words, and links by name', () => {
    const body = '# On **scaling**\n- see [[gpt-2]], [[rlhf|人类反馈]]\n- [[nothing]] `loss` #todo\n\n> 2 * 3'
    expect(plainNote(body, nameOf)).toBe('On scaling\nsee GPT-2, 人类反馈\n[[nothing]] loss #todo\n2 * 3')
  })
})

describe('parseTags', () => {
  it('splits at commas of both languages and drops repeats', () => {
    expect(parseTags('缩放， deep learning,, #todo、缩放')).toEqual(['缩放', 'deep learning', 'todo'])
  })

  it('stays within what the contract takes', () => {
    const tags = parseTags(Array.from({ length: 99 }, (_, i) => `${i}`.repeat(99)).join(','))
    expect(tags).toHaveLength(50)
    expect(tags.every((tag) => tag.length <= 80)).toBe(true)
  })
})

describe('tagsIn', () => {
  it('finds the tags that are shown, each once, within emphasis too', () => {
    expect(tagsIn('# 题\n#回看 和 **再 *看* #scale-law**\n\n- #回看 `#code` a#b [[gpt-2|#x]]\n> #引')).toEqual([
      '回看',
      'scale-law',
      '引',
    ])
  })

  it('gives what the field of tags reads back as the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('#', '*', 'a', '回', '-', '_', ' ', ',', '\n', '1') }), (body) => {
        const tags = tagsIn(body)
        expect(parseTags(tags.join(', '))).toEqual(tags)
      }),
    )
  })

  it('stays within what the contract takes', () => {
    expect(tagsIn(Array.from({ length: 99 }, (_, n) => `#${n}`).join(' '))).toHaveLength(50)
  })
})

describe('followNote', () => {
  it('takes up a tag that comes into the words and lets go one that leaves them', () => {
    expect(followNote(['old'], '', 'see #new')).toEqual(['old', 'new'])
    expect(followNote(['old', 'sca'], '#sca', '#scale')).toEqual(['old', 'scale'])
  })

  it('leaves a tag off that was taken off elsewhere while the words still name it', () => {
    expect(followNote([], 'see #off', 'see #off and more')).toEqual([])
  })

  it('keeps a tag that was given beside the note as well', () => {
    expect(followNote(['scale'], '#scale', '#scale-law', ['scale'])).toEqual(['scale', 'scale-law'])
  })
})
