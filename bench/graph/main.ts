/**
 * npm run bench -- graph [PART …]: layouts, graphs that nobody should make, and the built page in a real Chromium.
 * Parts: quality hostile slow bundled large peers (all without arguments). Needs `npm run corpus` and `npm run build`.
 */
import { readFileSync } from 'node:fs'
import process from 'node:process'
import type { CompiledGraph } from '../../src/core/corpus/model.ts'
import { arrangeMap, indexGraph, layoutEgo, layoutLineage, shortestPaths } from '../../src/core/graph/index.ts'
import { frames, median, open, painted, panAndZoom, slowDown, withPage } from './browse.ts'
import { generate, hostile } from './generate.ts'
import { comparePeers } from './peers.ts'
import { lineageQuality } from './quality.ts'

const parts = process.argv.slice(2)
const wants = (part: string) => parts.length === 0 || parts.includes(part)
const print = (line: string) => process.stdout.write(`${line}\n`)
const ms = (value: number) => `${value.toFixed(1)} ms`
const RUNS = 5

function timed(act: () => void): number {
  return median(
    Array.from({ length: RUNS }, () => {
      const begun = performance.now()
      act()
      return performance.now() - begun
    }),
  )
}

const bundled = JSON.parse(readFileSync('resources/corpus/graph.json', 'utf8')) as CompiledGraph
const labelWidth = (n: { readonly name: { readonly en: string } }) => Math.min(150, n.name.en.length * 6.6)

function layouts(graph: CompiledGraph): string {
  const index = indexGraph(graph)
  const hub = [...graph.nodes].sort((a, b) => index.at(b.id).length - index.at(a.id).length)[0]?.id ?? ''
  const far = graph.nodes.at(-1)?.id ?? ''
  return [
    ['lineage', timed(() => layoutLineage(graph, { labelWidth, minWidth: 1100 }))],
    ['map', timed(() => arrangeMap(graph.nodes, graph.edges))],
    ['ego', timed(() => layoutEgo(index, hub, { hops: 2, labelWidth, minWidth: 900, minHeight: 600 }))],
    ['paths', timed(() => shortestPaths(index, hub, far))],
  ]
    .map(([name, value]) => `${String(name)} ${ms(Number(value))}`)
    .join(', ')
}

/** What is there when a reading is drawn, or has said why there is nothing to draw. */
const READY = {
  map: '.map[aria-busy=false] canvas, .message',
  lineage: '.lineage [data-node], .lineage .message, .message',
  ego: '.ego [data-node], .message',
  timeline: '.timeline [data-stop], .timeline .nothing, .message',
  table: '[role=tabpanel] table, .message',
} as const
/** A machine so many times slower than this one. */
const SLOW = 4

/** Opens every reading of a graph that nobody should make: drawn, or refused with a reason, without a long block. */
async function openReadings(name: string, graph: CompiledGraph, slower = 1): Promise<void> {
  await withPage(graph, async (page) => {
    if (slower > 1) await slowDown(page, slower)
    const found: string[] = []
    for (const [view, ready] of Object.entries(READY)) {
      const { paintedMs, longestBlockMs } = await open(page, view, ready)
      found.push(`${view} ${ms(paintedMs)} (longest block ${ms(longestBlockMs)})`)
    }
    print(`  ${name}, opened: ${found.join(', ')}`)
  })
}

if (wants('quality')) {
  const q = lineageQuality(bundled)
  print(`Lineage of the corpus: ${String(q.nodes)} nodes, ${String(q.edges)} edges`)
  print(`  overlapping nodes ${String(q.overlaps)}, derived-from edges backward in time ${String(q.backward)}`)
  print(
    `  crossings ${String(q.crossings)}: ${(q.crossings / Math.max(1, q.edges)).toFixed(2)} per edge, ${(100 * q.crossingShare).toFixed(2)} % of pairs (lab prototype: 3.2 %)`,
  )
}

