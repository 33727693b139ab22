import process from 'node:process'
import type { AppInfo, EventName, Events, HostWarning } from '../../contract/methods.ts'
import type { PackManifest } from '../../core/corpus/model.ts'
import type { HostOptions } from '../index.ts'
import type { Handlers } from '../rpc.ts'
import type { SettingsStore } from '../storage/settings-store.ts'

/** Version of the app, from package.json at build time; `dev` when run from source. */
const VERSION = typeof __APP_VERSION__ === 'string' ? __APP_VERSION__ : 'dev'
/** The parts of the run time people are asked for in reports. */
const REPORTED = ['electron', 'chrome', 'node', 'v8'] as const

/** What the app tells of itself, its settings, and addresses outside. */
export function appHandlers({
  options,
  manifest,
  dataFolder,
  warnings,
  settings,
  broadcast,
}: {
  readonly options: HostOptions
  readonly manifest: PackManifest
  readonly dataFolder: string
  readonly warnings: readonly HostWarning[]
  readonly settings: SettingsStore
  readonly broadcast: <E extends EventName>(name: E, payload: Events[E]) => void
}): Pick<Handlers, 'app.info' | 'settings.get' | 'settings.set' | 'shell.openExternal'> {
  const { id, version, title, counts, licence, credits } = manifest
  const info: AppInfo = {
    name: 'Mailuo 脉络',
    version: VERSION,
    build: options.build,
    shell: options.shell.kind,
    platform: `${process.platform} ${process.arch}`,
    versions: Object.fromEntries(
      REPORTED.flatMap((name) => {
        const found = process.versions[name]
        return found === undefined ? [] : [[name, found]]
      }),
    ),
    dataFolder,
    corpus: { id, version, title, counts, licence, credits },
    warnings,
  }
  return {
    'app.info': () => Promise.resolve({ ...info, warnings: [...warnings] }),
    'settings.get': () => Promise.resolve(settings.get()),
    'settings.set': (change) => {
      const defined = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      const next = settings.set(defined)
      broadcast('settings.changed', next)
      return Promise.resolve(next)
    },
    'shell.openExternal': ({ url }) => options.shell.openExternal(url),
  }
}
