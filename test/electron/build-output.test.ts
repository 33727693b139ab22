/** What the build wrote: what no test of the running app would notice. Needs `npm run build`. */
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BUILT_PRELOAD } from './page.ts'

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Imports and exports at the beginning of a line, and imports by a call; bundled code holds more in its comments. */
const IMPORTS = /^(?:import|export)\b[^"'\n;]*["']([^"'\n]+)["']|^[^*\n]*[^{*\w]import\(["']([^"'\n]+)["']\)/gm

/** Every built file that is reached from a built file, with the packages it names. */
async function reachedFrom(file: string, seen = new Map<string, string[]>()): Promise<Map<string, string[]>> {
  if (seen.has(file)) return seen
  const text = await readFile(file, 'utf8')
  const specifiers = [...text.matchAll(IMPORTS)].map((match) => match[1] ?? match[2] ?? '')
  seen.set(
    file,
    specifiers.filter((specifier) => !specifier.startsWith('.')),
  )
  for (const specifier of specifiers)
    if (specifier.startsWith('.')) await reachedFrom(join(dirname(file), specifier), seen)
  return seen
}

describe('the built preload', () => {
  it('is one CommonJS file that requires only electron, as a sandbox demands', async () => {
    expect(await filesIn(dirname(BUILT_PRELOAD))).toEqual([BUILT_PRELOAD])
    const text = await readFile(BUILT_PRELOAD, 'utf8')
    expect(text).not.toMatch(/^\s*(import|export)\s/m)
    expect([...text.matchAll(/require\(["']([^"']+)["']\)/g)].map((match) => match[1])).toEqual(['electron'])
  })

  it('gives the page one channel and never the messenger itself', async () => {
    const text = await readFile(BUILT_PRELOAD, 'utf8')
    expect(text.match(/exposeInMainWorld\(["'`]\w+["'`]/g)).toHaveLength(1)
    expect(text).not.toMatch(/exposeInMainWorld\([^)]*ipcRenderer\s*[,})]/)
  })
})

describe('the built loopback host', () => {
  it('never reaches electron: importing it under Node would download a binary', async () => {
    const reached = await reachedFrom('out/main/server.js')
    expect(reached.size).toBeGreaterThan(1)
    const packages = [...reached.values()].flat().filter((specifier) => /^electron/.test(specifier))
    expect(packages).toEqual([])
  })
})

describe('the built page', () => {
  it('has no inline script, no inline style, no remote address', async () => {
    const html = await readFile('out/renderer/index.html', 'utf8')
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|https?:\/\//)
  })

  it('loads nothing from elsewhere in its styles', async () => {
    const styles = (await filesIn('out/renderer')).filter((file) => file.endsWith('.css'))
    expect(styles.length).toBeGreaterThan(0)
    for (const file of styles)
      expect(await readFile(file, 'utf8'), file).not.toMatch(/url\(\s*["']?(?:https?:)?\/\/|@import/)
  })
})
