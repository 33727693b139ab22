/**
 * The search worker: everything that takes time, beside the host's own thread. When the shipped index is missing,
 * damaged or of another version, it is built again in a second worker while names answer.
 */
import { parentPort, Worker, workerData } from 'node:worker_threads'
import {
  answerSearch,
  createOwnIndex,
  DamagedIndexError,
  openNamesOnly,
  openSearch,
  type SearchAnswer,
  type SearchContext,
  type SearchEngine,
  type SearchRequest,
} from '../../core/search/index.ts'
import { createRest } from '../rest.ts'
import { indexBytes, readContext, readIndex } from './pack-reader.ts'
import type { WorkerMessage, WorkerRequest, WorkerSetup, WorkerTask } from './protocol.ts'

/** Texts indexed in one go before questions are looked at again: about 10 ms. */
const TEXTS_PER_SLICE = 40

/** Asked once the texts are open: the first question pays for compiling, better now than under the reader's keys. */
const WARM_UP: SearchRequest = { text: '模型 model', lang: 'zh', scope: 'articles', limit: 5 }
/** The same for what traditional characters need, which takes longer and few readers type: when all is quiet. */
const WARM_UP_LATE: SearchRequest = { ...WARM_UP, text: '訓練' }
/** Unit: milliseconds. */
const LATE_MS = 3000

const { packFolder, role } = workerData as WorkerSetup

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}
const log = (text: string) => tell({ log: text })
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

// What builds is only loaded where it is needed: it would take a third of the start.
if (role === 'build') parentPort?.postMessage((await import('./rebuild.ts')).rebuildIndex(packFolder, log))
else serve()

/** Builds the index in a worker of its own, so that this one goes on answering. */
function buildBeside(): Promise<string> {
  const builder = new Worker(new URL(import.meta.url), {
    workerData: { packFolder, role: 'build' } satisfies WorkerSetup,
  })
  return new Promise((resolve, reject) => {
    builder.on('message', (message: string | WorkerMessage) => {
      if (typeof message === 'string') resolve(message)
      else tell(message)
    })
    builder.on('error', reject)
    builder.on('exit', () => reject(new Error('the builder ended without an index')))
  })
}

function serve(): void {
  const own = createOwnIndex()
  const rest = createRest()
  const cancelled = new Set<number>()
  /** Changes of own texts are made one after the other, whatever slices the first filling takes. */
  let ownWork: Promise<void> = Promise.resolve()
  let engine: SearchEngine | null = null
  let loading: Promise<void> | null = null

  function ensureEngine(): SearchEngine {
    if (engine) return engine
    const context = readContext(packFolder, log)
    const shipped = readIndex(packFolder)
    const opened = shipped === null ? null : openSearch(shipped, context)
    if (opened?.ok) {
      loading = Promise.resolve()
      return use(opened.engine)
    }
    return rebuildFor(context, opened ? opened.message : 'missing')
  }

  /** Starts building the index again. @returns What answers meanwhile. */
  function rebuildFor(context: SearchContext, state: string): SearchEngine {
    log(`The search index is built again from the articles: it is ${state}.`)
    tell({ index: 'rebuilding' })
    loading = rebuild(context)
    // Who waits for it is told; without anybody waiting the names still answer.
    loading.then(
      () => tell({ index: 'ready' }),
      (error: unknown) => {
        log(`Texts can't be searched: ${messageOf(error)}`)
        tell({ index: 'failed' })
      },
    )
    return (engine = openNamesOnly(context))
  }

  async function rebuild(context: SearchContext): Promise<void> {
    const built = openSearch(indexBytes(await buildBeside()), context)
    if (!built.ok) throw new Error(built.message)
    use(built.engine)
  }

  function use(opened: SearchEngine): SearchEngine {
    engine = opened
    const warmUp = (request: SearchRequest) => void answer(request)
    setImmediate(warmUp, WARM_UP)
    setTimeout(warmUp, LATE_MS, WARM_UP_LATE).unref()
    return opened
  }

  function answer(request: SearchRequest): SearchAnswer {
    const asked = ensureEngine()
    try {
      return answerSearch(asked, own, request, () => performance.now())
    } catch (error) {
      if (!(error instanceof DamagedIndexError)) throw error
      return answerSearch(rebuildFor(readContext(packFolder, log), error.message), own, request, () =>
        performance.now(),
      )
    }
  }

  function changeOwn(change: () => void | Promise<void>): Promise<void> {
    ownWork = ownWork.then(change)
    return ownWork
  }

  async function work(task: WorkerTask): Promise<SearchAnswer | null> {
    switch (task.do) {
      case 'query':
        return answer(task.request)
      case 'load':
        ensureEngine()
        await loading
        return null
      case 'set-own':
        await changeOwn(async () => {
          own.clear()
          for (let at = 0; at < task.texts.length; at += TEXTS_PER_SLICE) {
            for (const text of task.texts.slice(at, at + TEXTS_PER_SLICE)) own.put(text)
            await nextTurn()
          }
        })
        return null
      case 'put-own':
        await changeOwn(() => own.put(task.text))
        return null
      case 'remove-own':
        await changeOwn(() => own.remove(task.textId))
        return null
    }
  }

  async function handle(request: WorkerRequest): Promise<void> {
    rest.used()
    if (request.do === 'cancel') {
      cancelled.add(request.id)
      return
    }
    if (request.do === 'query') {
      // All messages that have come by now are read first, so that a question that was given up costs nothing.
      await nextTurn()
      if (cancelled.delete(request.id)) return
    }
    try {
      tell({ id: request.id, ok: true, answer: await work(request) })
    } catch (error) {
      tell({ id: request.id, ok: false, message: messageOf(error) })
    }
    cancelled.delete(request.id)
  }

  parentPort?.on('message', (request: WorkerRequest) => void handle(request))
}
