/** What can be done with a thread of the reader's own; each gives a new one, or the same where nothing changes. */
import { MAX_OWN_STOPS, type OwnThread } from '../../contract/settings.ts'

/** With an entry as its last stop; an entry is a stop once. */
export function withStop(thread: OwnThread, id: string): OwnThread {
  if (thread.stops.length >= MAX_OWN_STOPS || thread.stops.some((stop) => stop.id === id)) return thread
  return { ...thread, stops: [...thread.stops, { id, note: '' }] }
}

export function withoutStop(thread: OwnThread, id: string): OwnThread {
  return { ...thread, stops: thread.stops.filter((stop) => stop.id !== id) }
}

/** With a stop one place earlier (−1) or later (1). */
export function withStopMoved(thread: OwnThread, id: string, by: -1 | 1): OwnThread {
  const from = thread.stops.findIndex((stop) => stop.id === id)
  const stop = thread.stops[from]
  const to = from + by
  if (!stop || to < 0 || to >= thread.stops.length) return thread
  return { ...thread, stops: thread.stops.toSpliced(from, 1).toSpliced(to, 0, stop) }
}

/** What is being typed into a thread: by stop, that of its title under `''`. */
export type TypedWords = Readonly<Record<string, { readonly text: string; readonly place: number }>>

/** With the words that were typed; a stop that is gone meanwhile comes back with its own, and a title is never empty. */
export function withTyped(thread: OwnThread, typed: TypedWords): OwnThread {
  const { '': title, ...notes } = typed
  return Object.entries(notes).reduce(
    (next, [id, { text: note, place }]) => {
      const at = next.stops.findIndex((stop) => stop.id === id)
      return { ...next, stops: next.stops.toSpliced(at < 0 ? place : at, at < 0 ? 0 : 1, { id, note }) }
    },
    { ...thread, title: title?.text.trim() || thread.title },
  )
}

/** The thread as Markdown: a numbered list of its stops, each note as a paragraph below. @param name Of an entry. */
export function threadToMarkdown({ title, stops }: OwnThread, name: (id: string) => string): string {
  const items = stops.map(({ id, note }, i) => {
    const number = `${String(i + 1)}. `
    const indent = ' '.repeat(number.length)
    const said = note.trim() === '' ? '' : `\n\n${note.trim().replace(/^(?=.)/gm, indent)}`
    return `${number}[${escape(name(id))}](mailuo://article/${id})${said}`
  })
  return `# ${escape(title)}\n\n${items.join('\n\n')}\n`
}

/** Signs that would be read as Markdown in a line of text. */
function escape(text: string): string {
  return text.replace(/[\\`*_[\]<>#]/g, String.raw`\$&`)
}
