/** Commands that a window or a browser tab as a whole takes part in; the shell does what the page cannot. */
import type { ShellCommand } from '../../contract/shell.ts'
import { client } from '../client/index.ts'
import { PACK_EXTENSION } from '../../contract/packs.ts'
import { chooseFiles } from '../dom/choose-files.ts'
import { t } from '../strings/index.svelte.ts'
import { NOTES_FILES, notesImport } from '../ui/notes/notes-import.svelte.ts'
import { toast } from '../ui/toast.svelte.ts'
import type { Command } from './commands.ts'
import { isDesktop } from './shell-kind.ts'
import { reasonOf } from './reason-of.ts'

/** Asks the shell; what goes wrong there is told. */
async function ask(command: ShellCommand): Promise<void> {
  try {
    await client.call('shell.do', { command })
  } catch (error) {
    toast.show(t('command.failed', { reason: reasonOf(error) }))
  }
}

/** Lets the reader choose notes to import; the desktop tells by an event that there are some. */
export function chooseNotes(): void {
  if (isDesktop) void ask('import-notes')
  else void chooseFiles(NOTES_FILES).then((files) => notesImport.add(files))
}

/** Lets the reader choose a corpus pack; the desktop tells by an event that there is one. */
export function choosePack(): void {
  if (isDesktop) void ask('open-pack')
  else void chooseFiles(PACK_EXTENSION).then((files) => notesImport.add(files))
}

const file = (id: string, title: () => string, keys: readonly string[], run: () => void): Command => ({
  id,
  group: 'file',
  title,
  keys,
  run,
})

const IN_DESKTOP: readonly Command[] = [
  file(
    'new-window',
    () => t('command.newWindow'),
    ['Mod+Shift+N'],
    () => void ask('new-window'),
  ),
  file('import-notes', () => t('command.importNotes'), ['Mod+O'], chooseNotes),
  file('open-pack', () => t('command.openPack'), [], choosePack),
  file(
    'save-pdf',
    () => t('command.savePdf'),
    [],
    () => void ask('save-pdf'),
  ),
  file(
    'about',
    () => t('command.about'),
    [],
    () => void ask('about'),
  ),
]

/** Ctrl+Shift+N and Ctrl+O are the browser's own. */
const IN_BROWSER: readonly Command[] = [
  file(
    'new-window',
    () => t('command.newWindow'),
    [],
    () => void window.open(location.href),
  ),
  file('import-notes', () => t('command.importNotes'), [], chooseNotes),
  file('open-pack', () => t('command.openPack'), [], choosePack),
  file(
    'sign-out',
    () => t('command.signOut'),
    [],
    () => void ask('sign-out'),
  ),
]

export const FILE_COMMANDS = isDesktop ? IN_DESKTOP : IN_BROWSER
