/**
 * What the installer of Windows asks of the app it has installed: it starts the app with one of these words, waits for
 * its end, and leaves shortcuts and the registry to it. See
 * https://github.com/Squirrel/Squirrel.Windows/blob/develop/docs/using/custom-squirrel-events.md
 */
import { win32 } from 'node:path'

/** A program and its arguments. */
export type Step = readonly [program: string, ...args: string[]]

const CLASSES = String.raw`HKCU\Software\Classes`
const TYPE = 'Mailuo.Notes'
const PACK_TYPE = 'Mailuo.Pack'
const OFFERS = String.raw`.jsonld\OpenWithProgids`

/**
 * The steps the installer asks for, or `null` at a start that is the reader's own. Notes get Mailuo as one of the
 * programs that open them: what the reader chose stays. Corpus packs are Mailuo's own.
 * @param program    Path of the program that runs: `…\mailuo\app-1.2.3\mailuo.exe`.
 * @param systemRoot Folder of Windows: `reg.exe` is taken from nowhere else.
 */
export function installerSteps(
  argv: readonly string[],
  program: string,
  systemRoot = String.raw`C:\Windows`,
): readonly Step[] | null {
  const registry = (verb: 'add' | 'delete', key: string, ...value: readonly string[]): Step => [
    win32.join(systemRoot, 'System32', 'reg.exe'),
    ...[verb, `${CLASSES}\\${key}`, ...value, '/f'],
  ]
  const name = win32.basename(program)
  const above = win32.dirname(win32.dirname(program))
  const shortcut = (what: 'create' | 'remove'): Step => [win32.join(above, 'Update.exe'), `--${what}Shortcut=${name}`]
  switch (argv[1]) {
    case '--squirrel-install':
    case '--squirrel-updated': {
      // Starts the newest version, and stays where it is over updates.
      const starter = win32.join(above, name)
      const described = (type: string, title: string) => [
        registry('add', type, '/ve', '/d', title),
        registry('add', `${type}\\DefaultIcon`, '/ve', '/d', `"${starter}",0`),
        registry('add', `${type}\\shell\\open\\command`, '/ve', '/d', `"${starter}" "%1"`),
      ]
      return [
        shortcut('create'),
        ...described(PACK_TYPE, 'Mailuo Corpus Pack'),
        registry('add', '.mailuo', '/ve', '/d', PACK_TYPE),
        ...described(TYPE, 'Mailuo Notes'),
        registry('add', OFFERS, '/v', TYPE),
      ]
    }
    case '--squirrel-uninstall':
      return [
        shortcut('remove'),
        registry('delete', PACK_TYPE),
        registry('delete', '.mailuo'),
        registry('delete', TYPE),
        registry('delete', OFFERS, '/v', TYPE),
        registry('delete', 'mailuo'), // what Electron wrote for links
      ]
    case '--squirrel-obsolete':
      return []
    default:
      return null
  }
}
