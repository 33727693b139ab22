/** What page and desktop shell tell each other: the page's commands for the menus, and what only a shell can do. */
import * as v from 'valibot'

/** Things a page asks its shell for. */
export const SHELL_COMMANDS = ['new-window', 'import-notes', 'open-pack', 'save-pdf', 'about', 'sign-out'] as const

/** A file the reader opened that gives no text: of another kind, beyond the limit of an import, or not to be read. */
export interface UnreadFile {
  readonly name: string
  readonly problem: 'other-kind' | 'too-long' | 'unreadable'
}

/**
 * A file the reader opened outside of the page (dialog, double click, command line), as the page is given it: its name,
 * and what it is known by to `notes.previewImport` or, a corpus pack, to `corpus.add`.
 */
export type OpenedFile =
  { readonly name: string; readonly upload: string; readonly kind: 'notes' | 'pack' } | UnreadFile

/** A WebSocket that is closed with this code belongs to a session that has ended: there is no way back into it. */
export const SIGNED_OUT = 4401
export type ShellCommand = (typeof SHELL_COMMANDS)[number]

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(60))
const title = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

/**
 * The page's list of commands as the menus show it, in the language of the interface: one group a menu. `key` is a
 * press as in the page's shortcuts (`Mod+K`, `Alt+ArrowLeft`), the reader's own where there is one.
 */
export const SHELL_MENU = v.pipe(
  v.array(
    v.strictObject({
      id: name,
      title,
      commands: v.pipe(
        v.array(v.strictObject({ id: name, title, key: v.nullable(name), isPossible: v.boolean() })),
        v.maxLength(100),
      ),
    }),
  ),
  v.maxLength(20),
)
export type ShellMenu = v.InferOutput<typeof SHELL_MENU>
export type MenuCommand = ShellMenu[number]['commands'][number]
