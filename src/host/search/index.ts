/** Search as the host sees it: a worker that starts when it is needed, asked by messages. */
import { existsSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { AppError, failure } from '../../contract/errors.ts'
import type { IndexState } from '../../contract/methods.ts'
import type { OwnText, SearchAnswer, SearchRequest } from '../../core/search/index.ts'
import { WORKER_LIMITS, type WorkerMessage, type WorkerRequest, type WorkerSetup, type WorkerTask } from './protocol.ts'

/** One interface for every kind of search, so that another engine can stand behind it for large libraries. */
export interface SearchService {
  /**
   * Answers from names alone (`complete: false`) while the index of the texts is loading or built again.
   * @throws AppError `cancelled` when the signal is aborted first, `not-ready` when search can't run.
   */
  query(request: SearchRequest, signal?: AbortSignal): Promise<SearchAnswer>
  /** Replaces all notes and cards. Like the next two it leaves first way to an answer that is about to go out. */
  setOwn(all: readonly OwnText[]): Promise<void>
  putOwn(text: OwnText): Promise<void>
  removeOwn(id: string): Promise<void>
  /** Resolves when texts are searched too. @throws AppError `not-ready` when there can be no index. */
  ready(): Promise<void>
  close(): Promise<void>
}

interface Waiting {
  resolve(answer: SearchAnswer | null): void
  reject(error: AppError): void
}

/**
 * The worker starts by itself this long after the service, when the window has been painted; a question starts it at
 * once. Unit: milliseconds.
 */
const WARM_UP_MS = 800
/** A worker that dies is started again, but not for ever. */
const MAX_STARTS = 4

/** Built: beside the bundle, of which this code may be a chunk one folder below. From source: beside this file. */
function workerFile(): URL {
  const candidates = ['./search-worker.js', '../search-worker.js', './worker.ts'].map(
    (path) => new URL(path, import.meta.url),
  )
  const found = candidates.find((url) => existsSync(fileURLToPath(url)))
  if (!found)
    throw failure(
      'not-ready',
      'search-missing',
      'The search program is missing; install Mailuo again. Your notes are safe.',
    )
  return found
}

const ended = () =>
  failure('not-ready', 'search-stopped', 'Search has stopped; search again to start it. Your notes are safe.')

/**
 * Search over a pack and what the reader wrote. Texts given before the worker runs are kept and given to it then, and
 * again to a worker that replaces one that died.
 *
 * @param log For the host's log: what was found wrong and made up for.
 * @param onIndex The shipped index can't be used, and what becomes of it.
 */
export function createSearchService({
  packFolder,
  log,
  onIndex,
}: {
  readonly packFolder: string
  readonly log: (text: string) => void
  readonly onIndex?: (state: IndexState) => void
}): SearchService {
  const own = new Map<string, OwnText>()
  const waiting = new Map<number, Waiting>()
  let worker: Worker | null = null
  let starts = 0
  let nextId = 1
  let closed = false
  const warmUp = setTimeout(() => void ready().catch((error: unknown) => log(String(error))), WARM_UP_MS)
  warmUp.unref()

  function running(): Worker {
    if (closed) throw ended()
    if (worker) return worker
    if (starts >= MAX_STARTS)
      throw failure(
        'not-ready',
        'search-stopped',
        'Search has stopped several times; start Mailuo again. Your notes are safe.',
      )
    starts++
    const started = new Worker(workerFile(), {
      workerData: { packFolder, role: 'serve' } satisfies WorkerSetup,
      resourceLimits: WORKER_LIMITS,
    })
    worker = started
    started.unref()
    started.on('message', receive)
    started.on('error', (error) => log(`The search worker failed: ${String(error)}`))
    started.on('exit', () => {
      if (worker !== started) return
      worker = null
      const stopped = ended()
      for (const call of waiting.values()) call.reject(stopped)
      waiting.clear()
    })
    if (own.size > 0)
      send(started, { do: 'set-own', texts: [...own.values()] }).catch((error: unknown) => log(String(error)))
    return started
  }

  function receive(message: WorkerMessage): void {
    if ('log' in message) {
      log(message.log)
      return
    }
    if ('index' in message) {
      onIndex?.(message.index)
      return
    }
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.ok) call?.resolve(message.answer)
    else {
      const why = message.message
      call?.reject(failure('not-ready', 'search-failed', `Search can't answer: ${why}`, { why }))
    }
    // While nobody waits, the worker must not keep the process alive; `close` waits.
    if (waiting.size === 0 && !closed) worker?.unref()
  }

  async function send(to: Worker, task: WorkerTask, signal?: AbortSignal): Promise<SearchAnswer | null> {
    const id = nextId++
    const cancelled = () => new AppError('cancelled', 'The search was replaced by a newer one.')
    if (signal?.aborted) throw cancelled()
    const giveUp = () => {
      const call = waiting.get(id)
      waiting.delete(id)
      to.postMessage({ do: 'cancel', id } satisfies WorkerRequest)
      call?.reject(cancelled())
    }
    signal?.addEventListener('abort', giveUp, { once: true })
    try {
      return await new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        to.ref()
        to.postMessage({ ...task, id } satisfies WorkerRequest)
      })
    } finally {
      signal?.removeEventListener('abort', giveUp)
    }
  }

  async function ready(): Promise<void> {
    await send(running(), { do: 'load' })
  }

  return {
    async query(request, signal) {
      await setImmediate() // after what was handed over before it
      const answer = await send(running(), { do: 'query', request }, signal)
      if (!answer) throw new AppError('internal', 'The search worker gave no answer.')
      return answer
    },
    async setOwn(all) {
      own.clear()
      for (const text of all) own.set(text.id, text)
      await setImmediate()
      if (worker) await send(worker, { do: 'set-own', texts: all })
    },
    async putOwn(text) {
      own.set(text.id, text)
      await setImmediate()
      if (worker) await send(worker, { do: 'put-own', text })
    },
    async removeOwn(id) {
      own.delete(id)
      await setImmediate()
      if (worker) await send(worker, { do: 'remove-own', textId: id })
    },
    ready,
    async close() {
      closed = true
      clearTimeout(warmUp)
      // Held until it has ended: otherwise a process with nothing else to do would stop in the middle of waiting.
      worker?.ref()
      await worker?.terminate()
      for (const call of waiting.values()) call.reject(ended())
      waiting.clear()
    },
  }
}
