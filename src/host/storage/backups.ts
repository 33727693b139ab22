/**
 * Backups of all marks: `backups/<time>.<why>.<how many>.json`, deflated, made now and then while marks change and
 * before anything is done to many of them. Old ones are thinned out, see `thin-backups.ts`.
 */
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { deflateRaw, inflateRawSync } from 'node:zlib'
import { failure } from '../../contract/errors.ts'
import type { BackupInfo, BackupReason, SetAsideFile } from '../../contract/methods.ts'
import type { Annotation } from '../../core/annotation/model.ts'
import { refuseNewer } from './format.ts'
import { readGuarded, writeGuarded } from './guarded-file.ts'
import type { NotesStore } from './notes-store.ts'
import { sealed } from './seal.ts'
import { surplusBackups } from './thin-backups.ts'

const BACKUP_FORMAT = 1
/** While marks change a backup is made this often. Unit: milliseconds. */
const EVERY_MS = 30 * 60_000
/** Fifty thousand marks with long notes; a file that claims more is damaged. Unit: bytes. */
const MAX_BYTES = 512 * 1024 * 1024
const NAME = /^(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.([a-z]+)\.(\d+)\.json$/
const DAMAGED = /\.damaged-\d+$/

const deflate = promisify(deflateRaw)

export interface Backups {
  /** The newest first. */
  list(): readonly BackupInfo[]
  /** @throws AppError `not-found` when there is none of that name, `storage` when it is damaged. */
  read(name: string): readonly Annotation[]
  /** Keeps all marks as they are now, unless the newest backup holds just them. Resolves once they are on disk. */
  make(reason: BackupReason): Promise<void>
  /** Told of every change: makes a backup when the newest one is half an hour old. */
  touch(): void
  /** Resolves when none is being made. */
  rest(): Promise<void>
  /** Files of the data folder that were damaged and set aside. */
  setAside(): readonly SetAsideFile[]
  /** What is in such a file, as far as it is text. @throws AppError `not-found`. */
  readSetAside(file: string): string
}

export function openBackups(
  dataFolder: string,
  notes: NotesStore,
  now: () => number,
  onError: (error: unknown) => void,
): Backups {
  const folder = join(dataFolder, 'backups')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(folder)) if (name.includes('.tmp-')) rmSync(join(folder, name), { force: true })
  /** What the newest backup holds: the store gives the same array until something changes. */
  let held: readonly Annotation[] | null = null
  let making: Promise<void> = Promise.resolve()
  let isTouched = false

  function list(): readonly BackupInfo[] {
    const found = readdirSync(folder).flatMap((name) => {
      const [, day, minute, second, reason, count] = NAME.exec(name) ?? []
      if (day === undefined || minute === undefined || second === undefined) return []
      const { size } = lstatSync(join(folder, name))
      return [
        { name, at: `${day}:${minute}:${second}`, reason: reason as BackupReason, count: Number(count), bytes: size },
      ]
    })
    return found.sort((a, b) => (a.at < b.at ? 1 : -1))
  }

  async function makeNow(reason: BackupReason): Promise<void> {
    const all = notes.all()
    if (all === held || all.length === 0) return
    const text = JSON.stringify(all)
    const newest = list()[0]
    if (held === null && newest && textOf(readJson(join(folder, newest.name))) === text) {
      held = all // nothing has changed since it was made, in an earlier run
      return
    }
    const deflated = (await deflate(Buffer.from(text, 'utf8'))).toString('base64')
    // Two in one millisecond, or a clock that was set back, must not make the newest look older.
    const at = new Date(Math.max(now(), newest ? Date.parse(newest.at) + 1 : 0)).toISOString()
    const alive = all.filter((note) => note.deleted === undefined).length
    const name = `${at.replaceAll(':', '-')}.${reason}.${String(alive)}.json`
    writeGuarded(join(folder, name), sealed({ format: BACKUP_FORMAT, at, reason, deflated }))
    held = all
    thin()
  }

  function thin(): void {
    const byTime = new Map(list().map(({ at, name }) => [Date.parse(at), name]))
    for (const time of surplusBackups([...byTime.keys()])) {
      const name = byTime.get(time)
      if (name !== undefined) rmSync(join(folder, name), { force: true })
    }
  }

  function make(reason: BackupReason): Promise<void> {
    const made = making.then(() => makeNow(reason))
    making = made.catch(() => undefined) // told to who asked for it; the next one is tried all the same
    return made
  }

  function setAside(): readonly SetAsideFile[] {
    return readdirSync(dataFolder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
      if (!entry.isFile() || !DAMAGED.test(entry.name) || entry.parentPath.includes('chromium')) return []
      const path = join(entry.parentPath, entry.name)
      const { size, mtime } = lstatSync(path)
      return [{ file: path.slice(dataFolder.length + 1).replaceAll('\\', '/'), bytes: size, at: mtime.toISOString() }]
    })
  }

  return {
    list,
    make,
    rest: () => making,
    setAside,
    read(name) {
      if (!list().some((each) => each.name === name)) {
        throw failure(
          'not-found',
          'backup-gone',
          'This backup is no longer there; nothing was changed. Look at the list again.',
          {
            name,
          },
        )
      }
      const { value } = readGuarded(join(folder, name), (file) => {
        refuseNewer((file as { format?: unknown } | null)?.format, BACKUP_FORMAT, `backups/${name}`)
        return marksIn(file) !== null
      })
      const marks = marksIn(value)
      if (marks) return marks
      throw failure(
        'storage',
        'backup-damaged',
        'This backup is damaged and was set aside; nothing was changed. Choose another one.',
        {
          name,
        },
      )
    },
    touch() {
      const newest = list()[0]
      if (newest && now() - Date.parse(newest.at) < EVERY_MS) return
      if (isTouched) return
      isTouched = true
      make('regular')
        .catch(onError)
        .finally(() => (isTouched = false))
    },
    readSetAside(file) {
      if (!setAside().some((each) => each.file === file)) {
        throw failure('not-found', 'backup-gone', 'This file is no longer there. Look at the list again.', { file })
      }
      return readFileSync(join(dataFolder, file), 'utf8')
    },
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null // damaged: it is set aside when somebody wants to read it
  }
}

function textOf(value: unknown): string | null {
  const { deflated } = (value ?? {}) as { deflated?: unknown }
  if (typeof deflated !== 'string') return null
  try {
    return inflateRawSync(Buffer.from(deflated, 'base64'), { maxOutputLength: MAX_BYTES }).toString('utf8')
  } catch {
    return null // no deflated text
  }
}

function marksIn(value: unknown): readonly Annotation[] | null {
  const text = textOf(value)
  try {
    const marks: unknown = text === null ? null : JSON.parse(text)
    return Array.isArray(marks) ? (marks as Annotation[]) : null
  } catch {
    return null // text that is no list of marks
  }
}
