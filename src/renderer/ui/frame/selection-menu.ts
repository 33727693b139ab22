/** What can be done with selected words, at the pointer: the same in a browser and on the desktop. */
import { copyText } from '../../dom/copy.ts'
import { runCommand } from '../../state/commands.ts'
import { dialogs } from '../../state/dialogs.svelte.ts'
import { searchHref } from '../../state/routes.ts'
import { workspace } from '../../state/workspace.svelte.ts'
import { t } from '../../strings/index.svelte.ts'
import { menu } from './menu.svelte.ts'

/** Longer selections are no question that an index could answer. Unit: UTF-16 units. */
const LONGEST_QUESTION = 80

/** The selected words under an event; none in a field of text, which has the system's own menu. */
function wordsUnder(event: Event): { words: string; at: Element } | null {
  const { target } = event
  if (!(target instanceof Element) || target.closest('input, textarea, select, dialog, [contenteditable]')) return null
  const selection = getSelection()
  const words = selection?.toString().trim() ?? ''
  return words !== '' && selection?.containsNode(target, true) ? { words, at: target } : null
}

/** For `contextmenu`, after the menus of links and tabs. With Shift the browser's own menu stays. */
export function showSelectionMenu(event: MouseEvent): void {
  if (event.defaultPrevented || event.shiftKey) return
  const found = wordsUnder(event)
  if (!found) return
  const { words, at } = found
  const isText = at.closest('[data-block]') !== null
  const isQuestion = words.length <= LONGEST_QUESTION && !words.includes('\n')
  menu.show(event, at, t('selection.menu'), [
    { text: t('selection.copy'), run: () => void copyText(words) },
    ...(isText
      ? [
          { text: t('command.highlight'), run: () => runCommand('highlight') },
          { text: t('command.note'), run: () => runCommand('note') },
        ]
      : []),
    ...(isQuestion
      ? [
          { text: t('selection.lookUp', { words }), run: () => dialogs.lookUp(words) },
          { text: t('selection.search', { words }), run: () => workspace.open(searchHref(words)) },
        ]
      : []),
  ])
}
