/** Run in a process of its own (`node --expose-gc start.ts PACK NOTES`): what opening the index and notes costs. */
import process from 'node:process'
import type { Annotation } from '../../src/core/annotation/model.ts'
import { createNotesIndex, openSearch } from '../../src/core/search/index.ts'
import { readContext, readIndexText } from '../../src/host/search/pack-reader.ts'
import { quantile, readCorpus, seeded } from './corpus.ts'

const [pack = '', count = '0'] = process.argv.slice(2)
const random = seeded(7)
const paragraphs = readCorpus(pack).articles.flatMap((article) =>
  article.sections.flatMap((section) => section.blocks.map((block) => block.text)),
)
const notes = Array.from({ length: Number(count) + 200 }, (_, i): Annotation => {
  const id = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`
  const body = (paragraphs[Math.floor(random() * paragraphs.length)] ?? '').slice(0, 600)
  const at = '2026-01-01T00:00:00.000Z'
  return {
    id,
    article: 'gpt-3',
    lang: 'zh',
    colour: 'yellow',
    body,
    tags: [],
    target: { type: 'article' },
    created: at,
    modified: at,
  }
})
paragraphs.length = 0
globalThis.gc?.()

const rss = process.memoryUsage().rss
const cpu = process.cpuUsage()
const opened = openSearch(
  readIndexText(pack) ?? '',
  readContext(pack, () => undefined),
)
if (!opened.ok) throw new Error(opened.message)
const used = process.cpuUsage(cpu)
globalThis.gc?.()
const indexMb = (process.memoryUsage().rss - rss) / 1e6
const index = createNotesIndex()
const times: number[] = []
for (const note of notes) {
  const begun = performance.now()
  index.put(note)
  times.push(performance.now() - begun)
}
globalThis.gc?.()
const cpuMs = (used.user + used.system) / 1000
const allMb = (process.memoryUsage().rss - rss) / 1e6
const addP95 = quantile(times.slice(-200), 0.95)
process.stdout.write(JSON.stringify({ cpuMs, indexMb, allMb, addP95 }))
