/** The application on Node: everything both shells share. Knows neither Electron nor HTTP. */
import type { Port } from '../contract/frames.ts'
import type { EventName, Events, HostWarning } from '../contract/methods.ts'
import { createContent, type ContentHandler } from './content.ts'
import { appHandlers } from './handlers/app.ts'
import { notesHandlers } from './handlers/notes.ts'
import { readingHandlers } from './handlers/reading.ts'
import { readEntityIds, readManifest } from './pack.ts'
import { serve, type Handlers, type Session } from './rpc.ts'
import { createSearchService } from './search/index.ts'
import { openDataFolder } from './storage/data-folder.ts'
import { openNotesStore } from './storage/notes-store.ts'
import { openReadingStore } from './storage/reading-store.ts'
import { openSettingsStore, type OpenStore } from './storage/settings-store.ts'

export { externalTarget } from './external-links.ts'
export { PAGE_HEADERS } from './page-policy.ts'
export { selfTest } from './self-test.ts'
export type { Session } from './rpc.ts'
export type { OpenStore } from './storage/settings-store.ts'

export interface HostOptions {
  readonly packFolder: string
  readonly dataFolder: string
  readonly rendererFolder: string
  readonly build: string
  readonly shell: {
    readonly kind: 'electron' | 'browser'
    /** Resolves to `true` when the shell opened the address, `false` when it did not or may not. */
    openExternal(url: string): Promise<boolean>
  }
  /** How settings are kept; without it they live in memory (tests). */
  readonly openStore?: OpenStore
  /** The system's languages, preferred first. */
  readonly languages?: readonly string[]
  /** Receives failures that are bugs, with where they happened. */
  readonly onError?: (where: string, error: unknown) => void
}

export interface Host {
  /** Serves a page over a port until it closes. */
  attach(port: Port): Session
  readonly content: ContentHandler
  /** Writes into the lock where this app can be reached. */
  announce(link: string): void
  /** Resolves when the search index answers in full. */
  searchReady(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the data folder, the pack and the search worker.
 * @throws AppError `storage` or `conflict` for the data folder, `not-ready` or `version` for the pack.
 */
export async function createHost(options: HostOptions): Promise<Host> {
  const onError = options.onError ?? (() => undefined)
  const manifest = readManifest(options.packFolder)
  const entityIds = readEntityIds(options.packFolder)
  const folder = openDataFolder(options.dataFolder)
  const warnings: HostWarning[] = []
  const warn = (warning: HostWarning) => void warnings.push(warning)
  try {
    const notes = openNotesStore(folder.path, warn)
    const reading = openReadingStore(folder.path, warn)
    const settings = openSettingsStore(folder.path, options.openStore ?? inMemory, options.languages ?? [], warn)
    const content = await createContent({ '/': options.rendererFolder, '/corpus/': options.packFolder })
    const search = createSearchService({ packFolder: options.packFolder, log: (text) => onError('search', text) })
    void search
      .setNotes(notes.all().filter((note) => note.deleted === undefined))
      .catch((error: unknown) => onError('search', error))

    const sessions = new Set<Session>()
    const broadcast = <E extends EventName>(name: E, payload: Events[E]) => {
      for (const session of sessions) session.emit(name, payload)
    }
    const handlers: Handlers = {
      ...appHandlers({ options, manifest, dataFolder: folder.path, warnings, settings, broadcast }),
      ...notesHandlers({ notes, entityIds, search, broadcast, onError }),
      ...readingHandlers({ reading, entityIds, broadcast }),
      'search.query': (input, { signal }) => search.query(input, signal),
    }
    return {
      attach(port) {
        const session = serve(port, handlers, { build: options.build, onError })
        sessions.add(session)
        port.onClose(() => sessions.delete(session))
        return session
      },
      content,
      announce: (link) => folder.announce(link),
      searchReady: () => search.ready(),
      async close() {
        await search.close()
        folder.release()
      },
    }
  } catch (error) {
    folder.release()
    throw error
  }
}

const inMemory: OpenStore = () => ({ store: {} })
