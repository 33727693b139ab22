/** Where the reader is in each article: one guarded file, `reading.json`. */
import { join } from 'node:path'
import type { HostWarning, ReadingPosition } from '../../contract/methods.ts'
import { refuseNewer } from './format.ts'
import { readGuarded, writeGuarded } from './guarded-file.ts'
import { sealed } from './seal.ts'

const READING_FORMAT = 1

export interface ReadingStore {
  all(): readonly ReadingPosition[]
  /** Replaces the position of that article and language; returns once it is on disk. @throws AppError `storage`. */
  put(position: ReadingPosition): void
}

interface ReadingFile {
  readonly format: number
  readonly positions: readonly ReadingPosition[]
}

function isReadingFile(value: unknown): value is ReadingFile {
  const file = value as Partial<ReadingFile> | null
  refuseNewer(file?.format, READING_FORMAT, 'reading.json')
  return typeof file === 'object' && file?.format === READING_FORMAT && Array.isArray(file.positions)
}

/** Reads the positions of a data folder; a damaged file is recovered or set aside and reported through `warn`. */
export function openReadingStore(dataFolder: string, warn: (warning: HostWarning) => void): ReadingStore {
  const file = join(dataFolder, 'reading.json')
  const { value, found } = readGuarded(file, isReadingFile)
  if (found === 'recovered-from-backup' || found === 'quarantined') warn({ code: found, file: 'reading.json' })
  let positions = value === null ? [] : (value as ReadingFile).positions
  return {
    all: () => positions,
    put(position) {
      const others = positions.filter((each) => each.article !== position.article || each.lang !== position.lang)
      const next = [...others, position]
      writeGuarded(file, sealed({ format: READING_FORMAT, positions: next } satisfies ReadingFile))
      positions = next
    },
  }
}
