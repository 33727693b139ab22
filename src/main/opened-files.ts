/**
 * Files the reader opens outside of the page: in a dialog, by a double click, on the command line. Only their paths are
 * kept, until the page asks for the next one; it is given the name and the text, and can name no file itself.
 */
import { readFile, stat } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { UnreadFile } from '../contract/shell.ts'
import { PACK_EXTENSION } from '../contract/packs.ts'
import type { FileBytes, FileText } from '../host/index.ts'

/** Extensions of notes that can be imported, without the dot. The first is that of our own exports. */
export const NOTES_EXTENSIONS = ['jsonld', 'json']
/** Extensions of corpus packs, without the dot. */
export const PACK_EXTENSIONS = [PACK_EXTENSION.slice(1)]
/** What an import may have, if every character took three bytes. Unit: bytes. */
const MAX_BYTES = 3 * 128 * 1024 * 1024
/** The host says what a pack may have; this is more. Unit: bytes. */
const MAX_PACK_BYTES = 128 * 1024 * 1024

const hasExtension = (path: string, extensions: readonly string[]) =>
  extensions.includes(extname(path).slice(1).toLowerCase())
const isPack = (path: string) => hasExtension(path, PACK_EXTENSIONS)

/** Whether a file is by its name one that Mailuo opens. */
export function isOpened(path: string): boolean {
  return isPack(path) || hasExtension(path, NOTES_EXTENSIONS)
}

/**
 * The files of notes and corpus packs that a command line names, by path or by a `file:` address on this machine. None
 * where it holds a deep link: those come from websites, and what comes with one is not what the reader chose.
 * @param cwd Folder that relative paths start from.
 */
export function filesOnCommandLine(argv: readonly string[], cwd: string): string[] {
  if (argv.some((each) => /^mailuo:/i.test(each))) return []
  return argv
    .filter((each) => !each.startsWith('-'))
    .flatMap((each) => pathOf(each) ?? [])
    .filter(isOpened)
    .map((path) => resolve(cwd, path))
}

/** Desktops of Linux hand over addresses. */
function pathOf(argument: string): string | null {
  if (!/^[a-z][a-z+.-]+:/i.test(argument)) return argument
  try {
    const url = new URL(argument)
    return url.protocol === 'file:' && url.host === '' ? fileURLToPath(url) : null
  } catch {
    return null // not an address, or one that names no file
  }
}

/** Reads a file of notes or a pack; one that is none, or cannot be read, comes back with what is wrong. */
export async function readOpenedFile(path: string): Promise<FileText | FileBytes | UnreadFile> {
  const name = basename(path)
  if (!isOpened(path)) return { name, problem: 'other-kind' }
  try {
    const info = await stat(path)
    // What is no file (a folder, a pipe) might never end.
    if (!info.isFile()) return { name, problem: 'other-kind' }
    if (info.size > (isPack(path) ? MAX_PACK_BYTES : MAX_BYTES)) return { name, problem: 'too-long' }
    if (isPack(path)) return { name, bytes: await readFile(path) }
    return { name, text: await readFile(path, 'utf8') }
  } catch {
    return { name, problem: 'unreadable' } // gone, or not for the reader's eyes: the system says so as well
  }
}

/** Opened files in the order they came, until the page takes them. */
export interface OpenedFiles {
  add(paths: readonly string[]): void
  /** The path of the next one; `undefined` when there is none. */
  next(): string | undefined
}

/** @param onAdd Told that there is something to take. */
export function createOpenedFiles(onAdd: () => void): OpenedFiles {
  const waiting: string[] = []
  return {
    add(paths) {
      waiting.push(...paths)
      if (paths.length > 0) onAdd()
    },
    next: () => waiting.shift(),
  }
}
