import type { Settings } from '../../contract/settings.ts'
import type { Handlers } from '../rpc.ts'
import type { SettingsStore } from '../storage/settings-store.ts'

/** The reader's preferences; every page and the shell's menus hear of a change. */
export function settingsHandlers({
  settings,
  onSettings,
}: {
  readonly settings: SettingsStore
  readonly onSettings: (changed: Settings) => void
}): Pick<Handlers, 'settings.get' | 'settings.set'> {
  return {
    'settings.get': () => Promise.resolve(settings.get()),
    'settings.set': async (change) => {
      const defined = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      const next = await settings.set(defined)
      onSettings(next)
      return next
    },
  }
}
