/**
 * Which edition of the corpus the reader's marks stand in. The corpus that comes with the app may be replaced at any
 * time; so a copy of the edition that was marked is kept in `corpora/<digest>/`, and the reader goes on in it until they
 * have seen what a newer one does to their marks. `corpora/state.json` says which edition is read.
 */
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../contract/errors.ts'
import type { Edition, HostWarning } from '../../contract/methods.ts'
import type { TextSelector } from '../../core/annotation/model.ts'
import type { PackManifest } from '../../core/corpus/model.ts'
import { notReady, openPack } from '../pack.ts'
import { unpack } from '../pack-file.ts'
import { refuseNewer } from './format.ts'
import { notSaved, readGuarded, writeGuarded } from './guarded-file.ts'
import { sealed } from './seal.ts'

const EDITIONS_FORMAT = 1
const STATE = 'corpora/state.json'
const UNDO = 'corpora/undo.json'

/** What a switch did to a mark, so that going back can undo just that. */
export interface CarriedMark {
  readonly article: string
  readonly id: string
  /** What `current` was; `null` for none. */
  readonly before: TextSelector | null
  /** What it became: a mark whose place is another by now was moved by its reader, and stays. */
  readonly start: number
  readonly textHash: string
}

interface State {
  readonly format: number
  /** Digest of the edition that is read. */
  readonly active: string
  /** The one before it, to go back to. */
  readonly former: string | null
  /** An edition the reader does not want to be asked about again. */
  readonly declined: string | null
  /** One that the reader brought as a file and has not decided on; no field without one. */
  readonly brought?: string
}

export interface Editions {
  /** The edition that is read, and where it lies. */
  active(): Edition
  /** The one that came with the app, where that is another. */
  offered(): Edition | null
  /** The one that was read before, where its copy is still there. */
  former(): Edition | null
  /** The one that the reader brought as a file and has not decided on. */
  brought(): Edition | null
  isDeclined(): boolean
  folderOf(digest: string): string | null
  /** Keeps a copy of the edition that is read, so that it can be read when the app brings another. */
  keep(signal: AbortSignal): Promise<void>
  /** Another edition is read from now on; the present one becomes the former. Returns once that is on disk. */
  activate(digest: string): void
  /**
   * Unpacks an edition from a file beside the others, to be looked at; one that is refused leaves nothing behind.
   * @param onShare Told how much of it is there, 0 to 1.
   * @throws AppError as `unpack` does, `storage` when it could not be written.
   */
  add(file: Uint8Array, signal: AbortSignal, onShare: (share: number) => Promise<void>): Promise<Edition>
  /** Drops the edition that was brought, or else does not ask about the offered one any more. Returns once that is on disk. */
  decline(): void
  /** What the last switch carried over, to which edition. */
  carried(): { readonly to: string; readonly marks: readonly CarriedMark[] } | null
  keepCarried(to: string, marks: readonly CarriedMark[]): void
}

/**
 * Opens the editions of a data folder. Where the marked edition is neither what the app brings nor kept, the app's is
 * read: its marks then follow by the texts that are kept with them.
 */
