/**
 * A compiled pack as one file, `NAME.mailuo`: a zip of the manifest, first, and exactly the files it lists. It may come
 * from anybody, so nothing of it is believed: not its sizes, its names or its order, and no name becomes a path that
 * the manifest does not list and the pattern below does not allow.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Unzip, UnzipInflate, zipSync, type UnzipFile } from 'fflate/browser'
import { AppError } from '../contract/errors.ts'
import type { PackManifest } from '../core/corpus/model.ts'
import { checkFile, INDEX, readManifest, refused } from './pack-shapes.ts'

/** A pack file may be as long as this. Unit: bytes; ours has five million. */
export const MAX_PACK_BYTES = 64 * 1024 * 1024
/** What it unpacks to. Unit: bytes. */
const MAX_UNPACKED = 256 * 1024 * 1024
const MAX_FILES = 20_000
/** Parsed whole: a hundred times the longest article, and twenty times the longest table of ours. Unit: bytes. */
const MAX_FILE = 8 * 1024 * 1024
/** The search reads its index line by line. Unit: bytes; ours has four million. */
const MAX_INDEX = 64 * 1024 * 1024
/** So little at a time that what comes out of it fits into memory even of a bomb (1032 times as much). Unit: bytes. */
const PIECE = 16 * 1024
/**
 * Lower case only: no two names are one file on any system. No `..`, no drive, no folder but those of a pack, no device
 * of Windows, nothing longer than file systems take.
 */
const SAFE_NAME =
  /^(?!.{201}|(?:.*\/)?(?:con|prn|aux|nul|com\d|lpt\d)[./])(?:articles\/|assets\/[a-z0-9-]+\/)?[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:jsonl?|svg)$/
const MANIFEST = 'manifest.json'
/** The same on every machine and in every time zone: a zip keeps local time. */
const ZIP_TIME = new Date(1980, 0, 1)

/** A file of a pack whose bytes are what the manifest says. */
export interface UnpackedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A step of unpacking. */
export interface UnpackStep {
  /** How much of the pack file has been read, 0 to 1. */
  readonly share: number
  readonly files: readonly UnpackedFile[]
}

/**
 * Packs a compiled pack into one file; the same pack always gives the same bytes.
 * @throws Error of the file system, or when a file is not what the manifest says.
 */
export function packFolder(folder: string): Uint8Array {
  const manifest = readFileSync(join(folder, MANIFEST))
  const { files } = JSON.parse(manifest.toString()) as PackManifest
  const listed = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))
  const read = listed.map(([name, hash]) => {
    const bytes = readFileSync(join(folder, name))
    if (!SAFE_NAME.test(name))
      throw new Error(`${name} is no name for a file of a pack: lower case, digits and hyphens`)
    if (sha256(bytes) !== hash) throw new Error(`${name} is not what the manifest says; compile the corpus again`)
    return [name, bytes] as const
  })
  return zipSync(Object.fromEntries([[MANIFEST, manifest], ...read]), { level: 9, mtime: ZIP_TIME })
}

/**
 * Unpacks a pack file step by step, so that others have their turn in between. The manifest comes first; the last step
 * is given only when the pack is whole.
 * @throws AppError `bad-request` or `version`, with the `PackProblem` as its data, for what is no pack to be read.
 */
export function* unpack(bytes: Uint8Array): Generator<UnpackStep> {
  if (bytes.length > MAX_PACK_BYTES) throw refused('too-large')
  let wanted: Map<string, string> | null = null
  let ready: UnpackedFile[] = []
  let unpacked = 0

  /** The hash a file must have; each is asked for once. */
  function take(name: string): string | null {
    if (!wanted) {
      if (name === MANIFEST) return null
      throw refused('no-pack')
    }
    const hash = wanted.get(name)
    if (hash === undefined) throw refused('unlisted', name)
    wanted.delete(name)
    return hash
  }

  function keep(name: string, hash: string | null, whole: Uint8Array): void {
    if (hash === null) {
      const { files } = readManifest(whole)
      const names = Object.keys(files)
      if (names.length > MAX_FILES) throw refused('too-large')
      const unsafe = names.find((each) => !SAFE_NAME.test(each) || each === MANIFEST)
      if (unsafe !== undefined) throw refused('unsafe-name', unsafe)
      wanted = new Map(Object.entries(files))
    } else {
      if (sha256(whole) !== hash) throw refused('changed', name)
      checkFile(name, whole)
    }
    ready.push({ name, bytes: whole })
  }

  function onFile(file: UnzipFile): void {
    const { name } = file
    const hash = take(name)
    const parts: Uint8Array[] = []
    const most = name === INDEX ? MAX_INDEX : MAX_FILE
    let length = 0
    file.ondata = (error, part, isLast) => {
      if (error) throw error
      unpacked += part.length
      length += part.length
      if (unpacked > MAX_UNPACKED || length > most) throw refused('too-large')
      parts.push(part)
      if (isLast) keep(name, hash, Buffer.concat(parts))
    }
    file.start()
  }

  function refuseParts(): void {
    if (!wanted) throw refused('no-pack')
    const [missing] = wanted.keys()
    if (missing !== undefined) throw refused('missing', missing)
  }

  const unzip = new Unzip(onFile)
  unzip.register(UnzipInflate)
  for (let at = 0; at < bytes.length; at += PIECE) {
    const end = Math.min(bytes.length, at + PIECE)
    try {
      unzip.push(bytes.subarray(at, end), end === bytes.length)
    } catch (error) {
      throw error instanceof AppError ? error : refused('damaged', undefined, error)
    }
    const files = ready
    ready = []
    if (end === bytes.length) refuseParts()
    yield { share: end / bytes.length, files }
  }
  if (bytes.length === 0) throw refused('no-pack')
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
