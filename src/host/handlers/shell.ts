import type { ShellCommand, ShellMenu } from '../../contract/shell.ts'
import type { Handlers } from '../rpc.ts'

/** What a shell does for one of its pages. */
export interface PageShell {
  /** Takes over the page's commands into the menus. */
  showMenu(menu: ShellMenu): void
  /** `false`: given up by the reader, or nothing that this shell can do. */
  do(command: ShellCommand): Promise<boolean>
}

/** A browser has its own menus, and does everything by itself. */
export const NO_PAGE_SHELL: PageShell = { showMenu: () => undefined, do: () => Promise.resolve(false) }

/** Calls that are about the window of the very page that calls. */
export function shellHandlers(page: PageShell): Pick<Handlers, 'shell.menu' | 'shell.do'> {
  return {
    'shell.menu': (menu) => {
      page.showMenu(menu)
      return Promise.resolve(null)
    },
    'shell.do': ({ command }) => page.do(command),
  }
}
