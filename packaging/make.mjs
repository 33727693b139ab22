// npm run dist [-- --arch x64|arm64] [-- --electron-zips DIR] [-- --targets deb,zip]: makes the installers of this
// system into dist/make. Needs `npm run corpus`, `npm run build` and `npm ci` in packaging/. Electron is downloaded
// unless a folder with its zip (electron-vVERSION-PLATFORM-ARCH.zip) is given.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { api, utils } from '@electron-forge/core'
import MakerDeb from '@electron-forge/maker-deb'
import MakerDMG from '@electron-forge/maker-dmg'
import MakerSquirrel from '@electron-forge/maker-squirrel'
import MakerZIP from '@electron-forge/maker-zip'
import { setFuses, stage, trimmed } from '../scripts/pack.mjs'
import { MakerRpm } from './maker-rpm.mjs'

const HERE = import.meta.dirname
const ROOT = dirname(HERE)
const ICONS = join(ROOT, 'resources/icons')
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512]

/** Exports of notes: every system offers Mailuo for them, none has it taken from what the reader uses already. */
const NOTES = { name: 'Notes (JSON-LD)', extension: 'jsonld', mimeType: 'application/ld+json' }

/** Corpus packs: nobody else has files of this name. The desktops of Linux learn of it from linux/mime.xml. */
const PACK = { name: 'Mailuo corpus pack', extension: 'mailuo', mimeType: 'application/x-mailuo-pack' }

const { values: flags } = parseArgs({
  options: {
    arch: { type: 'string', default: process.arch },
    'electron-zips': { type: 'string' },
    targets: { type: 'string' },
  },
})

const linux = {
  options: {
    name: 'mailuo',
    bin: 'mailuo',
    productName: 'Mailuo',
    genericName: 'Reader',
    categories: ['Education'],
    mimeType: ['x-scheme-handler/mailuo', NOTES.mimeType, PACK.mimeType],
    icon: Object.fromEntries(SIZES.map((size) => [`${size}x${size}`, join(ICONS, `${size}.png`)])),
    desktopTemplate: join(HERE, 'linux/desktop.ejs'),
  },
}

/** What runs when a package is installed and removed: both kinds have it done, under names of their own. */
const AFTER_INSTALL = join(HERE, 'linux/after-install')
const BEFORE_REMOVE = join(HERE, 'linux/before-remove')

/** All makers, by the name that `--targets` uses. Each works on its own systems only. */
const MAKERS = {
  deb: new MakerDeb({
    options: {
      ...linux.options,
      section: 'education',
      scripts: { postinst: AFTER_INSTALL, prerm: BEFORE_REMOVE },
    },
  }),
  rpm: new MakerRpm({ options: { ...linux.options, scripts: { post: AFTER_INSTALL, preun: BEFORE_REMOVE } } }),
  zip: new MakerZIP({}, ['linux', 'darwin', 'win32']),
  dmg: new MakerDMG({ icon: join(ICONS, 'mailuo.icns'), format: 'ULFO' }),
  squirrel: new MakerSquirrel({
    name: 'mailuo',
    setupIcon: join(ICONS, 'mailuo.ico'),
    noMsi: true,
  }),
}

/** The configuration of Electron Forge, for the staged app: everything in it belongs into the archive. */
function forgeConfig(version) {
  return {
    packagerConfig: {
      name: 'Mailuo',
      executableName: 'mailuo',
      appBundleId: 'app.mailuo.reader',
      appCategoryType: 'public.app-category.education',
      icon: join(ICONS, 'mailuo'),
      asar: true,
      prune: false,
      // What is staged was chosen file by file; Forge would leave out its own out/ and with it ours.
      ignore: () => false,
      protocols: [{ name: 'Mailuo', schemes: ['mailuo'] }],
      // Of a Mac. On Windows src/main/squirrel.ts says the same.
      extendInfo: {
        CFBundleDocumentTypes: [
          {
            CFBundleTypeName: NOTES.name,
            CFBundleTypeRole: 'Viewer',
            CFBundleTypeExtensions: [NOTES.extension],
            CFBundleTypeMIMETypes: [NOTES.mimeType],
            LSHandlerRank: 'Alternate',
          },
          {
            CFBundleTypeName: PACK.name,
            CFBundleTypeRole: 'Viewer',
            CFBundleTypeExtensions: [PACK.extension],
            CFBundleTypeMIMETypes: [PACK.mimeType],
            LSHandlerRank: 'Owner',
          },
        ],
      },
      extraResource: [
        join(HERE, 'linux/apparmor.profile'),
        join(HERE, 'linux/mime.xml'),
        join(ROOT, 'THIRD-PARTY-NOTICES.md'),
      ],
      electronVersion: version,
      ...(flags['electron-zips'] !== undefined && { electronZipDir: resolve(flags['electron-zips']) }),
      afterExtract: [async ({ buildPath, platform }) => setFuses(binaryIn(buildPath, platform), platform)],
    },
    makers: Object.entries(MAKERS).flatMap(([name, maker]) =>
      flags.targets === undefined || flags.targets.split(',').includes(name) ? [maker] : [],
    ),
    plugins: [],
    publishers: [],
    hooks: {
      // Forge wants to know of Electron as a package; the packed app must not.
      async packageAfterCopy(_config, buildPath) {
        const file = join(buildPath, 'package.json')
        await writeFile(file, `${JSON.stringify(trimmed(JSON.parse(await readFile(file, 'utf8'))), null, 2)}\n`)
      },
    },
  }
}

function binaryIn(folder, platform) {
  if (platform === 'darwin') return join(folder, 'Electron.app')
  return join(folder, platform === 'win32' ? 'electron.exe' : 'electron')
}

process.chdir(ROOT)
const { devDependencies } = JSON.parse(await readFile('package.json', 'utf8'))
const staged = resolve('dist/app')
await rm('dist/make', { recursive: true, force: true })
await mkdir('dist', { recursive: true })
await stage(staged, { devDependencies: { electron: devDependencies.electron } })
utils.registerForgeConfigForDirectory(staged, forgeConfig(devDependencies.electron))
try {
  const made = await api.make({ dir: staged, outDir: resolve('dist/make'), arch: flags.arch, interactive: false })
  for (const { artifacts } of made) for (const file of artifacts) console.log(file)
} finally {
  await rm(staged, { recursive: true, force: true })
}
