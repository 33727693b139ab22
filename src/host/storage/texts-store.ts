/**
 * The texts that articles had when they were marked: `texts/<sha-256>.json`, deflated. With them a mark follows every
 * edit of its article; without them it could only be searched by its words.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { HostWarning } from '../../contract/methods.ts'
import { refuseNewer } from './format.ts'
import { readGuarded, writeGuarded } from './guarded-file.ts'
import { sealed } from './seal.ts'

const TEXTS_FORMAT = 1
/** An article is far shorter; a file that claims more is damaged or was made to fill the memory. Unit: bytes. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024

interface TextFile {
  readonly format: number
  /** Raw deflate of the UTF-8 text, base64. */
  readonly deflated: string
}

export interface TextsStore {
  has(hash: string): boolean
  /** Keeps a text; returns once it is on disk. @param hash Its SHA-256 (hex). @throws AppError `storage`. */
  keep(hash: string, text: string): void
  /** The text of that hash, or `null` when there is none, or none that is whole. */
  get(hash: string): string | null
}

/** Opens the texts of a data folder. A damaged one is set aside when it is read, and reported through `warn`. */
export function openTextsStore(dataFolder: string, warn: (warning: HostWarning) => void): TextsStore {
  const folder = join(dataFolder, 'texts')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const known = new Set(readdirSync(folder).map((name) => /^([0-9a-f]{64})\.json$/.exec(name)?.[1]))
  return {
    has: (hash) => known.has(hash),
    keep(hash, text) {
      if (known.has(hash)) return
      const deflated = deflateRawSync(Buffer.from(text, 'utf8')).toString('base64')
      writeGuarded(join(folder, `${hash}.json`), sealed({ format: TEXTS_FORMAT, deflated } satisfies TextFile))
      known.add(hash)
    },
    get(hash) {
      if (!known.has(hash)) return null
      const name = `texts/${hash}.json`
      const { value, found } = readGuarded(join(dataFolder, name), (file) => {
        refuseNewer((file as Partial<TextFile> | null)?.format, TEXTS_FORMAT, name)
        return textIn(file, hash) !== null
      })
      if (found === 'quarantined' || found === 'recovered-from-backup') warn({ code: found, file: name })
      if (value === null) known.delete(hash)
      return textIn(value, hash)
    },
  }
}

function textIn(value: unknown, hash: string): string | null {
  const { deflated } = (value ?? {}) as Partial<TextFile>
  if (typeof deflated !== 'string') return null
  try {
    const bytes = inflateRawSync(Buffer.from(deflated, 'base64'), { maxOutputLength: MAX_TEXT_BYTES })
    return createHash('sha256').update(bytes).digest('hex') === hash ? bytes.toString('utf8') : null
  } catch {
    return null // no deflated text
  }
}
