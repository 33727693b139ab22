/**
 * Everything the reader can do that has a name: one list for palette, shortcuts, their sheet and the desktop menu.
 * A command with `run: null` is done by the component that listens to its key itself; it is listed all the same.
 */
import {
  HAN_SCRIPTS,
  READING_MODES,
  THEMES,
  TYPE_SIZES,
  UI_LANGUAGES,
  type ReadingMode,
} from '../../contract/settings.ts'
import { LANGUAGE_NAMES } from '../strings/language-names.ts'
import { t } from '../strings/index.svelte.ts'
import { dialogs } from './dialogs.svelte.ts'
import { FILE_COMMANDS } from './file-commands.ts'
import { eventOf, isTyped, keyCaps, pressOf } from './keys.ts'
import { printPage } from './print.ts'
import { chooseMode, modeOf } from './reading-mode.ts'
import { router } from './router.svelte.ts'
import { articleHref, graphHref, type GraphReading } from './routes.ts'
import { settings } from './settings.svelte.ts'
import { sidePanel } from './side-panel.svelte.ts'
import { workspace } from './workspace.svelte.ts'

export const COMMAND_GROUPS = ['file', 'go', 'tabs', 'read', 'mark', 'settings'] as const

/** One thing the reader can do. */
export interface Command {
  readonly id: string
  readonly group: (typeof COMMAND_GROUPS)[number]
  /** Its name in the interface's language: reactive, so ask each time. */
  readonly title: () => string
  /** Presses that do it unless the reader chose another; see `keys.ts`. */
  readonly keys: readonly string[]
  /** `null`: the component that listens to the key does it. */
  readonly run: (() => void) | null
  /** Whether it makes sense now; without it, always. */
  readonly isPossible?: () => boolean
}

const inArticle = () => router.route.name === 'article'
const inThread = () => router.route.name === 'thread'

/** One size up or down, as far as there are sizes. */
function stepSize(step: 1 | -1): void {
  const next = TYPE_SIZES[TYPE_SIZES.indexOf(settings.current.typeSize) + step]
  if (next !== undefined) void settings.set({ typeSize: next })
}

/** Chooses how the article with the keys is read: where its address names a language, for that pane alone. */
export function chooseShownMode(mode: ReadingMode): void {
  const { route } = router
  if (route.name !== 'article') return
  const isOne = mode === 'zh' || mode === 'en'
  if (route.lang === null || !isOne) chooseMode(route.id, mode)
  if (route.lang !== null) router.go(articleHref(route.id, route.place, isOne ? mode : undefined), { replace: true })
}

function nextReadingMode(): void {
  const { route } = router
  if (route.name !== 'article') return
  const next = (READING_MODES.indexOf(route.lang ?? modeOf(route.id)) + 1) % READING_MODES.length
  chooseShownMode(READING_MODES[next] ?? 'zh')
}

function tabs(
  id: string,
  title: () => string,
  keys: readonly string[],
  run: () => void,
  isPossible?: () => boolean,
): Command {
  return { id, group: 'tabs', title, keys, run, ...(isPossible && { isPossible }) }
}

const go = (id: string, title: () => string, href: string, ...keys: string[]): Command => ({
  id,
  group: 'go',
  title,
  keys,
  run: () => router.go(href),
})

/** The same article in the language that is not shown, or the graph around it: what one wants to see beside it. */
/** From an article one wants to see where its own entry stands. */
function goToGraph(view: GraphReading): void {
  router.go(graphHref(view, router.route.name === 'article' ? router.route.id : null))
}

function besideHref(kind: 'language' | 'graph'): string | null {
  const { route } = router
  if (route.name !== 'article') return kind === 'graph' ? '#/graph' : null
  if (kind === 'graph') return graphHref('ego', route.id)
  const shown = route.lang ?? modeOf(route.id)
  return articleHref(route.id, route.place, shown === 'en' ? 'zh' : 'en')
}

function openBeside(kind: 'language' | 'graph'): void {
  const href = besideHref(kind)
  if (href !== null) workspace.openBeside(href)
}

const isSplit = () => workspace.tab.panes.length > 1
const hasTabs = () => workspace.current.tabs.length > 1

