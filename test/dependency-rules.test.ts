import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { present } from './present.ts'

const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as IConfiguration

/** A small project that keeps every rule. */
const SOUND: Readonly<Record<string, string>> = {
  'tsconfig.base.json': '{ "compilerOptions": { "module": "ESNext", "moduleResolution": "bundler" } }',
  'src/core/text/index.ts': `export * from './tokens.ts'`,
  'src/core/text/tokens.ts': 'export const a = 1',
  'src/core/corpus/index.ts': `import { a } from '../text/index.ts'; export const b = a`,
  'src/core/corpus/model.ts': 'export type Entity = { id: string }',
  'src/contract/index.ts': `import type { Entity } from '../core/corpus/model.ts'; export type E = Entity`,
  'src/contract/frames.ts': 'export type Port = object',
  'src/host/index.ts': `import { readFile } from 'node:fs/promises'; import '../contract/index.ts'; export { readFile }`,
  'src/host/files.ts': 'export const files = 1',
  'src/main/desktop.ts': `import { app } from 'electron'; import '../host/index.ts'; export { app }`,
  'src/preload/index.ts': `import 'electron'; import type { Port } from '../contract/frames.ts'; export type P = Port`,
  'src/server/index.ts': `import { createServer } from 'node:http'; import '../host/index.ts'; export { createServer }`,
  'src/renderer/client/index.ts': `import '../../contract/index.ts'; export * from './link.ts'`,
  'src/renderer/client/link.ts': 'export const link = 1',
  'src/renderer/views/home/Home.svelte': `<script lang="ts">import { link } from '../../client/index.ts'; const x = link</script>{x}`,
  'src/renderer/views/notes/Notes.svelte': '<p>notes</p>',
  'src/renderer/dom/canvas.ts': `import 'cytoscape'; export const canvas = 1`,
  'tools/build/main.ts': `import '../../src/core/corpus/index.ts'`,
  'test/contract/pair.ts': 'export const pair = 1',
  'e2e/home.spec.ts': `import '../test/contract/pair.ts'`,
}

/** What the Svelte compiler writes into a component. */
const SVELTE_PARTS = ['client', 'disclose-version', 'flags/legacy']
const PACKAGES = ['electron', 'cytoscape', 'ws', 'left-pad']

/** One planted import per row: the rule that must find it, the file it stands in, the code. */
const PLANTED: readonly (readonly [rule: string, file: string, code: string])[] = [
  ['no-circular', 'src/core/text/tokens.ts', `import './index.ts'`],
  ['no-unresolvable', 'src/host/files.ts', `import './nowhere.ts'`],
  ['no-test-in-product', 'src/host/files.ts', `import '../../test/contract/pair.ts'`],
  ['core-is-pure', 'src/core/text/tokens.ts', `import 'node:fs'`],
  ['core-stays-in-core', 'src/core/text/tokens.ts', `import '../../contract/frames.ts'`],
  ['core-listed-packages', 'src/core/text/tokens.ts', `import 'left-pad'`],
  ['core-by-index', 'src/core/corpus/index.ts', `import '../text/tokens.ts'`],
  ['core-by-index-from-outside', 'src/host/files.ts', `import '../core/text/tokens.ts'`],
  ['contract-is-small', 'src/contract/frames.ts', `import type {} from '../host/files.ts'`],
  ['host-has-no-shell', 'src/host/files.ts', `import '../server/index.ts'`],
  ['host-has-no-electron', 'src/server/index.ts', `import 'electron'`],
  ['main-stays-thin', 'src/main/desktop.ts', `import '../server/index.ts'`],
  ['shell-by-host-index', 'src/main/desktop.ts', `import '../host/files.ts'`],
  ['main-leaves-core-alone', 'src/main/desktop.ts', `import '../core/corpus/index.ts'`],
  ['preload-is-one-file', 'src/preload/index.ts', `import '../contract/index.ts'`],
  ['server-stays-thin', 'src/server/index.ts', `import '../main/desktop.ts'`],
  ['network-only-in-server', 'src/host/files.ts', `import 'node:https'`],
  ['page-behind-the-seam', 'src/renderer/views/home/Home.svelte', `import { files } from '../../../host/files.ts'`],
  ['page-behind-the-seam', 'src/renderer/client/link.ts', `import type {} from '../../server/index.ts'`],
  ['page-has-no-node', 'src/renderer/client/link.ts', `import 'node:path'`],
  ['page-has-no-electron', 'src/renderer/client/link.ts', `import 'ws'`],
  ['drawing-only-in-dom', 'src/renderer/views/home/Home.svelte', `import cytoscape from 'cytoscape'`],
  ['page-has-no-compiler', 'src/renderer/client/link.ts', `import '../../core/corpus/index.ts'`],
  ['views-stand-alone', 'src/renderer/views/home/Home.svelte', `import Notes from '../notes/Notes.svelte'`],
  ['views-use-the-client', 'src/renderer/views/home/Home.svelte', `import { link as l } from '../../client/link.ts'`],
  ['parts-below-views', 'src/renderer/dom/canvas.ts', `import '../views/notes/Notes.svelte'`],
  ['tools-have-no-shell', 'tools/build/main.ts', `import '../../src/server/index.ts'`],
  ['e2e-drives-the-built-app', 'e2e/home.spec.ts', `import '../src/core/text/index.ts'`],
]

