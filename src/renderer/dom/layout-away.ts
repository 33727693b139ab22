import workerUrl from './lineage-worker.ts?worker&url'
import type { LineageOrder, LineageReport } from './lineage-worker.ts'

interface ScriptPolicy {
  createScriptURL(url: string): string | URL
}
interface TrustedTypesFactory {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy
}

const onlyOurs: ScriptPolicy = {
  createScriptURL(url) {
    if (url !== workerUrl) throw new TypeError('A worker runs our own file and nothing else.')
    return url
  },
}
const factory = (window as Window & { trustedTypes?: TrustedTypesFactory }).trustedTypes
/** The page's Trusted Types policy for scripts: it lets one file become a worker. */
const workerScript = factory?.createPolicy('mailuo-worker', onlyOurs) ?? onlyOurs

/**
 * Lays out a lineage in a worker.
 *
 * @param told Hears which share of the work is done, then the layout; `null` where the worker could not do it.
 * @returns Ends it: nothing is told any more.
 */
export function layoutAway(order: LineageOrder, told: (report: LineageReport | null) => void): () => void {
  const worker = new Worker(workerScript.createScriptURL(workerUrl), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<LineageReport>) => {
    if ('layout' in data) worker.terminate()
    told(data)
  })
  worker.addEventListener('error', () => {
    worker.terminate()
    told(null)
  })
  worker.postMessage(order)
  return () => worker.terminate()
}