if (wants('hostile')) {
  print(`Layouts and paths, median of ${String(RUNS)}`)
  print(`  bundled: ${layouts(bundled)}`)
  print(`  2,000 / 8,000: ${layouts(generate(2000, 8000))}`)
  print(`  5,000 / 20,000: ${layouts(generate(5000, 20_000))}`)
  for (const [name, graph] of Object.entries(hostile())) print(`  ${name}: ${layouts(graph)}`)
  for (const [name, graph] of Object.entries(hostile())) await openReadings(name, graph)
}

if (wants('slow')) {
  const { 'a hub of 3,000': hub, 'nothing dated': undated, '4,000 parallel edges': parallel } = hostile()
  const graphs = { hub, undated, parallel, '5,000 / 20,000': generate(5000, 20_000) }
  for (const [name, graph] of Object.entries(graphs))
    if (graph) await openReadings(`${name}, ${String(SLOW)} times slower`, graph, SLOW)
}

/** Figures in milliseconds, by what they are of. */
type Figures = Readonly<Record<string, number>>

async function measureOnce(graph: CompiledGraph | null): Promise<Readonly<Record<string, Figures>>> {
  return withPage(graph, async (page) => {
    const map = await open(page, 'map', '.map[aria-busy=false] canvas')
    const moved = await panAndZoom(page)
    const keys = ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowLeft']
    const lit: number[] = []
    for (const key of keys) lit.push(await painted(page, '.map', key))
    await page.locator('.side-head label').last().click()
    const filtered: number[] = []
    for (let i = 0; i < 4; i++) filtered.push(await painted(page, '.legend input', null))
    const lineage = { ...(await open(page, 'lineage', '.lineage [data-node]')), ...(await panAndZoom(page)) }
    const found = { map: { ...map, ...moved, litMs: median(lit), filteredMs: median(filtered) }, lineage }
    if (graph) return found
    const timeline = { ...(await open(page, 'timeline', '.timeline [data-stop]')), ...(await panAndZoom(page)) }
    return { ...found, timeline: { ...timeline, ...(await brush(page)) } }
  })
}

const WORDS: Readonly<Record<string, string>> = {
  ...{ paintedMs: 'painted', longestBlockMs: 'longest block', panP95Ms: 'pan p95', zoomP95Ms: 'zoom p95' },
  ...{ litMs: 'neighbourhood lit and painted', filteredMs: 'filter painted', brushP95Ms: 'brush p95' },
}

/** Measures in as many fresh pages as there are runs; prints of each figure the median, and the least and the most. */
async function measure(name: string, graph: CompiledGraph | null): Promise<void> {
  const runs: Readonly<Record<string, Figures>>[] = []
  for (let i = 0; i < RUNS; i++) runs.push(await measureOnce(graph))
  for (const view of Object.keys(runs[0] ?? {})) {
    print(`${name}, ${view}: median of ${String(RUNS)} runs (least to most)`)
    for (const key of Object.keys(runs[0]?.[view] ?? {})) {
      const values = runs.map((run) => run[view]?.[key] ?? 0)
      const range = `${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}`
      print(`  ${WORDS[key] ?? key} ${ms(median(values))} (${range})`)
    }
  }
}

async function brush(page: Parameters<typeof panAndZoom>[0]): Promise<{ brushP95Ms: number }> {
  const box = await page.locator('.brush').boundingBox()
  if (!box) throw new Error('no period')
  const y = box.y + 12
  const brushP95Ms = await frames(page, async () => {
    await page.mouse.move(box.x + box.width * 0.3, y)
    await page.mouse.down()
    for (let i = 0; i < 60; i++) await page.mouse.move(box.x + box.width * (0.3 + 0.01 * i), y)
    await page.mouse.up()
  })
  return { brushP95Ms }
}

if (wants('bundled')) await measure('bundled', null)
if (wants('large')) {
  await measure('2,000 / 8,000', generate(2000, 8000))
  await measure('5,000 / 20,000', generate(5000, 20_000))
}
if (wants('peers')) await comparePeers({ bundled, '2,000 / 8,000': generate(2000, 8000) }, print)
