/** Whether the app is carried about, e.g. on a stick, with the reader's data beside it. */
import { dirname, join } from 'node:path'

/**
 * @param program The running executable.
 * @param exists  Whether there is such a file or folder.
 * @returns The folder `mailuo-data` beside the program as the reader sees it, if they have made one; else `null`.
 */
export function portableFolder(
  platform: NodeJS.Platform,
  program: string,
  env: Readonly<Record<string, string | undefined>>,
  exists: (path: string) => boolean,
): string | null {
  // An AppImage runs from a mount that is gone afterwards; a Mac's program lies three folders deep in its bundle.
  const seen = platform === 'linux' ? (env['APPIMAGE'] ?? program) : program
  const beside = platform === 'darwin' ? join(dirname(seen), '../../..') : dirname(seen)
  const folder = join(beside, 'mailuo-data')
  return exists(folder) ? folder : null
}
