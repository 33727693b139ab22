/** Tells the desktop shell what the reader can do, so that its menus offer the same as the palette. */
import type { ShellMenu } from '../../contract/shell.ts'
import { client } from '../client/index.ts'
import { t } from '../strings/index.svelte.ts'
import { COMMAND_GROUPS, COMMANDS, keysOf } from './commands.ts'
import { isDesktop } from './shell-kind.ts'

/** The commands as the menus show them now: follows the language, the reader's own keys, and what is possible. */
function menuOf(): ShellMenu {
  return COMMAND_GROUPS.map((id) => ({
    id,
    title: t(`shortcuts.${id}`),
    commands: COMMANDS.filter(({ group }) => group === id).map((command) => {
      const keys = keysOf(command)
      return {
        id: command.id,
        title: command.title(),
        // A menu shows one key; one that text can be typed beside is the better to know.
        key: keys.find((press) => /^(Mod|Alt)\+/.test(press)) ?? keys[0] ?? null,
        isPossible: command.isPossible?.() ?? true,
      }
    }),
  }))
}

/** Keeps the menus in step with the page; in a browser there are none. Returns the function that ends it. */
export function tellShell(): () => void {
  if (!isDesktop) return () => undefined
  return $effect.root(() => {
    // The menus are outside of the page: what they show is sent whenever it would be another.
    const menu = $derived(JSON.stringify(menuOf()))
    $effect(() => {
      client.call('shell.menu', JSON.parse(menu) as ShellMenu).catch(() => undefined) // the next change says it again
    })
  })
}
