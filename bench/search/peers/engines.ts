/**
 * Engines that are no part of the app: installed here, from the lock file, when the benchmark first wants them. What is
 * used of each is typed below, so that nothing else depends on their being there.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

/** One article in one language. */
export interface Document {
  readonly id: number
  readonly entity: string
  readonly title: string
  readonly body: string
}

/** Ids of documents, best first. */
export type Find = (query: string) => readonly number[] | Promise<readonly number[]>

const FOLDER = import.meta.dirname
/** More hits than are judged, since documents of one entity count once. */
const LIMIT = 40
/** What a title counts against a body, as for all engines. */
const TITLE = 4

/** Installs what is missing. @throws When there is no registry to install from. */
function install(): void {
  if (existsSync(join(FOLDER, 'node_modules', 'lunr'))) return
  process.stderr.write('Installing the engines to compare with …\n')
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: FOLDER, stdio: 'inherit' })
}

/** A package of this folder; not by name in an import, so that no tool looks for it in the app. */
async function load(name: string): Promise<unknown> {
  return import(name)
}

interface FlexSearch {
  readonly Document: new (options: object) => {
    add(document: Document): void
    search(query: string, options: object): { readonly result: readonly number[] }[]
  }
  readonly Charset: { readonly CJK: unknown }
}
interface Orama {
  create(options: object): unknown
  insertMultiple(db: unknown, documents: readonly object[]): Promise<unknown>
  search(
    db: unknown,
    options: object,
  ): Promise<{ readonly hits: readonly { readonly document: { readonly number: number } }[] }>
}
interface LunrBuilder {
  ref(name: string): void
  field(name: string, options?: object): void
  add(document: Document): void
}
type Lunr = (configure: (this: LunrBuilder) => void) => { search(query: string): { readonly ref: string }[] }
type Fuse = new (
  documents: readonly Document[],
  options: object,
) => { search(query: string, options: object): { readonly item: Document }[] }

/** Opens every engine over the same documents, each as its manual has it. */
export async function openInstalled(documents: readonly Document[]): Promise<{ name: string; find: Find }[]> {
  install()
  const flex = ((await load('flexsearch')) as { default: FlexSearch }).default
  const orama = (await load('@orama/orama')) as Orama
  const lunr = ((await load('lunr')) as { default: Lunr }).default
  const fuse = ((await load('fuse.js')) as { default: Fuse }).default
  return [
    { name: 'FlexSearch', find: openFlex(flex, documents, {}) },
    { name: 'FlexSearch, CJK charset', find: openFlex(flex, documents, { encoder: flex.Charset.CJK }) },
    { name: 'Orama', find: await openOrama(orama, documents) },
    { name: 'Lunr', find: openLunr(lunr, documents) },
    { name: 'Fuse', find: openFuse(fuse, documents) },
  ]
}

function openFlex({ Document }: FlexSearch, documents: readonly Document[], options: object): Find {
  const index = new Document({ document: { id: 'id', index: ['title', 'body'] }, tokenize: 'forward', ...options })
  for (const document of documents) index.add(document)
  // Results come by field, the title first.
  return (query) => index.search(query, { limit: LIMIT }).flatMap(({ result }) => result)
}

async function openOrama(orama: Orama, documents: readonly Document[]): Promise<Find> {
  const db = orama.create({ schema: { number: 'number', title: 'string', body: 'string' } })
  await orama.insertMultiple(
    db,
    documents.map(({ id, title, body }) => ({ number: id, title, body })),
  )
  return async (query) => {
    const { hits } = await orama.search(db, {
      term: query,
      properties: ['title', 'body'],
      boost: { title: TITLE },
      limit: LIMIT,
    })
    return hits.map(({ document }) => document.number)
  }
}

function openLunr(lunr: Lunr, documents: readonly Document[]): Find {
  const index = lunr(function () {
    this.ref('id')
    this.field('title', { boost: TITLE })
    this.field('body')
    for (const document of documents) this.add(document)
  })
  return (query) => {
    try {
      return index.search(query).map(({ ref }) => Number(ref))
    } catch {
      return [] // its query language refuses what it can't read, e.g. `by:openai`
    }
  }
}

function openFuse(fuse: Fuse, documents: readonly Document[]): Find {
  const index = new fuse(documents, { keys: [{ name: 'title', weight: TITLE }, 'body'] })
  return (query) => index.search(query, { limit: LIMIT }).map(({ item }) => item.id)
}
