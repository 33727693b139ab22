/** The search worker: loads the index beside the host's own thread, so that nothing waits for it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import type { Catalog, CompiledArticle, CompiledGraph, GlossaryTerm } from '../../core/corpus/model.ts'
import {
  answerSearch,
  buildSearchIndex,
  createNotesIndex,
  openSearch,
  type SearchEngine,
} from '../../core/search/index.ts'
import type { WorkerMessage, WorkerRequest, WorkerSetup } from './protocol.ts'

/** Notes indexed in one go before questions are looked at again. */
const SLICE = 100

const { packFolder } = workerData as WorkerSetup
const notes = createNotesIndex()
let engine: SearchEngine | null = null

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(packFolder, name), 'utf8'))
}

/** Loads the shipped index; one that is missing, damaged or of another version is built again from the pack. */
function load(): SearchEngine {
  if (engine) return engine
  const catalog = read('catalog.json') as Catalog
  const glossary = read('glossary.json') as readonly GlossaryTerm[]
  const { edges } = read('graph.json') as CompiledGraph
  const context = { catalog, glossary, edges }
  let opened = openSearch(readIndex(), context)
  if (!opened.ok) {
    tell({ log: `The search index could not be used (${opened.reason}); it is built again from the pack.` })
    opened = openSearch(buildSearchIndex({ catalog, glossary, articles: readArticles(catalog) }), context)
  }
  if (!opened.ok) throw new Error(`The search index could not be built: ${opened.reason}`)
  engine = opened.engine
  return engine
}

function readIndex(): string {
  try {
    return readFileSync(join(packFolder, 'search.json'), 'utf8')
  } catch {
    return '' // missing: treated as damaged
  }
}

function readArticles(catalog: Catalog): CompiledArticle[] {
  return catalog.entities.flatMap((entry) =>
    entry.langs.map((lang) => read(`articles/${entry.id}.${lang}.json`) as CompiledArticle),
  )
}

async function serve(request: WorkerRequest): Promise<WorkerMessage> {
  const { id } = request
  switch (request.do) {
    case 'load':
      load()
      return { id, ok: true }
    case 'query': {
      const answer = answerSearch(load(), notes, request.request, { now: () => performance.now(), complete: true })
      return { id, ok: true, answer }
    }
    case 'set-notes':
      for (let at = 0; at < request.notes.length; at += SLICE) {
        for (const note of request.notes.slice(at, at + SLICE)) notes.put(note)
        await new Promise((resolve) => setImmediate(resolve))
      }
      return { id, ok: true }
    case 'put-note':
      notes.put(request.note)
      return { id, ok: true }
    case 'remove-note':
      notes.remove(request.noteId)
      return { id, ok: true }
  }
}

parentPort?.on('message', (request: WorkerRequest) => {
  serve(request).then(tell, (error: unknown) => {
    tell({ id: request.id, ok: false, message: error instanceof Error ? error.message : String(error) })
  })
})
