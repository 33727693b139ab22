/** A compiled pack on disk. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../contract/errors.ts'
import { PACK_FORMAT, type Catalog, type PackManifest } from '../core/corpus/model.ts'

/**
 * Reads a pack's manifest.
 * @throws AppError `not-ready` when there is no compiled pack, `version` when it is of a format this app does not know.
 */
export function readManifest(folder: string): PackManifest {
  const manifest = readPackFile(folder, 'manifest.json') as PackManifest
  if (manifest.format !== PACK_FORMAT) {
    throw new AppError(
      'version',
      `The corpus in ${folder} has format ${String(manifest.format)}, this app reads ${String(PACK_FORMAT)}. Your notes are safe. Compile it again with "npm run corpus".`,
    )
  }
  return manifest
}

/** Ids of a pack's entities. @throws AppError `not-ready`. */
export function readEntityIds(folder: string): ReadonlySet<string> {
  const { entities, redirects } = readPackFile(folder, 'catalog.json') as Catalog
  return new Set([...entities.map((entry) => entry.id), ...Object.keys(redirects)])
}

function readPackFile(folder: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8'))
  } catch (error) {
    throw new AppError(
      'not-ready',
      `The compiled corpus in ${folder} cannot be read (${name}: ${(error as Error).message}). Your notes are safe. Compile it with "npm run corpus".`,
      { folder },
      { cause: error },
    )
  }
}
