/** What the app has written, and where: counted from the disk, not from what the app believes. */
import { lstat, readdir } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { WrittenFiles, WrittenKind } from '../../contract/methods.ts'
import { LOCK_FILE } from './data-folder.ts'

/** Whose a file is, by its path in the data folder; the first row that fits. */
const KINDS: readonly (readonly [WrittenKind, RegExp])[] = [
  ['notes', /^notes\/[^/]+\.json$/],
  ['corpus', /^corpora\//],
  ['texts', /^texts\/[^/]+\.json$/],
  ['reading', /^reading\.json$/],
  ['study', /^study\/(?!.*\.(?:bak|damaged-\d+)$)/],
  ['settings', /^settings\.json$/],
  ['tabs', /^workspace\.json$/],
  ['window', /^window\.json$/],
  ['log', /^log\/mailuo\.log/],
  ['backups', /^backups\/[^/]+\.json$/],
  ['backup', /^(?!(?:chromium|code-cache)\/).*(\.bak|\.damaged-\d+|\.format-\d+)$/],
  ['lock', new RegExp(`^${LOCK_FILE.replaceAll('.', String.raw`\.`)}`)],
  ['browser', /^(chromium|code-cache)\//],
  ['other', /./],
]

/**
 * @param folder The data folder.
 * @returns One row per kind of file that is there, in the order of `KINDS`; sizes in bytes. A file that goes away
 *   meanwhile is left out.
 */
export async function takeInventory(folder: string): Promise<readonly WrittenFiles[]> {
  const rows = new Map<WrittenKind, { files: number; bytes: number; example: string }>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(folder.length + 1).replaceAll(sep, '/')
    const size = await lstat(path).then(
      (stats) => stats.size,
      () => null,
    )
    if (size === null) continue
    const kind = KINDS.find(([, fits]) => fits.test(name))?.[0] ?? 'other'
    const row = rows.get(kind) ?? { files: 0, bytes: 0, example: name }
    rows.set(kind, { files: row.files + 1, bytes: row.bytes + size, example: row.example })
  }
  return KINDS.flatMap(([kind]) => {
    const row = rows.get(kind)
    return row ? [{ kind, ...row }] : []
  })
}
