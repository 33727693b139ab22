/** The application on Node: everything both shells share. Knows neither Electron nor HTTP. */
import type { Port } from '../contract/frames.ts'
import type { EventName, Events, HostWarning, IndexState } from '../contract/methods.ts'
import type { Settings } from '../contract/settings.ts'
import { createContent, type ContentHandler } from './content.ts'
import { externalTarget } from './external-links.ts'
import { appHandlers } from './handlers/app.ts'
import { backupHandlers } from './handlers/backups.ts'
import { corpusHandlers } from './handlers/corpus.ts'
import { manyNotesHandlers } from './handlers/many-notes.ts'
import { createMarkStates } from './handlers/mark-states.ts'
import { createMarkedTexts } from './handlers/marked-texts.ts'
import { notebookHandlers } from './handlers/notebook.ts'
import { notesHandlers } from './handlers/notes.ts'
import { createOwnWords } from './handlers/own-words.ts'
import { readingHandlers } from './handlers/reading.ts'
import { settingsHandlers } from './handlers/settings.ts'
import { studyExchangeHandlers } from './handlers/study-exchange.ts'
import { NO_PAGE_SHELL, shellHandlers, type PageShell, type UploadHandlers } from './handlers/shell.ts'
import { studyHandlers } from './handlers/study.ts'
import { workspaceHandlers } from './handlers/workspace.ts'
import { packHandlers } from './handlers/packs.ts'
import { openPack } from './pack.ts'
import { serve, type Handlers, type Session } from './rpc.ts'
import { createSearchService } from './search/index.ts'
import { markStart } from './start-marks.ts'
import { openDataFolder } from './storage/data-folder.ts'
import { openBackups } from './storage/backups.ts'
import { openEditions } from './storage/editions.ts'
import { takeInventory } from './storage/inventory.ts'
import { openLog } from './storage/log-file.ts'
import { openNotesStore } from './storage/notes-store.ts'
import { openReadingStore } from './storage/reading-store.ts'
import { openTextsStore } from './storage/texts-store.ts'
import { openPlainStore, openSettingsStore, type OpenStore } from './storage/settings-store.ts'
import { createTraffic, type TrafficMeter } from './traffic.ts'
import { openStudyStore } from './storage/study-store.ts'
import { openWorkspaceStore } from './storage/workspace-store.ts'

export { plainAnswer } from './content.ts'
export type { FileBytes, FileText, PageShell } from './handlers/shell.ts'
export { createRest } from './rest.ts'
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
  /** The clock of reading and study, in milliseconds since 1970: the system's, unless a test brings its own. */
  readonly now?: () => number
  /** Receives failures that are bugs, with where they happened. */
  readonly onError?: (where: string, error: unknown) => void
}

