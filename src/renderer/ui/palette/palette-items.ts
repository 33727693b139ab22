/** What the palette lists: from names at once, from the full text and the notes once the host has answered. */
import { normaliseText } from '../../../core/text/index.ts'
import type { CatalogEntry, Kind, Lang, Thread } from '../../../core/corpus/model.ts'
import type { SearchAnswer } from '../../../core/search/model.ts'
import { COMMANDS, keysOf, type Command } from '../../state/commands.ts'
import { corpus } from '../../state/corpus.svelte.ts'
import { reading } from '../../state/reading.svelte.ts'
import { router } from '../../state/router.svelte.ts'
import { articleHref, ownCardHref, graphHref, searchHref, threadHref } from '../../state/routes.ts'
import { settings } from '../../state/settings.svelte.ts'
import { threads } from '../../state/threads.svelte.ts'
import { t } from '../../strings/index.svelte.ts'
import { wantMark } from '../notes/open-mark.ts'
import { bestByName } from './rank.ts'

export interface PaletteItem {
  readonly id: string
  readonly group: 'recent' | 'entry' | 'thread' | 'command' | 'also' | 'section' | 'note' | 'search'
  readonly title: string
  readonly detail: string
  readonly kind?: Kind
  readonly lang?: Lang
  readonly keys?: readonly string[]
  /** Where it leads, if it is a page: such a row can be opened in another tab. */
  readonly href?: string
  /** Where its family tree is drawn, if it is an entry. */
  readonly treeHref?: string
  readonly run: () => void
}

/** A row that leads to a page. */
function leadsTo(href: string): Pick<PaletteItem, 'href' | 'run'> {
  return { href, run: () => router.go(href) }
}

/** Rows of each group: all of them fit a window of 800 × 600 with a little scrolling. */
const ENTRIES = 6
const THREADS = 2
const FOUND_COMMANDS = 5
const SECTIONS = 5
const NOTES = 3
const RECENT = 5

function entryItem(entry: CatalogEntry, group: 'recent' | 'entry' | 'also'): PaletteItem {
  const { lang } = settings
  return {
    id: `${group}/${entry.id}`,
    group,
    title: entry.name[lang],
    detail: [t(`kind.${entry.kind}`), entry.date?.slice(0, 4)].filter(Boolean).join(' · '),
    kind: entry.kind,
    treeHref: graphHref('lineage', entry.id),
    ...leadsTo(articleHref(entry.id)),
  }
}

function threadItem({ id, title, stops, minutes }: Thread): PaletteItem {
  return {
    id: `thread/${id}`,
    group: 'thread',
    title: title[settings.lang],
    detail: [t('home.stops', { count: stops.length }), t('home.minutes', { count: minutes })].join(' · '),
    ...leadsTo(threadHref(id)),
  }
}

function commandItem(command: Command): PaletteItem {
  return {
    id: `command/${command.id}`,
    group: 'command',
    title: command.title(),
    detail: '',
    keys: keysOf(command).slice(0, 1),
    run: () => command.run?.(),
  }
}

function possibleCommands(): Command[] {
  return COMMANDS.filter(({ id, run, isPossible }) => run && id !== 'palette' && (isPossible?.() ?? true))
}

/** Before anything is typed: where the reader was, and the commands that lead somewhere. */
export function firstItems(): PaletteItem[] {
  const recent = [...new Set(reading.positions.map(({ article }) => article))].flatMap((id) => corpus.entry(id) ?? [])
  return [
    ...recent.slice(0, RECENT).map((entry) => entryItem(entry, 'recent')),
    ...possibleCommands()
      .filter(({ group, id }) => group === 'go' || id === 'shortcuts')
      .map(commandItem),
  ]
}

/** An entry with the other name it was found by, where its own does not show why it is here. */
function underName(entry: CatalogEntry, wanted: string): PaletteItem {
  const item = entryItem(entry, 'entry')
  if (normaliseText(item.title).includes(wanted)) return item
  const other = [entry.name.zh, entry.name.en, ...entry.aliases].find((name) => normaliseText(name).includes(wanted))
  return other === undefined ? item : { ...item, detail: `${other} · ${item.detail}` }
}

/** Entries and commands by name. */
export function namedItems(text: string): PaletteItem[] {
  const wanted = normaliseText(text.trim())
  const entries = bestByName(
    corpus.catalog.entities,
    wanted,
    ENTRIES,
    ({ id, name, aliases }) => [id, name.zh, name.en, ...aliases].map(normaliseText),
    ({ degree }) => degree,
  )
  const byTitle = bestByName(
    threads.all,
    wanted,
    THREADS,
    ({ id, title }) => [id.replaceAll('-', ' '), title.zh, title.en].map(normaliseText),
    () => 0,
  )
  const commands = bestByName(
    possibleCommands(),
    wanted,
    FOUND_COMMANDS,
    ({ id, title }) => [normaliseText(title()), id.replaceAll('-', ' ')],
    () => 0,
  )
  return [...entries.map((entry) => underName(entry, wanted)), ...byTitle.map(threadItem), ...commands.map(commandItem)]
}

/** What the host found: entries that names did not show (pinyin, slips of the pen), passages and notes. */
export function foundItems(answer: SearchAnswer, shown: readonly PaletteItem[]): PaletteItem[] {
  const known = new Set(shown.map(({ id }) => id))
  const articles = answer.hits.filter((hit) => hit.type === 'article')
  const entries = articles
    .filter(({ id, why }) => why[0] !== 'body' && why[0] !== 'heading' && !known.has(`entry/${id}`))
    .flatMap(({ id }) => corpus.entry(id) ?? [])
  const room = Math.max(0, ENTRIES - shown.filter(({ group }) => group === 'entry').length)
  const sections = articles.flatMap((hit) =>
    hit.sections.slice(0, 2).map((section): PaletteItem => ({
      id: `section/${hit.id}/${section.block}`,
      group: 'section',
      title: [hit.title.text, section.heading].filter(Boolean).join(' › '),
      detail: section.excerpt.text,
      lang: hit.lang,
      ...leadsTo(articleHref(hit.id, section.block)),
    })),
  )
  const notes = answer.hits.flatMap((hit): PaletteItem[] =>
    hit.type === 'article'
      ? []
      : [
          {
            id: `note/${hit.id}`,
            group: 'note',
            title: hit.excerpt.text,
            detail: hit.article === null ? t('search.cards') : corpus.name(hit.article, settings.lang),
            run: () => {
              if (hit.type === 'card') router.go(ownCardHref(hit.id))
              else {
                wantMark(hit)
                router.go(articleHref(hit.article))
              }
            },
          },
        ],
  )
  return [
    ...entries.slice(0, room).map((entry) => entryItem(entry, 'also')),
    ...notes.slice(0, NOTES),
    ...sections.slice(0, SECTIONS),
  ]
}

/** The way to the page of all results. */
export function fullTextItem(text: string): PaletteItem {
  return {
    id: 'search',
    group: 'search',
    title: t('palette.fullText', { text }),
    detail: '',
    ...leadsTo(searchHref(text)),
  }
}
