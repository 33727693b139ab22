import { READING_MODES } from '../../contract/settings.ts'
import { router } from './router.svelte.ts'
import { settings } from './settings.svelte.ts'

/** Where a command leads; the menu of the desktop shell and the page's shortcuts speak the same names. */
const PAGES: Readonly<Record<string, string>> = {
  home: '#/',
  search: '#/search',
  graph: '#/graph',
  notes: '#/notes',
  study: '#/study',
  settings: '#/settings',
}

/** Does what a menu item or a shortcut asks for; an unknown command does nothing. */
export function runCommand(command: string): void {
  const page = PAGES[command]
  if (page !== undefined) {
    router.go(page)
  } else if (command === 'back') {
    history.back()
  } else if (command === 'forward') {
    history.forward()
  } else if (command === 'reading-mode') {
    const next = (READING_MODES.indexOf(settings.current.readingMode) + 1) % READING_MODES.length
    void settings.set({ readingMode: READING_MODES[next] ?? 'zh' })
  } else if (command.startsWith('open:#/')) {
    router.go(command.slice('open:'.length)) // a deep link, already parsed to a route by the shell
  }
}

/** The command of a key press, or `null`; never one while text is being composed or typed without a modifier. */
export function shortcutCommand(event: KeyboardEvent): string | null {
  if (event.isComposing || event.defaultPrevented) return null
  const key = event.key.toLowerCase()
  if (event.ctrlKey || event.metaKey) {
    if (key === 'k') return 'search'
    if (key === ',') return 'settings'
    return null
  }
  if (event.altKey || isTyping(event.target)) return null
  switch (key) {
    case '/':
      return 'search'
    case 'g':
      return 'graph'
    case 'b':
      return 'notes'
    case '0':
      return router.route.name === 'graph' ? null : 'home'
    case 'l':
      return router.route.name === 'article' ? 'reading-mode' : null
    default:
      return null
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
