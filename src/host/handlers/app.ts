import process from 'node:process'
import type { AppInfo, HostWarning } from '../../contract/methods.ts'
import type { PackManifest } from '../../core/corpus/model.ts'
import type { HostOptions } from '../index.ts'
import type { Handlers } from '../rpc.ts'
import type { Log } from '../storage/log-file.ts'

/** Version of the app, from package.json at build time; `dev` when run from source. */
const VERSION = typeof __APP_VERSION__ === 'string' ? __APP_VERSION__ : 'dev'
/** The parts of the run time people are asked for in reports. */
const REPORTED = ['electron', 'chrome', 'node', 'v8'] as const

/** What the app tells of itself, and addresses outside. */
export function appHandlers({
  options,
  manifest,
  dataFolder,
  warnings,
  openExternal,
  log,
}: {
  readonly options: HostOptions
  readonly manifest: PackManifest
  readonly dataFolder: string
  readonly warnings: readonly HostWarning[]
  readonly openExternal: (url: string) => Promise<boolean>
  readonly log: Log
}): Pick<Handlers, 'app.info' | 'app.log' | 'app.failed' | 'shell.openExternal'> {
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
    'app.log': () => Promise.resolve(log.tail()),
    'app.failed': ({ text }) => {
      log.write('page', text)
      return Promise.resolve(null)
    },
    'shell.openExternal': ({ url }) => openExternal(url),
  }
}
