/**
 * The application's menus, as pure functions. What the page can do is taken from the list the page has told, which is
 * the list of its palette as well; what Electron does itself is added with labels of our own.
 */
import { basename, dirname } from 'node:path'
import type { MenuItemConstructorOptions } from 'electron'
import type { UiLanguage } from '../contract/settings.ts'
import type { MenuCommand, ShellMenu } from '../contract/shell.ts'
import { WORDS } from './words.ts'

type Item = MenuItemConstructorOptions

/** Files that were opened last, newest first, where the system itself keeps no list of them. */
export interface RecentFiles {
  readonly paths: readonly string[]
  readonly open: (path: string) => void
  readonly clear: () => void
}

/** Groups of the page that have a place of their own; every other becomes a menu. */
const FILE_GROUP = 'file'
const SETTINGS = 'settings'
const SEPARATOR: Item = { type: 'separator' }

const NAMED: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
}
/** Keys that Electron is known to take; it throws for others. */
const TAKEN = /^(?:[A-Z0-9]|F\d{1,2}|Left|Right|Up|Down|Home|End|PageUp|PageDown|Space|Enter|[,./?[\]\\;])$/

/**
 * A press of the page in the words of Electron. Single letters are only shown, and not on a Mac, where what is shown is
 * also taken: they are the page's, and text must stay possible to type.
 */
export function acceleratorOf(
  press: string,
  platform: NodeJS.Platform,
): Pick<Item, 'accelerator' | 'registerAccelerator'> {
  const parts = press.split('+').map((part) => NAMED[part] ?? part)
  const isKnown = parts.every((part, i) =>
    i === parts.length - 1 ? TAKEN.test(part) : ['CmdOrCtrl', 'Alt', 'Shift'].includes(part),
  )
  const isTyped = !/^(Mod|Alt)\+/.test(press)
  if (!isKnown || (isTyped && platform === 'darwin')) return {}
  return { accelerator: parts.join('+'), ...(isTyped && { registerAccelerator: false }) }
}

/** A single `&` would underline the next letter. */
const plain = (label: string) => label.replaceAll('&', '&&')

/** @param run Sends a command to the page in front. */
export function menuTemplate(
  platform: NodeJS.Platform,
  language: UiLanguage,
  menu: ShellMenu,
  run: (command: string) => void,
  recentFiles: RecentFiles,
): Item[] {
  const word = (name: keyof typeof WORDS) => WORDS[name][language]
  const role = (name: keyof typeof WORDS & Item['role']): Item => ({ role: name, label: word(name) })
  const item = ({ id, title, key, isPossible }: MenuCommand): Item => ({
    label: plain(title),
    enabled: isPossible,
    click: () => run(id),
    ...(key !== null && acceleratorOf(key, platform)),
  })
  const isMac = platform === 'darwin'
  // A Mac keeps them and shows them itself; elsewhere the list is ours.
  const recent: Item = isMac
    ? {
        role: 'recentDocuments',
        label: word('openRecent'),
        submenu: [{ role: 'clearRecentDocuments', label: word('clearRecent') }],
      }
    : {
        label: word('openRecent'),
        enabled: recentFiles.paths.length > 0,
        submenu: [
          ...recentFiles.paths.map((path) => ({
            label: plain(`${basename(path)} — ${dirname(path)}`),
            click: () => recentFiles.open(path),
          })),
          SEPARATOR,
          { label: word('clearRecent'), click: recentFiles.clear },
        ],
      }
  const commands = menu.flatMap((group) => group.commands)
  const settings = commands.filter(({ id }) => id === SETTINGS).map(item)
  const file = menu.find(({ id }) => id === FILE_GROUP)?.commands ?? []
  const about = file.filter(({ id }) => id === 'about').map(item)
  const ofFile = file.filter(({ id }) => id !== 'about').map(item)
  const pages = menu
    .filter(({ id }) => id !== FILE_GROUP)
    .map(({ title, commands: all }) => ({ label: title, submenu: all.filter(({ id }) => id !== SETTINGS).map(item) }))

  return [
    ...(isMac
      ? [
          {
            role: 'appMenu' as const,
            submenu: [
              role('about'),
              ...settings,
              SEPARATOR,
              role('hide'),
              role('hideOthers'),
              role('unhide'),
              SEPARATOR,
              role('quit'),
            ],
          },
        ]
      : []),
    {
      label: word('file'),
      submenu: [
        ...ofFile,
        recent,
        SEPARATOR,
        role('close'),
        ...(isMac ? [] : [...settings, ...about, SEPARATOR, role('quit')]),
      ],
    },
    { label: word('edit'), submenu: editItems(language) },
    ...pages,
    {
      label: word('view'),
      submenu: [role('zoomIn'), role('zoomOut'), role('resetZoom'), SEPARATOR, role('togglefullscreen')],
    },
    { label: word('window'), role: 'windowMenu', submenu: [role('minimize')] },
  ]
}

/** What can be done in a field of text: the menu of editing, and the one that opens at the pointer. */
export function editItems(language: UiLanguage): Item[] {
  const role = (name: keyof typeof WORDS & Item['role']): Item => ({
    role: name,
    label: WORDS[name][language],
  })
  return [role('undo'), role('redo'), SEPARATOR, role('cut'), role('copy'), role('paste'), SEPARATOR, role('selectAll')]
}