/** Browsers keep Ctrl+T, Ctrl+W and Ctrl+Tab to themselves: plain keys do the same in every shell. */
const TAB_COMMANDS: readonly Command[] = [
  tabs(
    'tab-new',
    () => t('tabs.new'),
    ['Shift+T'],
    () => workspace.open('#/'),
  ),
  tabs(
    'tab-close',
    () => t('tabs.close'),
    ['X'],
    () => workspace.close(),
  ),
  tabs(
    'tab-reopen',
    () => t('tabs.reopen'),
    ['Shift+X'],
    () => workspace.reopen(),
    () => workspace.canReopen,
  ),
  tabs(
    'tab-previous',
    () => t('tabs.previous'),
    ['['],
    () => workspace.turn(-1),
    hasTabs,
  ),
  tabs(
    'tab-next',
    () => t('tabs.next'),
    [']'],
    () => workspace.turn(1),
    hasTabs,
  ),
  tabs(
    'tab-left',
    () => t('tabs.moveLeft'),
    ['{'],
    () => workspace.moveBy(-1),
    hasTabs,
  ),
  tabs(
    'tab-right',
    () => t('tabs.moveRight'),
    ['}'],
    () => workspace.moveBy(1),
    hasTabs,
  ),
  tabs(
    'side-language',
    () => t('tabs.besideLanguage'),
    ['\\'],
    () => openBeside('language'),
    inArticle,
  ),
  tabs(
    'side-graph',
    () => t('tabs.besideGraph'),
    ['|'],
    () => openBeside('graph'),
  ),
  tabs(
    'side-other',
    () => t('tabs.otherSide'),
    ['O'],
    () => workspace.focusPane(1 - workspace.tab.focused),
    isSplit,
  ),
  tabs(
    'side-swap',
    () => t('tabs.swapSides'),
    ['Shift+O'],
    () => workspace.swapPanes(),
    isSplit,
  ),
  tabs(
    'side-close',
    () => t('tabs.closeSide'),
    [],
    () => workspace.closePane(),
    isSplit,
  ),
]

/** All commands, in the order the sheet shows them. */
export const COMMANDS: readonly Command[] = [
  {
    id: 'palette',
    group: 'go',
    title: () => t('command.palette'),
    keys: ['Mod+K'],
    run: () => dialogs.toggle('palette'),
  },
  go('home', () => t('nav.home'), '#/', '0'),
  go('search', () => t('nav.search'), '#/search', '/', 'Mod+Shift+F'),
  {
    id: 'graph',
    group: 'go',
    title: () => t('nav.graph'),
    keys: ['G'],
    run: () => goToGraph('lineage'),
  },
  {
    id: 'timeline',
    group: 'go',
    title: () => t('graph.timeline'),
    keys: ['Shift+G'],
    run: () => goToGraph('timeline'),
  },
  go('notes', () => t('nav.notes'), '#/notes', 'B'),
  go('study', () => t('nav.study'), '#/study', 'S'),
  go('backups', () => t('backups.title'), '#/backups'),
  go('editions', () => t('editions.title'), '#/editions'),
  go('settings', () => t('nav.settings'), '#/settings', 'Mod+,'),
  { id: 'back', group: 'go', title: () => t('nav.back'), keys: ['Alt+ArrowLeft'], run: () => workspace.step(-1) },
  { id: 'forward', group: 'go', title: () => t('nav.forward'), keys: ['Alt+ArrowRight'], run: () => workspace.step(1) },
  ...TAB_COMMANDS,
  {
    id: 'reading-mode',
    group: 'read',
    title: () => t('command.readingMode'),
    keys: ['L'],
    run: nextReadingMode,
    isPossible: inArticle,
  },
  { id: 'peek', group: 'read', title: () => t('command.peek'), keys: ['P'], run: null },
  { id: 'twin', group: 'read', title: () => t('command.twin'), keys: ['Shift+P'], run: null },
  {
    id: 'panel',
    group: 'read',
    title: () => t('article.panel'),
    keys: ['I'],
    run: () => sidePanel.toggle(),
    isPossible: inArticle,
  },
  {
    id: 'dates',
    group: 'read',
    title: () => t(inThread() ? 'thread.dates' : 'article.dates'),
    keys: ['D'],
    run: () => dialogs.toggle('dates'),
    isPossible: () => inArticle() || inThread(),
  },
  { id: 'find', group: 'read', title: () => t('article.find'), keys: ['Mod+F'], run: null },
  {
    id: 'print',
    group: 'read',
    title: () => t('command.print'),
    keys: ['Mod+P'],
    run: () => printPage({ withNotes: false }),
  },
  {
    id: 'print-notes',
    group: 'read',
    title: () => t('command.printNotes'),
    keys: [],
    run: () => printPage({ withNotes: true }),
    isPossible: inArticle,
  },
  { id: 'bigger', group: 'read', title: () => t('command.bigger'), keys: [], run: () => stepSize(1) },
  { id: 'smaller', group: 'read', title: () => t('command.smaller'), keys: [], run: () => stepSize(-1) },
  { id: 'highlight', group: 'mark', title: () => t('command.highlight'), keys: ['H'], run: null },
  { id: 'note', group: 'mark', title: () => t('command.note'), keys: ['N'], run: null },
  { id: 'card', group: 'mark', title: () => t('command.card'), keys: ['C'], run: null },
  { id: 'question', group: 'mark', title: () => t('command.question'), keys: ['Q'], run: null },
  { id: 'select', group: 'mark', title: () => t('command.select'), keys: ['V'], run: null },
  { id: 'bookmark', group: 'mark', title: () => t('command.bookmark'), keys: ['M'], run: null },
  {
    id: 'shortcuts',
    group: 'settings',
    title: () => t('command.shortcuts'),
    keys: ['?'],
    run: () => dialogs.toggle('shortcuts'),
  },
  {
    id: 'welcome',
    group: 'settings',
    title: () => t('command.welcome'),
    keys: [],
    run: () => {
      void settings.set({ welcomed: false })
      router.go('#/')
    },
  },
  ...THEMES.map((theme): Command => ({
    id: `theme-${theme}`,
    group: 'settings',
    title: () => t('command.choose', { setting: t('settings.theme'), value: t(`theme.${theme}`) }),
    keys: [],
    run: () => void settings.set({ theme }),
  })),
  ...UI_LANGUAGES.map((language): Command => ({
    id: `language-${language}`,
    group: 'settings',
    title: () => t('command.choose', { setting: t('settings.language'), value: LANGUAGE_NAMES[language] }),
    keys: [],
    run: () => void settings.set({ language }),
  })),
  ...HAN_SCRIPTS.map((hanScript): Command => ({
    id: `script-${hanScript}`,
    group: 'settings',
    title: () => t('command.choose', { setting: t('settings.script'), value: t(`script.${hanScript}`) }),
    keys: [],
    run: () => void settings.set({ hanScript }),
  })),
  ...READING_MODES.map((readingMode): Command => ({
    id: `mode-${readingMode}`,
    group: 'settings',
    title: () => t('command.choose', { setting: t('settings.mode'), value: t(`mode.${readingMode}`) }),
    keys: [],
    run: () => void settings.set({ readingMode }),
  })),
  ...FILE_COMMANDS,
]

