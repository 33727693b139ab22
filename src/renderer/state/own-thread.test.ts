import { describe, expect, it } from 'vitest'
import { MAX_OWN_STOPS, type OwnThread } from '../../contract/settings.ts'
import { threadToMarkdown, withoutStop, withStop, withStopMoved, withTyped } from './own-thread.ts'

const thread: OwnThread = {
  id: 'own-1',
  title: 'How chat began',
  stops: [
    { id: 'eliza', note: '' },
    { id: 'gpt-3', note: 'Large enough.' },
    { id: 'chatgpt', note: '' },
  ],
}
const ids = ({ stops }: OwnThread) => stops.map((stop) => stop.id)

describe('a thread of one’s own', () => {
  it('takes an entry as its last stop, and each once', () => {
    const longer = withStop(thread, 'gpt-4')
    expect(ids(longer)).toEqual(['eliza', 'gpt-3', 'chatgpt', 'gpt-4'])
    expect(withStop(longer, 'eliza')).toBe(longer)
  })

  it('takes no more stops than can be kept', () => {
    const full = {
      ...thread,
      stops: Array.from({ length: MAX_OWN_STOPS }, (_, i) => ({ id: `m${String(i)}`, note: '' })),
    }
    expect(withStop(full, 'gpt-4').stops).toHaveLength(MAX_OWN_STOPS)
  })

  it('moves a stop with its note, and not beyond the ends', () => {
    const moved = withStopMoved(thread, 'gpt-3', -1)
    expect(moved.stops[0]).toEqual({ id: 'gpt-3', note: 'Large enough.' })
    expect(ids(moved)).toEqual(['gpt-3', 'eliza', 'chatgpt'])
    expect(ids(withStopMoved(thread, 'eliza', -1))).toEqual(ids(thread))
    expect(ids(withStopMoved(thread, 'chatgpt', 1))).toEqual(ids(thread))
  })

  it('forgets a stop', () => {
    expect(ids(withoutStop(thread, 'gpt-3'))).toEqual(['eliza', 'chatgpt'])
  })

  it('takes what is typed, brings a stop back for it, and keeps a title', () => {
    const said = withTyped(thread, { '': { text: '  ', place: 0 }, eliza: { text: 'A mirror.', place: 0 } })
    expect(said).toEqual({ ...thread, stops: [{ id: 'eliza', note: 'A mirror.' }, ...thread.stops.slice(1)] })
    const back = withTyped(withoutStop(thread, 'gpt-3'), { 'gpt-3': { text: 'Larger', place: 1 } })
    expect(ids(back)).toEqual(ids(thread))
    expect(back.stops[1]?.note).toBe('Larger')
    expect(withTyped(thread, { '': { text: ' New ', place: 0 } }).title).toBe('New')
  })

  it('becomes Markdown that says the same, whatever is written in it', () => {
    const words = { 'gpt-3': { text: 'Large enough.\n\nOr so it seemed.', place: 1 } }
    const odd = withTyped({ ...thread, title: 'What *is* [this]?' }, words)
    expect(threadToMarkdown(odd, (id) => (id === 'gpt-3' ? 'GPT_3' : id))).toBe(`# What \\*is\\* \\[this\\]?

1. [eliza](mailuo://article/eliza)

2. [GPT\\_3](mailuo://article/gpt-3)

   Large enough.

   Or so it seemed.

3. [chatgpt](mailuo://article/chatgpt)
`)
  })
})
