/** Another edition of the corpus as a transaction: looked at, taken with all marks carried over, and given back. */
import { failure } from '../../contract/errors.ts'
import type { ArticleFate, EventName, Events, MarkFate } from '../../contract/methods.ts'
import {
  addCounts,
  canonicalText,
  carriedOver,
  compareTexts,
  countStates,
  NO_MARKS,
  placeIn,
  selectorOf,
  type AnchoredAnnotation,
  type Annotation,
  type StateCounts,
} from '../../core/annotation/index.ts'
import type { CompiledArticle, Lang } from '../../core/corpus/model.ts'
import { openPack, type Pack } from '../pack.ts'
import type { Handlers } from '../rpc.ts'
import type { Backups } from '../storage/backups.ts'
import type { CarriedMark, Editions } from '../storage/editions.ts'
import type { NotesStore } from '../storage/notes-store.ts'
import type { TextsStore } from '../storage/texts-store.ts'
import { createMarkedTexts } from './marked-texts.ts'

const MAX_FATES_TOLD = 100
const MAX_CHANGES_TOLD = 300
/** A quote in a preview is a reminder, not the text. Unit: UTF-16 units. */
const QUOTE_LENGTH = 300

export interface CorpusTools {
  readonly notes: NotesStore
  readonly texts: TextsStore
  readonly editions: Editions
  readonly backups: Backups
  /** The pack that is read now. */
  readonly pack: Pack
  /** Reads another pack from now on; until it resolves the present one answers. */
  readonly read: (folder: string) => Promise<void>
  readonly broadcast: <E extends EventName>(name: E, payload: Events[E]) => void
}

type Methods = 'corpus.update' | 'corpus.preview' | 'corpus.changes' | 'corpus.switch' | 'corpus.decline'

/** Marks of one text in another edition. */
interface Placed {
  readonly article: string
  readonly lang: Lang
  readonly target: CompiledArticle | null
  readonly rows: readonly AnchoredAnnotation[]
}

