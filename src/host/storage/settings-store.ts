/**
 * The reader's preferences over the store library of the shell: electron-store in the desktop app, conf elsewhere. Both
 * write the same file; the guard around them notices what a full disk makes of it.
 */
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import * as v from 'valibot'
import type { HostWarning } from '../../contract/methods.ts'
import { DEFAULT_SETTINGS, SETTINGS_SCHEMA, uiLanguageOf, type Settings } from '../../contract/settings.ts'
import { readGuarded, replaceGuarded, writeGuarded } from './guarded-file.ts'

/** What both libraries offer and we use: the whole object at once. */
export interface KeyValueStore {
  store: Record<string, unknown>
}

/**
 * Opens `<folder>/<name>.json`; throws when the file does not parse. Asked for at the first change only: loading the
 * libraries takes longer than everything else of a start.
 */
export type OpenStore = (folder: string, name: string) => KeyValueStore | Promise<KeyValueStore>

export interface SettingsStore {
  get(): Settings
  /** Resolves once the change is on disk. @throws AppError `storage`; the settings are then what they were. */
  set(change: Partial<Settings>): Promise<Settings>
}

/** The same file without a library, for hosts that bring none. */
export const openPlainStore = (folder: string, name: string): KeyValueStore => {
  const file = join(folder, `${name}.json`)
  let values = (readGuarded(file, isObject).value ?? {}) as Record<string, unknown>
  return {
    get store() {
      return values
    },
    set store(next) {
      writeGuarded(file, JSON.stringify(next))
      values = next
    },
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Opens the settings. A damaged file is recovered or set aside and reported; without one they are the defaults.
 * @param languages The system's languages, preferred first: they choose the first language of the interface.
 */
export function openSettingsStore(
  dataFolder: string,
  openStore: OpenStore,
  languages: readonly string[],
  warn: (warning: HostWarning) => void,
): SettingsStore {
  const file = join(dataFolder, 'settings.json')
  const { found, value } = readGuarded(file, isObject)
  if (found === 'recovered-from-backup') warn({ code: found, file: 'settings.json' })
  if (found === 'quarantined') warn({ code: 'settings-reset', file: 'settings.json' })

  const language = uiLanguageOf(languages)
  const defaults: Settings = { ...DEFAULT_SETTINGS, language, readingMode: language === 'en' ? 'en' : 'zh' }
  let current = v.parse(SETTINGS_SCHEMA, { ...defaults, ...known((value ?? {}) as Record<string, unknown>) })
  let store: KeyValueStore | null = null
  return {
    get: () => current,
    async set(change) {
      const opened = (store ??= await openStore(dataFolder, 'settings'))
      // From here to the end nothing waits: changes that come together are all in the last one.
      const next = v.parse(SETTINGS_SCHEMA, { ...current, ...change })
      const write = () => {
        opened.store = { ...next }
      }
      replaceGuarded(file, write, (value) => isDeepStrictEqual(value, next))
      current = next
      return current
    },
  }
}

/** The stored values that still fit; an option dropped by a newer version is passed over. */
function known(values: Record<string, unknown>): Partial<Settings> {
  const entries = Object.entries(SETTINGS_SCHEMA.entries).flatMap(([key, schema]) => {
    const value = v.safeParse(schema, values[key])
    return value.success ? [[key, value.output]] : []
  })
  return Object.fromEntries(entries) as Partial<Settings>
}