let folder = ''

async function write(path: string, text: string): Promise<void> {
  const full = join(folder, path)
  await mkdir(dirname(full), { recursive: true })
  await writeFile(full, text)
}

/** A component's import goes into its script and is used, or the Svelte compiler leaves it out. */
function plant(file: string, code: string): string {
  const sound = present(SOUND[file])
  if (!file.endsWith('.svelte')) return `${code}\n${sound}`
  const name = /import (?:\{ (?:\w+ as )?)?(\w+)/.exec(code)?.[1] ?? ''
  return sound.replace('<script lang="ts">', `<script lang="ts">${code}; console.info(${name});`)
}

async function brokenRules(): Promise<string[]> {
  const { forbidden = [], options = {} } = config
  const roots = ['src', 'tools', 'test', 'e2e']
  const { output } = await cruise(
    roots,
    { ...options, baseDir: folder, ruleSet: { forbidden }, validate: true },
    { extensions: ['.ts', '.js', '.svelte'] },
    { tsConfig: { options: { moduleResolution: 100, module: 99, allowImportingTsExtensions: true } } },
  )
  return (output as ICruiseResult).summary.violations.map((violation) => violation.rule.name)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailuo-rules-'))
  for (const [path, text] of Object.entries(SOUND)) await write(path, text)
  for (const name of PACKAGES) {
    await write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
    await write(`node_modules/${name}/index.js`, 'module.exports = {}')
  }
  for (const part of SVELTE_PARTS) await write(`node_modules/svelte/internal/${part}/index.js`, 'export {}')
  await write('package.json', JSON.stringify({ dependencies: Object.fromEntries(PACKAGES.map((name) => [name, '1'])) }))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the import rules', () => {
  it('are quiet about a sound project', async () => {
    expect(await brokenRules()).toEqual([])
  })

  it.each(PLANTED)('%s finds what is planted in %s: %s', async (rule, file, code) => {
    await write(file, plant(file, code))
    try {
      expect(await brokenRules()).toContain(rule)
    } finally {
      await write(file, present(SOUND[file]))
    }
  })

  it('each have a planted violation and a comment that says what to do', () => {
    const planted = new Set(PLANTED.map(([rule]) => rule))
    const rules = config.forbidden ?? []
    const unplanted = rules.map((rule) => rule.name ?? '').filter((name) => !planted.has(name))
    expect(unplanted).toEqual(['no-dev-package-in-desktop'])
    expect(rules.filter((rule) => (rule.comment ?? '').length < 40)).toEqual([])
  })
})
