import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import Icons from 'unplugin-icons/vite'
import type { Plugin } from 'vite'

const src = (path: string) => resolve(import.meta.dirname, 'src', path)
const version = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version
/** `npm start` passes a hash of the sources; a build by hand gets a new id each time. */
const build =
  process.env['MAILUO_BUILD_ID'] ?? createHash('sha256').update(String(Date.now())).digest('hex').slice(0, 12)
/** A slow machine is no fault of the build: its timings are not worth a line of every first start. */
const checks = { bundlerTimings: false }
const define = { __BUILD_ID__: JSON.stringify(build), __APP_VERSION__: JSON.stringify(version) }

/** Notes which packages went into a bundle, for the notices that are given on with it (scripts/notices.mjs). */
function notePackages(part: string): Plugin {
  return {
    name: 'note-packages',
    generateBundle(_options, bundle) {
      // Fonts come by way of styles: they are files, not modules.
      const files = Object.values(bundle).flatMap((each) => (each.type === 'asset' ? each.originalFileNames : []))
      const names = [...this.getModuleIds(), ...files].flatMap((id) => {
        if (id.includes('~icons/lucide/')) return ['@iconify-json/lucide']
        const found = /.*(?:^|[\\/])node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1]
        return found === undefined || id.startsWith('\0') ? [] : [found.replaceAll('\\', '/')]
      })
      mkdirSync('.cache', { recursive: true })
      writeFileSync(`.cache/bundled-${part}.json`, JSON.stringify([...new Set(names)].sort()))
    },
  }
}

export default defineConfig({
  main: {
    define,
    plugins: [notePackages('main')],
    build: {
      // Everything is bundled: the packed app needs no node_modules.
      externalizeDeps: false,
      rolldownOptions: {
        checks,
        // Core is pure: what a program doesn't use of it isn't loaded by it, e.g. the pinyin library to search.
        treeshake: { moduleSideEffects: [{ test: /\/src\/core\//, sideEffects: false }] },
        input: {
          desktop: src('main/index.ts'),
          server: src('server/index.ts'),
          'loopback-host': src('server/run.ts'),
          'search-worker': src('host/search/worker.ts'),
        },
      },
    },
  },
  // A sandboxed preload has no ES modules and no real require(): one CommonJS file.
  preload: {
    plugins: [notePackages('preload')],
    build: {
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        checks,
        input: { index: src('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: src('renderer'),
    define,
    plugins: [
      svelte({ configFile: resolve(import.meta.dirname, 'svelte.config.js') }),
      Icons({ compiler: 'svelte', scale: 1 }),
      notePackages('renderer'),
    ],
    build: {
      minify: true,
      assetsInlineLimit: 0, // no data: addresses, so fonts and pictures stay files
      modulePreload: { polyfill: false },
      rolldownOptions: { checks, input: src('renderer/index.html') },
    },
  },
})
