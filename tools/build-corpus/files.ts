/** The corpus on disk. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { CorpusProblem, SourceFiles } from '../../src/core/corpus/index.ts'

/** SHA-256 of a text as UTF-8, in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Texts of all files of a corpus, by path below its folder. */
export function readCorpus(folder: string): SourceFiles {
  const files = new Map<string, string>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(yaml|md|svg|dot)$/.test(entry.name)) continue
    const file = join(entry.parentPath, entry.name)
    files.set(relative(folder, file).split(sep).join('/'), readFileSync(file, 'utf8'))
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Prints problems as `path:line: message`, the form editors can jump to. */
export function printProblems(folder: string, problems: readonly CorpusProblem[]): void {
  for (const { path, line, message } of problems)
    process.stderr.write(`${join(folder, path)}:${String(line)}: ${message}\n`)
  if (problems.length > 0) process.stderr.write(`${String(problems.length)} problems\n`)
}
