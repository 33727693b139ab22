/**
 * Run in a process of its own (`node --expose-gc start.ts PACK NOTES`): what the search worker costs, as it is shipped
 * (out/main/search-worker.js), between being started and answering in full, and then with the reader's notes.
 */
import process from 'node:process'
import { Worker } from 'node:worker_threads'
import { performance } from 'node:perf_hooks'
import type { Annotation } from '../../src/core/annotation/model.ts'
import { noteText } from '../../src/core/search/index.ts'
import { WORKER_LIMITS, type WorkerMessage, type WorkerSetup, type WorkerTask } from '../../src/host/search/protocol.ts'
import { blockTexts, quantile, readCorpus, seeded } from './corpus.ts'

/** What one start of the worker costs. */
export interface StartCost {
  /** CPU of the whole process from starting the worker to its being ready, and of its main thread alone. */
  readonly cpuMs: number
  readonly mainCpuMs: number
  readonly wallMs: number
  /** What a worker costs that does nothing, in the same process before. */
  readonly emptyCpuMs: number
  readonly emptyMb: number
  /** Growth of the process: with the index, and with the notes too. Unit: megabytes. */
  readonly indexMb: number
  readonly allMb: number
  /** From a new note given to the worker to an answer that has it, as time and as CPU of all threads. */
  readonly noteP95: number
  readonly noteCpuP95: number
}

const [pack = '', count = '0'] = process.argv.slice(2)
const NEW_NOTES = 200
const random = seeded(7)
const paragraphs = readCorpus(pack).articles.flatMap(blockTexts)
const notes = Array.from({ length: Number(count) + NEW_NOTES }, (_, i): Annotation => {
  const id = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`
  const text = Array.from({ length: 6 }, () => paragraphs[Math.floor(random() * paragraphs.length)] ?? '').join('\n')
  // A word of its own, by which this note and no other is found.
  const body = `${text.slice(0, 600)} note${String(i)}q`
  const at = '2026-01-01T00:00:00.000Z'
  const target = { type: 'article' } as const
  return { id, article: 'gpt-3', lang: 'zh', colour: 'yellow', body, tags: [], target, created: at, modified: at }
})
paragraphs.length = 0

/** Asks for garbage collections until the size of the process settles. */
async function settledRss(): Promise<number> {
  for (let i = 0; i < 6; i++) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  return process.memoryUsage().rss / 1e6
}

/** A worker that does nothing, as a measure of what any takes. */
async function emptyWorker(): Promise<{ cpuMs: number; mb: number }> {
  const [rss, cpu] = [await settledRss(), process.cpuUsage()]
  const code =
    "import('node:worker_threads').then(({ parentPort }) => { parentPort.on('message', () => {}); parentPort.postMessage(0) })"
  const worker = new Worker(code, { eval: true, resourceLimits: WORKER_LIMITS })
  await new Promise((resolve) => worker.once('message', resolve))
  const { user, system } = process.cpuUsage(cpu)
  const mb = (await settledRss()) - rss
  await worker.terminate()
  return { cpuMs: (user + system) / 1000, mb }
}

const empty = await emptyWorker()
const before = await settledRss()
const cpu = process.cpuUsage()
const mainCpu = process.threadCpuUsage()
const begun = performance.now()
const setup: WorkerSetup = { packFolder: pack, role: 'serve' }
const worker = new Worker('./out/main/search-worker.js', { workerData: setup, resourceLimits: WORKER_LIMITS })
const waiting = new Map<number, (reply: WorkerMessage) => void>()
worker.on('message', (message: WorkerMessage) => {
  if ('id' in message) waiting.get(message.id)?.(message)
})
let nextId = 1
async function ask(task: WorkerTask) {
  const id = nextId++
  const reply = await new Promise<WorkerMessage>((resolve) => {
    waiting.set(id, resolve)
    worker.postMessage({ ...task, id })
  })
  waiting.delete(id)
  if (!('ok' in reply) || !reply.ok) throw new Error(JSON.stringify(reply))
  return reply.answer
}

await ask({ do: 'load' })
const wallMs = performance.now() - begun
const used = process.cpuUsage(cpu)
const mainUsed = process.threadCpuUsage(mainCpu)
const indexMb = (await settledRss()) - before
await ask({ do: 'set-own', texts: notes.slice(0, Number(count)).map(noteText) })
const allMb = (await settledRss()) - before
const times: number[] = []
const cpuTimes: number[] = []
for (const [i, note] of notes.slice(Number(count)).entries()) {
  const given = performance.now()
  const noteCpu = process.cpuUsage()
  await ask({ do: 'put-own', text: noteText(note) })
  const text = `note${String(Number(count) + i)}q`
  const answer = await ask({ do: 'query', request: { text, lang: 'zh', scope: 'all', limit: 20 } })
  times.push(performance.now() - given)
  const { user, system } = process.cpuUsage(noteCpu)
  cpuTimes.push((user + system) / 1000)
  if (answer?.hits[0]?.id !== note.id) throw new Error(`${text} was not found`)
}
await worker.terminate()
const cost: StartCost = {
  cpuMs: (used.user + used.system) / 1000,
  mainCpuMs: (mainUsed.user + mainUsed.system) / 1000,
  wallMs,
  indexMb,
  allMb,
  emptyCpuMs: empty.cpuMs,
  emptyMb: empty.mb,
  noteP95: quantile(times, 0.95),
  noteCpuP95: quantile(cpuTimes, 0.95),
}
process.stdout.write(JSON.stringify(cost))