export interface Host {
  /** Serves a page over a port until it closes. `page` does for it what only its shell can. */
  attach(port: Port, page?: PageShell): Session
  readonly content: ContentHandler
  /** Opens an address outside the app if it is one the reader may be sent to. */
  openExternal(url: string): Promise<boolean>
  /**
   * Reads the texts that came with the app from now on, with the marks where they were in them: the way out where those
   * of another edition break the page. `null` while they are read.
   */
  ownTexts(): (() => Promise<void>) | null
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

/** A backup of fifty thousand marks takes a moment that the start of the app needs itself. Unit: milliseconds. */
const FIRST_BACKUP_MS = 5000

/**
 * Opens the data folder, the pack and the search worker.
 * @throws AppError `storage` or `conflict` for the data folder, `not-ready` or `version` for the pack.
 */
export async function createHost(options: HostOptions): Promise<Host> {
  const now = options.now ?? Date.now
  const traffic = options.traffic ?? createTraffic()
  openPack(options.packFolder) // a broken one is told before the data folder is touched
  markStart('pack opened')
  const folder = openDataFolder(options.dataFolder)
  const warnings: HostWarning[] = []
  const log = openLog(folder.path)
  const onError = (where: string, error: unknown) => {
    log.write(where, error)
    options.onError?.(where, error)
  }
  const warn = (warning: HostWarning) => {
    warnings.push(warning)
    log.write('storage', `${warning.code}: ${warning.file}`)
  }
  try {
    const notes = openNotesStore(folder.path, warn)
    const texts = openTextsStore(folder.path, warn)
    const editions = openEditions(folder.path, options.packFolder, warn)
    const backups = openBackups(folder.path, notes, now, (error) => onError('backup', error))
    const reading = openReadingStore(folder.path, warn)
    const study = openStudyStore(folder.path, warn)
    const workspace = openWorkspaceStore(folder.path, warn)
    const settings = openSettingsStore(folder.path, options.openStore ?? openPlainStore, options.languages ?? [], warn)
    markStart('data folder opened')
    const closing = new AbortController()
    const onSearchError = (error: unknown) => {
      if (!closing.signal.aborted) onError('search', error) // a worker that is being ended drops what it was about to index
    }

    const sessions = new Map<Session, Handlers>()
    const settingsListeners: ((settings: Settings) => void)[] = []
    const broadcast = <E extends EventName>(name: E, payload: Events[E]) => {
      for (const session of sessions.keys()) session.emit(name, payload)
    }
    function onIndexState(state: IndexState): void {
      // A page that opens now reads it among the warnings, one that is open is told.
      const place = warnings.findIndex(({ code }) => code === 'index-rebuilding')
      if (place >= 0) warnings.splice(place, 1)
      if (state !== 'ready')
        warn({ code: state === 'failed' ? 'index-failed' : 'index-rebuilding', file: 'search.jsonl' })
      broadcast('search.index', { state })
    }
    traffic.onChange((now) => broadcast('traffic.changed', now))
    const onSettings = (changed: Settings) => {
      broadcast('settings.changed', changed)
      for (const listener of settingsListeners) listener(changed)
    }

    /** The chosen theme is there with the first paint: asked for afterwards, a dark page would begin with a flash of white. */
    function inTheme(html: string): string {
      const { theme } = settings.get()
      return theme === 'system' ? html : html.replace('<html', `<html data-theme="${theme}"`)
    }

    /** Everything that stands on one edition of the corpus. */
    async function openEdition(packFolder: string) {
      const pack = openPack(packFolder)
      const marked = createMarkedTexts(notes, pack, texts)
      const content = await createContent(
        [
          { prefix: '/', folder: options.rendererFolder, fill: { 'index.html': inTheme } },
          { prefix: '/corpus/', folder: packFolder, hashes: pack.manifest.files },
        ],
        onError,
      )
      const search = createSearchService({ packFolder, log: onSearchError, onIndex: onIndexState })
      const words = createOwnWords({ notes, study, search }, onSearchError)
      words.all()
      const openExternal = async (url: string) => {
        const target = externalTarget(url, (address) => pack.isReference(address))
        return target !== null && options.shell.openExternal(target)
      }
      const notesTools = { notes, texts: marked, pack, words, broadcast, onMarked }
      const handlers: Omit<Handlers, keyof ReturnType<typeof shellHandlers>> = {
        ...appHandlers({ options, manifest: pack.manifest, dataFolder: folder.path, warnings, openExternal, log }),
        ...settingsHandlers({ settings, onSettings }),
        ...notesHandlers(notesTools),
        ...manyNotesHandlers(notesTools, backups),
        ...backupHandlers(notesTools, backups),
        ...notebookHandlers({ notes, pack, states: createMarkStates({ notes, pack, texts: marked }) }),
        ...corpusHandlers({ notes, texts, editions, backups, pack, read, broadcast }),
        ...packHandlers(editions, broadcast),
        ...readingHandlers({ reading, pack, now, broadcast }),
        ...workspaceHandlers(workspace),
        'privacy.report': async () => ({ traffic: traffic.read(), written: await takeInventory(folder.path) }),
        ...studyHandlers({ study, words, retention: () => settings.get().studyRetention, now, broadcast }),
        ...studyExchangeHandlers({ study, words, pack, now, broadcast }),
        'search.query': (input, { signal }) => search.query(input, signal),
      }
      return { content, search, openExternal, handlers }
    }

    function onMarked(): void {
      if (closing.signal.aborted) return // the next start does it
      keepEdition()
      backups.touch()
    }

    let keeping: Promise<void> | null = null
    /** Keeps a copy of the edition that has marks, beside everything else; without it marks still follow by their texts. */
    function keepEdition(): void {
      keeping ??= editions.keep(closing.signal).catch((error: unknown) => {
        if (!closing.signal.aborted) onError('corpus', error)
      })
    }

    async function read(packFolder: string): Promise<void> {
      const former = edition
      edition = await openEdition(packFolder)
      // In place: an open session then calls the handlers of the edition that is read now.
      for (const handlers of sessions.values()) Object.assign(handlers, edition.handlers)
      keeping = null
      keepEdition()
      await former.search.close()
    }
    let edition = await openEdition(editions.folderOf(editions.active().digest) ?? options.packFolder)
    markStart('files listed')
    if (notes.all().length > 0) keepEdition()
    // What was changed last time, shortly after a backup; the page comes first.
    const firstBackup = setTimeout(() => backups.touch(), FIRST_BACKUP_MS).unref()

    return {
      attach(port, page = NO_PAGE_SHELL) {
        const keep: UploadHandlers = {
          notes: (...call) => edition.handlers['notes.upload'](...call),
          pack: (...call) => edition.handlers['corpus.upload'](...call),
        }
        const handlers = { ...edition.handlers, ...shellHandlers(page, keep) }
        const session = serve(port, handlers, { build: options.build, onError })
        if (sessions.size === 0) markStart('page connected')
        sessions.set(session, handlers)
        port.onClose(() => sessions.delete(session))
        return session
      },
      content(request) {
        traffic.count('answered')
        return edition.content(request)
      },
      openExternal: (url) => edition.openExternal(url),
      ownTexts() {
        const own = editions.offered()
        if (!own) return null
        return async () => {
          const context = { signal: closing.signal, emit: () => Promise.resolve() }
          await edition.handlers['corpus.switch']({ to: own.digest }, context)
        }
      },
      settings: () => settings.get(),
      onSettings: (listener) => void settingsListeners.push(listener),
      announce: (link) => folder.announce(link),
      searchReady: () => edition.search.ready(),
      async close() {
        closing.abort()
        for (const session of sessions.keys()) session.end()
        study.close()
        folder.release()
        clearTimeout(firstBackup)
        await keeping
        await backups.rest()
        await edition.search.close()
      },
    }
  } catch (error) {
    folder.release()
    throw error
  }
}
