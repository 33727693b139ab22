/** Search as the host sees it: one worker, started at once, asked by messages. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../contract/errors.ts'
import type { Annotation } from '../../core/annotation/model.ts'
import type { SearchAnswer, SearchRequest } from '../../core/search/model.ts'
import type { WorkerMessage, WorkerRequest, WorkerSetup } from './protocol.ts'

/** One interface for every kind of search, so that another engine can stand behind it for large libraries. */
export interface SearchService {
  /** @throws AppError `cancelled` when the signal is aborted first, `not-ready` when no index can be had. */
  query(request: SearchRequest, signal?: AbortSignal): Promise<SearchAnswer>
  setNotes(notes: readonly Annotation[]): Promise<void>
  putNote(note: Annotation): Promise<void>
  removeNote(id: string): Promise<void>
  /** Resolves when queries are answered in full. */
  ready(): Promise<void>
  close(): Promise<void>
}

type Sent = WorkerRequest extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never

interface Waiting {
  resolve(answer: SearchAnswer | undefined): void
  reject(error: AppError): void
}

/** The bundler may put this module into a folder of shared chunks; run from source the worker lies beside it. */
const WORKER_FILES = ['./search-worker.js', '../search-worker.js', './worker.ts']

function workerFile(): URL {
  const found = WORKER_FILES.map((file) => new URL(file, import.meta.url)).find((url) => existsSync(fileURLToPath(url)))
  if (!found) throw new AppError('not-ready', 'The search worker is missing; build the app again.')
  return found
}

/** Starts the worker of a pack. It loads its index as soon as it runs; nothing waits for that but queries. */
export function createSearchService({
  packFolder,
  log,
}: {
  packFolder: string
  log: (text: string) => void
}): SearchService {
  const waiting = new Map<number, Waiting>()
  const worker = new Worker(workerFile(), { workerData: { packFolder } satisfies WorkerSetup })
  let nextId = 1
  let ended: string | null = null

  worker.on('message', (message: WorkerMessage) => {
    if ('log' in message) {
      log(message.log)
      return
    }
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.ok) call?.resolve(message.answer)
    else call?.reject(new AppError('not-ready', `Search cannot answer: ${message.message}`))
  })
  const fail = (reason: string) => {
    ended = reason
    for (const call of waiting.values()) call.reject(new AppError('not-ready', reason))
    waiting.clear()
  }
  worker.on('error', (error) => {
    log(`The search worker failed: ${String(error)}`)
    fail('Search has stopped; start Mailuo again. Your notes are safe.')
  })
  worker.on('exit', () => fail('Search has ended.'))

  function send(request: Sent, signal?: AbortSignal): Promise<SearchAnswer | undefined> {
    return new Promise((resolve, reject) => {
      if (ended !== null) return reject(new AppError('not-ready', ended))
      const id = nextId++
      waiting.set(id, { resolve, reject })
      signal?.addEventListener(
        'abort',
        () => {
          waiting.delete(id)
          reject(new AppError('cancelled', 'The search was replaced by a newer one.'))
        },
        { once: true },
      )
      worker.postMessage({ ...request, id } satisfies WorkerRequest)
    })
  }

  const loaded = send({ do: 'load' })
  loaded.catch((error: unknown) => log(String(error)))
  return {
    async query(request, signal) {
      const answer = await send({ do: 'query', request }, signal)
      if (!answer) throw new AppError('internal', 'The search worker gave no answer.')
      return answer
    },
    async setNotes(notes) {
      await send({ do: 'set-notes', notes })
    },
    async putNote(note) {
      await send({ do: 'put-note', note })
    },
    async removeNote(noteId) {
      await send({ do: 'remove-note', noteId })
    },
    async ready() {
      await loaded
    },
    async close() {
      await worker.terminate()
    },
  }
}