export function openEditions(
  dataFolder: string,
  offeredFolder: string,
  warn: (warning: HostWarning) => void,
): Editions {
  const folder = join(dataFolder, 'corpora')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(folder)) {
    if (name.includes('.tmp-')) rmSync(join(folder, name), { recursive: true, force: true })
  }
  const bundled = describe(offeredFolder)
  const { value, found } = readGuarded(join(dataFolder, STATE), isState)
  if (found === 'recovered-from-backup' || found === 'quarantined') warn({ code: found, file: STATE })
  const stored = value as State | null
  const isReadable = stored !== null && (stored.active === bundled.digest || isWhole(join(folder, stored.active)))
  if (stored !== null && !isReadable && existsSync(join(folder, stored.active)))
    warn({ code: 'edition-damaged', file: `corpora/${stored.active}` })
  let isStored = isReadable
  let state: State = isReadable
    ? stored
    : {
        format: EDITIONS_FORMAT,
        active: bundled.digest,
        former: stored?.former ?? null,
        declined: null,
        ...broughtOf(stored),
      }

  let copying: Promise<void> | null = null

  const folderOf = (digest: string): string | null => {
    if (digest === bundled.digest) return offeredFolder
    const kept = join(folder, digest)
    return existsSync(kept) ? kept : null
  }
  /** None as well where it was damaged since: nobody can be asked to read it, and nothing else fails for it. */
  const editionOf = (digest: string): Edition | null => {
    const place = folderOf(digest)
    return place === null || !isWhole(place) ? null : describe(place)
  }
  const store = (next: State) => {
    writeGuarded(join(dataFolder, STATE), sealed(next))
    state = next
    isStored = true
    for (const name of readdirSync(folder)) {
      if (/^[0-9a-f]{64}$/.test(name) && ![next.active, next.former, next.brought].includes(name))
        rmSync(join(folder, name), { recursive: true, force: true })
    }
  }

  return {
    // One that was damaged while it was read is still the one to leave: what the switch to it did is undone by its name.
    active: () => editionOf(state.active) ?? { digest: state.active, version: '', articles: 0 },
    offered: () => (state.active === bundled.digest ? null : bundled),
    former: () => (state.former === null || state.former === state.active ? null : editionOf(state.former)),
    brought: () => (state.brought === undefined || state.brought === state.active ? null : editionOf(state.brought)),
    isDeclined: () => state.declined === bundled.digest,
    folderOf,
    async keep(signal) {
      const kept = join(folder, state.active)
      if (!existsSync(kept)) {
        copying ??= copyPack(offeredFolder, kept, signal).finally(() => (copying = null))
        await copying
      }
      if (!isStored) store(state)
    },
    activate(digest) {
      const left = digest === state.brought ? {} : broughtOf(state)
      store({ format: EDITIONS_FORMAT, active: digest, former: state.active, declined: declinedBy(digest), ...left })
    },
    async add(file, signal, onShare) {
      const draft = join(folder, `brought.tmp-${randomUUID()}`)
      try {
        await unpackInto(draft, file, signal, onShare)
        const edition = describe(draft)
        const { digest } = edition
        if (digest === state.active) return edition
        if (digest !== bundled.digest) {
          rmSync(join(folder, digest), { recursive: true, force: true }) // may be there, and damaged
          renameSync(draft, join(folder, digest))
        }
        store({ ...state, brought: digest })
        return edition
      } catch (error) {
        throw error instanceof AppError || signal.aborted ? error : notSaved(folder, error)
      } finally {
        rmSync(draft, { recursive: true, force: true })
      }
    },
    decline() {
      const { brought, ...rest } = state
      store(brought === undefined ? { ...state, declined: bundled.digest } : rest)
    },
    carried() {
      const { value: undo } = readGuarded(join(dataFolder, UNDO), isUndo)
      return undo as ReturnType<Editions['carried']>
    },
    keepCarried(to, marks) {
      writeGuarded(join(dataFolder, UNDO), sealed({ format: EDITIONS_FORMAT, to, marks }))
    },
  }

  /** Who goes back from what the app brings does not want to be asked at every start. */
  function declinedBy(digest: string): string | null {
    return digest === bundled.digest ? null : bundled.digest
  }
}

/** What the reader brought and has not decided on stays, whatever else is read. */
function broughtOf(state: State | null): Pick<State, 'brought'> {
  return state?.brought === undefined ? {} : { brought: state.brought }
}

function isState(value: unknown): boolean {
  const state = value as Partial<State> | null
  refuseNewer(state?.format, EDITIONS_FORMAT, STATE)
  return typeof state === 'object' && typeof state?.active === 'string' && /^[0-9a-f]{64}$/.test(state.active)
}

function isUndo(value: unknown): boolean {
  const undo = value as { format?: unknown; to?: unknown; marks?: unknown } | null
  refuseNewer(undo?.format, EDITIONS_FORMAT, UNDO)
  return typeof undo?.to === 'string' && Array.isArray(undo.marks)
}

/** An edition is known by its manifest, which names every file of it by its hash. */
function describe(folder: string): Edition {
  try {
    const text = readFileSync(join(folder, 'manifest.json'), 'utf8')
    const { version, counts } = JSON.parse(text) as PackManifest
    return { digest: sha256(text), version, articles: counts.articles }
  } catch (error) {
    throw notReady(folder, `manifest.json: ${(error as Error).message}`, error)
  }
}

function isWhole(folder: string): boolean {
  try {
    openPack(folder)
    return true
  } catch {
    return false // the app's own edition is read instead
  }
}

/** Copies file by file, so that the host answers meanwhile; each is what the manifest says, or there is no copy. */
async function copyPack(from: string, to: string, signal: AbortSignal): Promise<void> {
  const draft = `${to}.tmp-${String(process.pid)}`
  try {
    const manifest = await readFile(join(from, 'manifest.json'), 'utf8')
    const { files } = JSON.parse(manifest) as PackManifest
    for (const [name, hash] of Object.entries(files)) {
      signal.throwIfAborted()
      const bytes = await readFile(join(from, name))
      if (sha256(bytes) !== hash) throw new Error(`${name} is not what the manifest says`)
      await mkdir(dirname(join(draft, name)), { recursive: true })
      await writeFile(join(draft, name), bytes)
    }
    await writeFile(join(draft, 'manifest.json'), manifest)
    signal.throwIfAborted()
    renameSync(draft, to)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw notSaved(to, error)
  }
}

/** Writes a pack file out; others have their turn at every step. */
async function unpackInto(
  draft: string,
  file: Uint8Array,
  signal: AbortSignal,
  onShare: (share: number) => Promise<void>,
): Promise<void> {
  for (const { share, files } of unpack(file)) {
    for (const { name, bytes } of files) {
      await mkdir(dirname(join(draft, name)), { recursive: true })
      await writeFile(join(draft, name), bytes)
    }
    await new Promise(setImmediate)
    signal.throwIfAborted()
    await onShare(share)
  }
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}
