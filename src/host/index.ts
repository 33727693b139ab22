/** The application on Node: everything both shells share. Knows neither Electron nor HTTP. */
import type { Port } from '../contract/frames.ts'
import type { EventName, Events, HostWarning } from '../contract/methods.ts'
import type { Settings } from '../contract/settings.ts'
import { createContent, type ContentHandler } from './content.ts'
import { externalTarget } from './external-links.ts'
import { appHandlers } from './handlers/app.ts'
import { manyNotesHandlers } from './handlers/many-notes.ts'
import { createMarkedTexts } from './handlers/marked-texts.ts'
import { notesHandlers } from './handlers/notes.ts'
import { readingHandlers } from './handlers/reading.ts'
import { settingsHandlers } from './handlers/settings.ts'
import { studyHandlers } from './handlers/study.ts'
import { openPack } from './pack.ts'
import { serve, type Handlers, type Session } from './rpc.ts'
import { createSearchService } from './search/index.ts'
import { markStart } from './start-marks.ts'
import { openDataFolder } from './storage/data-folder.ts'
import { takeInventory } from './storage/inventory.ts'
import { openNotesStore } from './storage/notes-store.ts'
import { openReadingStore } from './storage/reading-store.ts'
import { openTextsStore } from './storage/texts-store.ts'
import { openPlainStore, openSettingsStore, type OpenStore } from './storage/settings-store.ts'
import { createTraffic, type TrafficMeter } from './traffic.ts'
import { openStudyStore } from './storage/study-store.ts'

export { plainAnswer } from './content.ts'
export { scratchFolder, selfTest } from './self-test.ts'
export type { Session } from './rpc.ts'
export { markStart, printStartMarks } from './start-marks.ts'
export { createTraffic, type TrafficMeter } from './traffic.ts'
export type { OpenStore } from './storage/settings-store.ts'

export interface HostOptions {
  readonly packFolder: string
  readonly dataFolder: string
  readonly rendererFolder: string
  readonly build: string
  readonly shell: {
    readonly kind: 'electron' | 'browser'
    /** Opens an address that the host has allowed: `true` when the shell did, `false` when the page should. */
    openExternal(url: string): Promise<boolean>
  }
  /** Counts what is asked and what would leave; a new one when the shell has nothing to count itself. */
  readonly traffic?: TrafficMeter
  /** How settings are kept; without it in the same file, without a library. */
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
  /** Opens an address outside the app if it is one the reader may be sent to. */
  openExternal(url: string): Promise<boolean>
  settings(): Settings
  /** Hears every change of the settings, from whatever page. */
  onSettings(listener: (settings: Settings) => void): void
  /** Writes into the lock where this app can be reached. */
  announce(link: string): void
  /** Resolves when the search index answers in full. */
  searchReady(): Promise<void>
  /** Ends all calls and gives the data folder free at once; resolves when the search worker has ended too. */
  close(): Promise<void>
}

/**
 * Opens the data folder, the pack and the search worker.
 * @throws AppError `storage` or `conflict` for the data folder, `not-ready` or `version` for the pack.
 */
export async function createHost(options: HostOptions): Promise<Host> {
  const onError = options.onError ?? (() => undefined)
  const traffic = options.traffic ?? createTraffic()
  const pack = openPack(options.packFolder)
  markStart('pack opened')
  const folder = openDataFolder(options.dataFolder)
  const warnings: HostWarning[] = []
  const warn = (warning: HostWarning) => void warnings.push(warning)
  try {
    const notes = openNotesStore(folder.path, warn)
    const texts = createMarkedTexts(notes, pack, openTextsStore(folder.path, warn))
    const reading = openReadingStore(folder.path, warn)
    const study = openStudyStore(folder.path, warn)
    const settings = openSettingsStore(folder.path, options.openStore ?? openPlainStore, options.languages ?? [], warn)
    markStart('data folder opened')
    const give = await createContent(
      [
        { prefix: '/', folder: options.rendererFolder },
        { prefix: '/corpus/', folder: options.packFolder, hashes: pack.manifest.files },
      ],
      onError,
    )
    const content: ContentHandler = (request) => {
      traffic.count('answered')
      return give(request)
    }
    markStart('files listed')
    let isClosing = false
    const onSearchError = (error: unknown) => {
      if (!isClosing) onError('search', error) // a worker that is being ended drops what it was about to index
    }
    const search = createSearchService({ packFolder: options.packFolder, log: onSearchError })
    search.setNotes(notes.all().filter((note) => note.deleted === undefined)).catch(onSearchError)

    const sessions = new Set<Session>()
    const settingsListeners: ((settings: Settings) => void)[] = []
    const broadcast = <E extends EventName>(name: E, payload: Events[E]) => {
      for (const session of sessions) session.emit(name, payload)
    }
    traffic.onChange((now) => broadcast('traffic.changed', now))
    const onSettings = (changed: Settings) => {
      broadcast('settings.changed', changed)
      for (const listener of settingsListeners) listener(changed)
    }
    const openExternal = async (url: string) => {
      const target = externalTarget(url, (address) => pack.isReference(address))
      return target !== null && options.shell.openExternal(target)
    }
    const handlers: Handlers = {
      ...appHandlers({ options, manifest: pack.manifest, dataFolder: folder.path, warnings, openExternal }),
      ...settingsHandlers({ settings, onSettings }),
      ...notesHandlers({ notes, texts, pack, search, broadcast, onSearchError }),
      ...manyNotesHandlers({ notes, texts, pack, search, broadcast, onSearchError }),
      ...readingHandlers({ reading, pack, broadcast }),
      'privacy.report': async () => ({ traffic: traffic.read(), written: await takeInventory(folder.path) }),
      ...studyHandlers({ study, retention: () => settings.get().studyRetention, broadcast }),
      'search.query': (input, { signal }) => search.query(input, signal),
    }
    return {
      attach(port) {
        const session = serve(port, handlers, { build: options.build, onError })
        if (sessions.size === 0) markStart('page connected')
        sessions.add(session)
        port.onClose(() => sessions.delete(session))
        return session
      },
      content,
      openExternal,
      settings: () => settings.get(),
      onSettings: (listener) => void settingsListeners.push(listener),
      announce: (link) => folder.announce(link),
      searchReady: () => search.ready(),
      async close() {
        isClosing = true
        for (const session of sessions) session.end()
        study.close()
        folder.release()
        await search.close()
      },
    }
  } catch (error) {
    folder.release()
    throw error
  }
}
