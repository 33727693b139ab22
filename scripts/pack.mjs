// npm run pack: lays the built app into an Electron distribution, as one archive, with the fuses set.
// packaging/make.mjs makes installers of the same parts, with the same fuses.
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { createPackage } from '@electron/asar'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'

/** What the packed app is made of, besides its package.json. */
const FOLDERS = ['out', 'resources/corpus']
/** Built for the other shell, or for nobody's eyes. */
const LEFT_OUT = /(^|[\\/])(server|loopback-host)\.js$|\.map$/

/**
 * Every door that the app does not use is shut in the binary itself.
 * Cookie encryption stays off: the app sets no cookies, and on macOS it would need a signed build.
 */
export const FUSES = {
  RunAsNode: false,
  EnableCookieEncryption: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
}

/** The package.json of the packed app: what Electron reads, and nothing of how the app is made. */
export function trimmed({ name, productName, version, description, author, license, type, main }) {
  return { name, productName, version, description, author, license, type, main, desktopName: `${name}.desktop` }
}

/** Lays what belongs into the archive into a folder; `more` goes into its package.json. */
export async function stage(folder, more = {}) {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const name of FOLDERS) {
    if (!existsSync(name)) throw new Error(`${name} is missing: run "npm run corpus" and "npm run build" first.`)
    await cp(name, join(folder, name), { recursive: true, filter: (path) => !LEFT_OUT.test(path) })
  }
  const pack = { ...trimmed(JSON.parse(await readFile('package.json', 'utf8'))), ...more }
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(pack, null, 2)}\n`)
}

/** @param {string} binary Path of the executable, of the bundle on a Mac. */
export async function setFuses(binary, platform = process.platform) {
  const fuses = Object.fromEntries(Object.entries(FUSES).map(([name, on]) => [FuseV1Options[name], on]))
  const options = { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...fuses }
  // A Mac with Apple's processor starts nothing without a signature, and setting fuses breaks the one that is there.
  await flipFuses(binary, { ...options, resetAdHocDarwinSignature: platform === 'darwin' })
}

/**
 * Packs the built app.
 * @param {string} distribution Folder of an unpacked Electron distribution for Linux or Windows.
 * @param {string} into Folder of the packed app; made anew.
 * @returns {Promise<{ archive: string, binary: string }>} Paths of what was made.
 */
export async function pack(distribution, into) {
  const windows = existsSync(join(distribution, 'electron.exe'))
  const source = windows ? 'electron.exe' : 'electron'
  if (!existsSync(join(distribution, source)))
    throw new Error(
      `${distribution} holds no Electron: "npx install-electron" fetches one into node_modules/electron/dist.`,
    )

  const staged = `${into}.stage`
  await stage(staged)
  await rm(into, { recursive: true, force: true })
  await cp(distribution, into, { recursive: true })
  const archive = join(into, 'resources', 'app.asar')
  await mkdir(join(into, 'resources'), { recursive: true })
  // Electron would start its own welcome page in place of ours.
  await rm(join(into, 'resources', 'default_app.asar'), { force: true })
  await createPackage(staged, archive)
  await rm(staged, { recursive: true })

  const binary = join(into, windows ? 'mailuo.exe' : 'mailuo')
  await rename(join(into, source), binary)
  await setFuses(binary)
  return { archive, binary }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [distribution = 'node_modules/electron/dist', into = 'dist/mailuo'] = process.argv.slice(2)
  try {
    const { archive, binary } = await pack(distribution, into)
    console.log(`packed ${archive}\nfuses set in ${binary}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