const byId = new Map(COMMANDS.map((command) => [command.id, command]))

/** The presses of a command: the reader's own, else the list's. */
export function keysOf(command: Command): readonly string[] {
  const own = settings.current.shortcuts[command.id]
  return own === undefined ? command.keys : own === '' ? [] : [own]
}

/** What a button that does a command says when pointed at: its name and its first key. */
export function commandTitle(id: string): string {
  const command = byId.get(id)
  if (!command) return ''
  const [press] = keysOf(command)
  const caps = press === undefined ? [] : keyCaps(press, /mac/i.test(navigator.userAgent))
  return caps.length > 0 ? `${command.title()} (${caps.join(' ')})` : command.title()
}

/** Does what a menu item or a shortcut asks for; an unknown command does nothing. */
export function runCommand(id: string): void {
  if (id.startsWith('open:#/'))
    router.go(id.slice('open:'.length)) // a deep link, already parsed to a route by the shell
  else {
    const command = byId.get(id)
    if (command?.run === null) press(command)
    else command?.run?.()
  }
}

/** Presses a command's key for the reader: the component that does it listens to nothing else. */
function press(command: Command): void {
  const [key] = keysOf(command)
  if (key !== undefined) document.body.dispatchEvent(new KeyboardEvent('keydown', eventOf(key)))
}

/** The command of a key press, or `null`; never one while text is being composed or typed without a modifier. */
export function shortcutCommand(event: KeyboardEvent): string | null {
  if (event.isComposing || event.defaultPrevented) return null
  const press = pressOf(event)
  if (press === null || (isTyped(press) && (isTyping(event.target) || hasDialog()))) return null
  if (press === '0' && router.route.name === 'graph') return null // fits the drawing there
  const command = COMMANDS.find((each) => each.run && keysOf(each).includes(press))
  return command && (command.isPossible?.() ?? true) ? command.id : null
}

/** Whether a press is that of a command whose component listens itself, and may act now. */
export function isPressOf(id: string, event: KeyboardEvent): boolean {
  if (event.isComposing || event.defaultPrevented) return false
  const press = pressOf(event)
  const command = byId.get(id)
  if (press === null || !command || !keysOf(command).includes(press)) return false
  return !isTyped(press) || (!isTyping(event.target) && !hasDialog())
}

/** Inputs that take no characters: a radio button keeps the focus once chosen, and shortcuts must still work. */
const NO_TEXT = /^(radio|checkbox|button|submit|range)$/

/** Asked of the page: a dialog's `close` event, which `dialogs` waits for, comes after it is gone. */
const hasDialog = () => document.querySelector('dialog[open]') !== null

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !NO_TEXT.test(target.type)
  return target instanceof HTMLElement && (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName))
}
