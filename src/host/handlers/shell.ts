import { randomUUID } from 'node:crypto'
import type { ShellCommand, ShellMenu, UnreadFile } from '../../contract/shell.ts'
import type { Handlers } from '../rpc.ts'

/** What a shell does for one of its pages. */
export interface PageShell {
  /** Takes over the page's commands into the menus. */
  showMenu(menu: ShellMenu): void
  /** `false`: given up by the reader, or nothing that this shell can do. */
  do(command: ShellCommand): Promise<boolean>
  /** The next file the reader opened outside of the page; `null` when none is waiting. */
  takeFile(): Promise<FileText | FileBytes | UnreadFile | null>
}

/** A file by its name and its text; where it lies stays with the shell. */
export interface FileText {
  readonly name: string
  readonly text: string
}

/** A corpus pack by its name and its bytes. */
export interface FileBytes {
  readonly name: string
  readonly bytes: Buffer
}

/** What takes a file as if the page had uploaded it. */
export interface UploadHandlers {
  readonly notes: Handlers['notes.upload']
  readonly pack: Handlers['corpus.upload']
}

/** A browser has its own menus, and does everything by itself. */
export const NO_PAGE_SHELL: PageShell = {
  showMenu: () => undefined,
  do: () => Promise.resolve(false),
  takeFile: () => Promise.resolve(null),
}

/** Calls that are about the window of the very page that calls. */
export function shellHandlers(
  page: PageShell,
  keep: UploadHandlers,
): Pick<Handlers, 'shell.menu' | 'shell.do' | 'shell.takeFile'> {
  return {
    'shell.menu': (menu) => {
      page.showMenu(menu)
      return Promise.resolve(null)
    },
    'shell.do': ({ command }) => page.do(command),
    'shell.takeFile': async (_nothing, context) => {
      const file = await page.takeFile()
      if (!file || 'problem' in file) return file
      const upload = randomUUID()
      const isPack = 'bytes' in file
      if (isPack) await keep.pack({ upload, part: file.bytes.toString('base64') }, context)
      else await keep.notes({ upload, part: file.text }, context)
      return { name: file.name, upload, kind: isPack ? 'pack' : 'notes' }
    },
  }
}
