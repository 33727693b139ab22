/** A compiled pack on disk. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { failure, type AppError } from '../contract/errors.ts'
import {
  PACK_FORMAT,
  type Bilingual,
  type Catalog,
  type CompiledArticle,
  type Lang,
  type PackManifest,
} from '../core/corpus/model.ts'

export interface Pack {
  readonly manifest: PackManifest
  /** The id under which an entity is known today; old ids lead to it. `null` when there is no such entity. */
  currentId(id: string): string | null
  /** The name of an entity, also by an old id; `null` when there is none. */
  nameOf(id: string): Bilingual | null
  /** Old ids that lead to this one: notes made under them belong to it. */
  formerIds(id: string): readonly string[]
  /** A compiled article, or `null` when there is none in that language. @throws AppError `not-ready` when it can't be read. */
  article(id: string, lang: Lang): CompiledArticle | null
  /** Whether an article of this pack names exactly this address as a reference. Reads the articles once. */
  isReference(url: string): boolean
}

/**
 * Opens a pack and checks that its files are there; their contents are checked when they are read.
 * @throws AppError `not-ready` when there is no whole compiled pack, `version` when it is of a format this app does not
 *   know.
 */
export function openPack(folder: string): Pack {
  const manifest = readJson(folder, 'manifest.json') as PackManifest
  if (manifest.format !== PACK_FORMAT) {
    throw failure(
      'version',
      'corpus-format',
      `The corpus in ${folder} has format ${String(manifest.format)}, this app reads ${String(PACK_FORMAT)}. Your notes are safe. Compile it again with "npm run corpus".`,
      { folder, format: manifest.format, known: PACK_FORMAT },
    )
  }
  for (const name of Object.keys(manifest.files)) {
    if (!existsSync(join(folder, name))) throw notReady(folder, `${name} is missing`)
  }
  const { entities, redirects } = readJson(folder, 'catalog.json') as Catalog
  const current = new Map([...Object.entries(redirects), ...entities.map(({ id }) => [id, id] as const)])
  const names = new Map(entities.map(({ id, name }) => [id, name]))
  let references: ReadonlySet<string> | null = null
  return {
    manifest,
    currentId: (id) => current.get(id) ?? null,
    nameOf: (id) => names.get(current.get(id) ?? id) ?? null,
    formerIds: (id) => Object.keys(redirects).filter((old) => redirects[old] === id),
    article(id, lang) {
      const name = `articles/${id}.${lang}.json`
      return name in manifest.files ? (readJson(folder, name) as CompiledArticle) : null
    },
    isReference(url) {
      references ??= readReferences(folder, manifest)
      return references.has(url)
    },
  }
}

function readReferences(folder: string, manifest: PackManifest): ReadonlySet<string> {
  const found = new Set<string>()
  for (const name of Object.keys(manifest.files)) {
    if (!name.startsWith('articles/')) continue
    const { references } = readJson(folder, name) as CompiledArticle
    for (const { url } of references) if (url !== null) found.add(url)
  }
  return found
}

function readJson(folder: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8'))
  } catch (error) {
    throw notReady(folder, `${name}: ${(error as Error).message}`, error)
  }
}

/** What a caller is told of a pack that can't be read. */
export function notReady(folder: string, why: string, cause?: unknown): AppError {
  return failure(
    'not-ready',
    'corpus-unreadable',
    `The compiled corpus in ${folder} cannot be read (${why}). Your notes are safe. Compile it with "npm run corpus".`,
    { folder, why },
    { cause },
  )
}
