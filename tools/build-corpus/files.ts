/** The corpus on disk. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { CorpusProblem, RenderCache, SourceFiles } from '../../src/core/corpus/index.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Where things are kept between runs; may be deleted at any time. */
export const CACHE = join(ROOT, '.cache')

/** SHA-256 of a text as UTF-8, in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Texts of all files of a corpus, by path below its folder. Hidden files are passed over.
 * @throws Error when there is no such folder.
 */
export function readCorpus(folder: string): SourceFiles {
  const files = new Map<string, string>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue
    const file = join(entry.parentPath, entry.name)
    files.set(relative(folder, file).split(sep).join('/'), readFileSync(file, 'utf8'))
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Hash of the code of some modules of core, and of the versions of the packages they use. */
export function hashCode(...modules: readonly string[]): string {
  const code = modules.flatMap((module) => {
    const folder = join(ROOT, 'src/core', module)
    const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    return names.sort().map((name) => readFileSync(join(folder, name), 'utf8'))
  })
  return sha256([...code, readFileSync(join(ROOT, 'package-lock.json'), 'utf8')].join('\0'))
}

/**
 * Rendered articles of earlier runs of the same compiler; those of another one are thrown away.
 *
 * @param cache Folder, e.g. `CACHE`.
 */
export function openRenderCache(cache: string): RenderCache & { readonly prune: () => void } {
  const version = hashCode('corpus').slice(0, 16)
  const all = join(cache, 'articles')
  const folder = join(all, version)
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(all)) if (name !== version) rmSync(join(all, name), { recursive: true, force: true })
  const used = new Set<string>()
  return {
    get(key) {
      used.add(key)
      const file = join(folder, key)
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined
    },
    set: (key, text) => writeFileSync(join(folder, key), text),
    /** Forgets what this run has not asked for. */
    prune() {
      for (const name of readdirSync(folder)) if (!used.has(name)) rmSync(join(folder, name), { force: true })
    },
  }
}

/** Prints problems as `path:line: message`, the form editors can jump to. */
export function printProblems(folder: string, problems: readonly CorpusProblem[]): void {
  for (const { path, line, message } of problems) process.stderr.write(`${join(folder, path)}:${line}: ${message}\n`)
  if (problems.length > 0)
    process.stderr.write(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}\n`)
}