export function corpusHandlers(tools: CorpusTools): Pick<Handlers, Methods> {
  const { notes, texts, editions, backups, pack, read, broadcast } = tools

  function folderOf(digest: string): string {
    const folder = editions.folderOf(digest)
    if (folder !== null) return folder
    throw failure('not-found', 'edition-gone', 'This edition of the texts is no longer here; nothing was changed.', {
      digest,
    })
  }

  /** Places all marks text by text; lets other calls in between, and gives nothing once it is aborted. */
  async function* placeAll(other: Pack, signal: AbortSignal): AsyncGenerator<Placed> {
    const former = createMarkedTexts(notes, other, texts)
    const alive = notes.all().filter((note) => note.deleted === undefined)
    for (const group of Map.groupBy(
      alive,
      ({ article, lang }) => `${other.currentId(article) ?? article}.${lang}`,
    ).values()) {
      await new Promise(setImmediate)
      signal.throwIfAborted()
      const [first] = group
      if (!first) continue
      const { lang } = first
      const article = other.currentId(first.article) ?? first.article
      const target = other.article(article, lang)
      const ids = [...new Set(group.map((note) => note.article))]
      const oldTexts = new Map(former.formerOf(ids).map(({ hash, text }) => [hash, text]))
      yield { article, lang, target, rows: placeIn(group, target, { oldTexts }) }
    }
  }

  function fateOf({ article, lang, target, rows }: Placed): ArticleFate {
    const before = pack.article(pack.currentId(article) ?? article, lang)
    const change = !target ? 'gone' : before?.textHash === target.textHash ? 'same' : 'changed'
    const text = target ? canonicalText(target.sections) : ''
    const marks = rows
      .filter(({ state }) => state !== 'exact')
      .slice(0, MAX_FATES_TOLD)
      .map(({ annotation, state, at }): MarkFate => ({
        id: annotation.id,
        state,
        was: (selectorOf(annotation)?.exact ?? '').slice(0, QUOTE_LENGTH),
        becomes: at ? text.slice(at.start, Math.min(at.end, at.start + QUOTE_LENGTH)) : '',
      }))
    return { article, lang, change, counts: countStates(rows), marks }
  }

  /** Writes down where the marks are in the other edition; what the reader changed meanwhile is left to the page. */
  async function carry(to: string, other: Pack, signal: AbortSignal): Promise<StateCounts> {
    const marked = createMarkedTexts(notes, other, texts)
    let counts = NO_MARKS
    const changed: Annotation[] = []
    const carried: CarriedMark[] = []
    for await (const { target, rows } of placeAll(other, signal)) {
      counts = addCounts(counts, countStates(rows))
      for (const row of rows) {
        const next = target && carriedOver(row, target)
        const { article, id } = row.annotation
        if (!next?.current || notes.get(article, id) !== row.annotation) continue
        changed.push(next)
        const { start, textHash } = next.current
        carried.push({ article, id, before: row.annotation.current ?? null, start, textHash })
      }
    }
    marked.keepFor(changed)
    editions.keepCarried(to, carried)
    notes.putAll(changed)
    return counts
  }

  /** Undoes what the switch away from the former edition did to marks, and nothing the reader did since. */
  function putBack(): void {
    const undo = editions.carried()
    if (undo?.to !== editions.active().digest) return
    const known = new Map(notes.all().map((note) => [note.id, note]))
    const restored = undo.marks.flatMap(({ id, before, start, textHash }) => {
      const note = known.get(id)
      if (note?.current?.textHash !== textHash || note.current.start !== start) return []
      const { current: _carried, ...rest } = note
      return [before ? { ...rest, current: before } : rest]
    })
    notes.putAll(restored)
  }

  return {
    'corpus.update': () => {
      const active = editions.active()
      const offered = editions.offered()
      const former = editions.former()
      const brought = editions.brought()
      const other = brought ?? offered ?? former
      const folder = other && editions.folderOf(other.digest)
      const differences = folder ? differencesOf(pack, openPack(folder)) : NO_DIFFERENCES
      return Promise.resolve({ active, offered, former, brought, isDeclined: editions.isDeclined(), ...differences })
    },

    'corpus.preview': async ({ to }, context) => {
      const other = openPack(folderOf(to))
      let counts = NO_MARKS
      for await (const placed of placeAll(other, context.signal)) {
        const fate = fateOf(placed)
        counts = addCounts(counts, fate.counts)
        await context.emit([fate])
      }
      return counts
    },

    'corpus.changes': ({ to, article, lang }) => {
      const textIn = (from: Pack) => {
        const compiled = from.article(from.currentId(article) ?? article, lang)
        return compiled ? canonicalText(compiled.sections) : ''
      }
      return Promise.resolve(compareTexts(textIn(pack), textIn(openPack(folderOf(to)))).slice(0, MAX_CHANGES_TOLD))
    },

    'corpus.switch': async ({ to }, { signal }) => {
      const folder = folderOf(to)
      const other = openPack(folder)
      await editions.keep(signal) // the way back, before anything is changed
      await backups.make('edition')
      const isBack = editions.former()?.digest === to
      if (isBack) putBack()
      let counts = NO_MARKS
      if (isBack) for await (const { rows } of placeAll(other, signal)) counts = addCounts(counts, countStates(rows))
      else counts = await carry(to, other, signal)
      editions.activate(to)
      await read(folder)
      broadcast('corpus.changed', editions.active())
      return counts
    },

    'corpus.decline': () => {
      editions.decline()
      return Promise.resolve(null)
    },
  }
}

const NO_DIFFERENCES = { changed: [], added: [], gone: [] }

/** Entries whose text differs, by the hashes of their files; records that changed under the same text count as well. */
function differencesOf(now: Pack, next: Pack): { changed: string[]; added: string[]; gone: string[] } {
  const filesOf = ({ manifest }: Pack) =>
    new Map<string, string>(
      Object.entries(manifest.files).flatMap(([path, hash]) => {
        const [, id, lang] = /^articles\/(.+)\.(zh|en)\.json$/.exec(path) ?? []
        return id === undefined || lang === undefined ? [] : [[`${id}.${lang}`, hash] as const]
      }),
    )
  const before = filesOf(now)
  const after = filesOf(next)
  const idsOf = (keys: readonly string[]) => [...new Set(keys.map((key) => key.replace(/\.\w+$/, '')))].sort()
  const isSame = (key: string) => before.get(key) === after.get(key)
  return {
    changed: idsOf([...after.keys()].filter((key) => before.has(key) && !isSame(key))),
    added: idsOf([...after.keys()].filter((key) => !before.has(key))),
    gone: idsOf([...before.keys()].filter((key) => !after.has(key))),
  }
}
