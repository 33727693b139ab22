/** The reader's preferences over the store library of the shell: electron-store in the desktop app, conf elsewhere. */
import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { HostWarning } from '../../contract/methods.ts'
import { DEFAULT_SETTINGS, SETTINGS_SCHEMA, type Settings, type UiLanguage } from '../../contract/settings.ts'

/** What both libraries offer and we use: the whole object at once. */
export interface KeyValueStore {
  store: Record<string, unknown>
}

/** Opens `<folder>/<name>.json`; throws when the file does not parse. */
export type OpenStore = (folder: string, name: string) => KeyValueStore

export interface SettingsStore {
  get(): Settings
  set(change: Partial<Settings>): Settings
}

/**
 * Opens the settings. A file that cannot be read is renamed and reported; settings are then the defaults.
 * @param languages The system's languages, preferred first: they choose the first language of the interface.
 */
export function openSettingsStore(
  dataFolder: string,
  openStore: OpenStore,
  languages: readonly string[],
  warn: (warning: HostWarning) => void,
): SettingsStore {
  const file = join(dataFolder, 'settings.json')
  const language = languageOf(languages)
  const defaults: Settings = { ...DEFAULT_SETTINGS, language, readingMode: language === 'en' ? 'en' : 'zh' }
  const store = openOrReset(() => openStore(dataFolder, 'settings'), file, warn)
  let current = v.parse(SETTINGS_SCHEMA, { ...defaults, ...known(store.store) })
  return {
    get: () => current,
    set(change) {
      const next = v.parse(SETTINGS_SCHEMA, { ...current, ...change })
      store.store = { ...next }
      current = next
      return current
    },
  }
}

function openOrReset(open: () => KeyValueStore, file: string, warn: (warning: HostWarning) => void): KeyValueStore {
  try {
    return open()
  } catch (error) {
    if (!(error instanceof SyntaxError) || !existsSync(file)) throw error
    renameSync(file, `${file}.damaged`)
    warn({ code: 'settings-reset', file: 'settings.json' })
    return open()
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

function languageOf(languages: readonly string[]): UiLanguage {
  for (const tag of languages) {
    if (/^zh-(Hant|TW|HK|MO)/i.test(tag)) return 'zh-Hant'
    if (/^zh/i.test(tag)) return 'zh'
    if (/^en/i.test(tag)) return 'en'
  }
  return 'zh'
}
