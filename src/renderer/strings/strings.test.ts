/** Every text is in three languages, is used somewhere, and every text that is asked for exists. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { failureStrings } from '../../contract/failures.ts'

const RENDERER = join(import.meta.dirname, '..')
const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(ts|svelte)$/.test(path))
const isTable = (path: string) => /^strings[\\/](?!index|language-names|.*test)/.test(path)
const read = (path: string) => readFileSync(join(RENDERER, path), 'utf8')

type Row = Readonly<Record<'zh' | 'hant' | 'en', string | Readonly<Record<'one' | 'other', string>>>>
const tables: [string, Row][] = Object.entries(failureStrings)
for (const path of files.filter(isTable)) {
  const module = (await import(join(RENDERER, path))) as Readonly<Record<string, Readonly<Record<string, Row>>>>
  for (const table of Object.values(module)) tables.push(...Object.entries(table))
}
const keys = new Set(tables.map(([key]) => key))
const code = files
  .filter((path) => !isTable(path) && !path.endsWith('.test.ts'))
  .map(read)
  .join('\n')

/** Keys as the code writes them: whole ones in quotes, and the fixed beginnings of those made from data. */
const quoted = new Set([...code.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/gi)].map(([, key]) => key ?? ''))
const beginnings = [...code.matchAll(/`([a-z][\w.-]*[.-])\$\{/gi)].map(([, start]) => start ?? '')
/** Relations are named by `${direction}.${type}`: the schema of the corpus holds the types. */
const RELATION = /^(in|out)\./
const asked = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key]) => key ?? '')

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe('the texts of the interface', () => {
  it('are found at all', () => {
    expect(keys.size).toBeGreaterThan(150)
    expect(asked.length).toBeGreaterThan(100)
  })
  it('have no key twice', () => {
    expect(tables.map(([key]) => key).filter((key, i, all) => all.indexOf(key) !== i)).toEqual([])
  })
  it('are all there in three languages, with the same values to fill in', () => {
    const faults = tables.filter(([, { zh, hant, en }]) => {
      const english = typeof en === 'string' ? [en] : [en.one, en.other]
      const all = [zh, hant, ...english].map(String)
      return all.some((text) => text.trim() === '' || String(placeholders(text)) !== String(placeholders(all[0] ?? '')))
    })
    expect(faults.map(([key]) => key)).toEqual([])
  })
  it('are all used', () => {
    const isUsed = (key: string) =>
      quoted.has(key) || RELATION.test(key) || beginnings.some((start) => key.startsWith(start))
    const unused = [...keys].filter((key) => !isUsed(key))
    expect(unused).toEqual([])
  })
  it('are all there when asked for', () => {
    expect(asked.filter((key) => !keys.has(key))).toEqual([])
  })
})
