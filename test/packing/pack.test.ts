/** The packed app, laid into a stub of an Electron distribution. Needs `npm run corpus` and `npm run build`. */
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FUSES, pack } from '../../scripts/pack.mjs'

/** What @electron/fuses looks for in a real binary: sentinel, wire version, number of fuses, their states. */
const FUSE_WIRE = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('101100011'),
])

type FuseName = keyof typeof FuseV1Options

let folder = ''
let packed: Awaited<ReturnType<typeof pack>>
let names: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailuo-pack-'))
  const stub = join(folder, 'electron')
  await mkdir(join(stub, 'resources'), { recursive: true })
  await writeFile(join(stub, 'electron'), Buffer.concat([Buffer.alloc(64), FUSE_WIRE, Buffer.alloc(64)]))
  await writeFile(join(stub, 'resources', 'default_app.asar'), 'welcome')
  packed = await pack(stub, join(folder, 'mailuo'))
  names = listPackage(packed.archive, { isPack: false }).map((name) => name.replaceAll('\\', '/'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the archive', () => {
  it('holds the shell, the page and the corpus', () => {
    expect(names).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/out/main/desktop.js',
        '/out/main/search-worker.js',
        '/out/preload/index.cjs',
        '/out/renderer/index.html',
        '/resources/corpus/manifest.json',
        '/resources/corpus/catalog.json',
      ]),
    )
  })

  it('holds exactly what was built for the desktop, and what the corpus lists of itself', async () => {
    const built = await readdir('out', { recursive: true, withFileTypes: true })
    const paths = built.flatMap((entry) => (entry.isFile() ? [join('/', entry.parentPath, entry.name)] : []))
    const { files } = JSON.parse(await readFile('resources/corpus/manifest.json', 'utf8')) as { files: object }
    const expected = [
      '/package.json',
      ...paths.map((path) => path.replaceAll('\\', '/')).filter((path) => !/(server|loopback-host)\.js$/.test(path)),
      ...['manifest.json', ...Object.keys(files)].map((name) => `/resources/corpus/${name}`),
    ]
    const folders = new Set(names.map((name) => dirname(name)))
    expect(names.filter((name) => !folders.has(name)).sort()).toEqual(expected.sort())
  })

  it('holds no sources, no maps, no packages and no loopback host', () => {
    const strangers = names.filter((name) => !/^\/(out|resources|resources\/corpus|package\.json)(\/|$)/.test(name))
    expect(strangers).toEqual([])
    expect(names.filter((name) => /\.map$|\.tsx?$|\.svelte$|node_modules|\/server\.js$/.test(name))).toEqual([])
  })

  it('starts by its package.json, which tells nothing of how it was made', () => {
    const text = extractFile(packed.archive, 'package.json').toString()
    const description = JSON.parse(text) as Record<string, unknown>
    expect(description).toMatchObject({ type: 'module', main: './out/main/desktop.js' })
    expect(Object.keys(description)).not.toContain('devDependencies')
    expect(Object.keys(description)).not.toContain('scripts')
  })

  it('stands alone: nothing it imports is left outside', () => {
    const outside = names
      .filter((name) => /^\/out\/main\/.*\.js$/.test(name))
      .flatMap((name) => {
        const code = extractFile(packed.archive, name.slice(1)).toString()
        return [...code.matchAll(/^(?:import|export)\b[^"'\n;]*["']([^"'\n]+)["']/gm)].map((match) => match[1] ?? '')
      })
      .filter((specifier) => !/^(\.|node:|electron$)/.test(specifier))
    expect([...new Set(outside)]).toEqual([])
  })

  it("has the place of Electron's own welcome page", () => {
    expect(existsSync(join(folder, 'mailuo', 'resources', 'default_app.asar'))).toBe(false)
  })
})

describe('the binary', () => {
  it('has every fuse as decided', async () => {
    const wire = (await getCurrentFuseWire(packed.binary)) as unknown as Record<number, FuseState>
    const states = Object.keys(FUSES).map((name) => [name, wire[FuseV1Options[name as FuseName]] === FuseState.ENABLE])
    expect(Object.fromEntries(states)).toEqual(FUSES)
  })

  it('cannot be turned into plain Node or be given code from outside', () => {
    expect(FUSES).toMatchObject({
      RunAsNode: false,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      OnlyLoadAppFromAsar: true,
    })
  })
})

describe('packing', () => {
  it('says what to do when there is no Electron', async () => {
    await expect(pack(join(folder, 'nowhere'), join(folder, 'x'))).rejects.toThrow('npx install-electron')
  })
})
