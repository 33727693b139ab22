/** What search reads of a pack. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalog, CompiledGraph, GlossaryTerm } from '../../core/corpus/model.ts'
import type { IndexBytes, SearchContext } from '../../core/search/index.ts'

/** A JSON file of the pack. @throws When it can't be read. */
export function readJson(packFolder: string, name: string): unknown {
  return JSON.parse(readFileSync(join(packFolder, name), 'utf8'))
}

/** A part that search can do without: its absence is told and made up for by `instead`. */
export function readPart<T>(packFolder: string, name: string, instead: T, log: (text: string) => void): T {
  try {
    return readJson(packFolder, name) as T
  } catch (error) {
    log(`${name} of the corpus can't be read, search does without it: ${String(error)}`)
    return instead
  }
}

/** What names are searched with. @throws When the catalog can't be read: nothing can be found then. */
export function readContext(packFolder: string, log: (text: string) => void): SearchContext {
  const catalog = readJson(packFolder, 'catalog.json') as Catalog
  const glossary = readPart<readonly GlossaryTerm[]>(packFolder, 'glossary.json', [], log)
  let edges: CompiledGraph['edges'] | undefined
  return {
    catalog,
    glossary,
    // Few searches ask for relations.
    get edges() {
      return (edges ??= readPart<CompiledGraph>(packFolder, 'graph.json', { nodes: [], edges: [] }, log).edges)
    },
  }
}

/** An index just built, or the bytes of one. */
export function indexBytes(index: string | Uint8Array): IndexBytes {
  const decoder = new TextDecoder()
  return {
    bytes: typeof index === 'string' ? new TextEncoder().encode(index) : index,
    decode: (bytes) => decoder.decode(bytes),
  }
}

/** The shipped index, or `null` without one. */
export function readIndex(packFolder: string): IndexBytes | null {
  try {
    return indexBytes(readFileSync(join(packFolder, 'search.jsonl')))
  } catch {
    return null // missing or unreadable: it is built again either way
  }
}
