/**
 * Other libraries that draw graphs, installed from a lock file of their own when the benchmark first wants them. Each
 * draws the nodes and relations that the map draws at rest, with their names, at the positions, the scale and the size of
 * the map, and is used by the same pointer.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import process from 'node:process'
import type { Page } from '@playwright/test'
import { build } from 'vite'
import type { CompiledGraph, GraphEdge } from '../../src/core/corpus/model.ts'
import { indexGraph, LINEAGE_TYPES, neighbours } from '../../src/core/graph/index.ts'
import { launch, median, open, painted, panAndZoom, recordBlocks, withPage, type Opened } from './browse.ts'
import type { Light, PEERS, Picture } from './peers/page.ts'

/** Unit of all: milliseconds. */
export interface Figures extends Opened {
  readonly panP95Ms: number
  readonly zoomP95Ms: number
  /** From the call to the second frame after a node's neighbourhood is lit; median of five. */
  readonly litMs: number
}

interface Peer {
  readonly name: string
  readonly key: keyof typeof PEERS
  /** Exports what the page uses of the library. */
  readonly source: string
}

const ms = (value: number) => `${value.toFixed(1)} ms`
const FOLDER = join(import.meta.dirname, 'peers')
const NODE_COLOURS: Readonly<Record<string, string>> = {
  ...{ model: '#2f4f9c', method: '#8a5a00', dataset: '#7a3aa8', company: '#0b6b5f', person: '#b02a52' },
  ...{ concept: '#4c6a1a', product: '#0f6a92', hardware: '#55606e', paper: '#855033' },
}
const PEER_LIST: readonly Peer[] = [
  {
    name: 'sigma.js',
    key: 'sigma',
    source: `export { default as Graph } from 'graphology'\nexport { default as Sigma } from 'sigma'`,
  },
  { name: 'vis-network', key: 'vis', source: `export { DataSet, Network } from 'vis-network/standalone'` },
  { name: 'force-graph', key: 'force', source: `export { default as ForceGraph } from 'force-graph'` },
  // Its bundle as published: another bundler loses the parts that it asks for by `require`.
  { name: 'G6', key: 'g6', source: `export { Graph } from '@antv/g6/dist/g6.min.js'` },
]

/** What the map was looked at with, so that the others are looked at alike. */
interface Sight {
  readonly size: { readonly width: number; readonly height: number }
  readonly k: number
  /** Which nodes were lit, in turn. */
  readonly lit: readonly string[]
}

/** Measures the map of the app. */
async function measureMap(page: Page): Promise<{ figures: Figures; sight: Sight }> {
  const opened = await open(page, 'map', '.map[aria-busy=false] canvas')
  const box = await page.locator('.map').boundingBox()
  const k =
    Number.parseInt(
      (await page
        .locator('.map')
        .getByText(/^\d+%$/)
        .textContent()) ?? '',
      10,
    ) / 100
  const moved = await panAndZoom(page)
  const times: number[] = []
  const lit: string[] = []
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowLeft']) {
    times.push(await painted(page, '.map', key))
    await page.waitForFunction((before) => {
      const selected = new URLSearchParams(location.hash.split('?')[1]).get('select')
      return selected !== null && selected !== before
    }, lit.at(-1))
    lit.push(new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('select') ?? '')
  }
  if (!box || !k) throw new Error('the map does not say how it is seen')
  const size = { width: Math.round(box.width), height: Math.round(box.height) }
  return { figures: { ...opened, ...moved, litMs: median(times) }, sight: { size, k, lit } }
}

/** Installs what is missing. @throws When there is no registry to install from. */
function install(): void {
  if (existsSync(join(FOLDER, 'node_modules', 'sigma'))) return
  process.stderr.write('Installing the libraries to compare with …\n')
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: FOLDER, stdio: 'inherit' })
}

/** Writes a page that draws nothing yet, and beside it the code of a peer. */
async function writePage(folder: string, { key, source }: Peer): Promise<string> {
  install()
  // Names of packages stand in a made-up module of their folder, so that no tool looks for them in the app.
  const entry = join(FOLDER, `${key}.entry.js`)
  await build({
    configFile: false,
    logLevel: 'error',
    root: FOLDER,
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? `export * from './page.ts'\n${source}` : undefined),
      },
    ],
    build: {
      outDir: folder,
      emptyOutDir: false,
      lib: { entry, formats: ['iife'], name: 'peer', fileName: () => `${key}.js` },
    },
  })
  const file = join(folder, `${key}.html`)
  await writeFile(
    file,
    '<!doctype html><meta charset="utf-8"><style>body{margin:0}div[role]{height:100vh;overflow:hidden;position:relative}</style><div role="tabpanel"></div>',
  )
  return pathToFileURL(file).href
}

/** From the call, which loads the library's code, to the second frame after the drawing is there. */
async function draw(page: Page, key: string, picture: Picture): Promise<Opened> {
  return page.evaluate(
    async ([name, given]) => {
      const global = window as unknown as {
        benchBlocks: number[]
        peer: { PEERS: Record<string, (library: unknown, box: Element | null, picture: Picture) => Promise<Light>> }
      }
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      await frame()
      global.benchBlocks.length = 0
      const begun = performance.now()
      const script = document.createElement('script')
      script.src = `${name}.js`
      const loaded = new Promise((resolve) => script.addEventListener('load', resolve))
      document.head.append(script)
      await loaded
      const light = await global.peer.PEERS[name]?.(global.peer, document.querySelector('[role=tabpanel]'), given)
      await frame()
      await frame()
      const paintedMs = performance.now() - begun
      Object.assign(window, { light })
      await new Promise((resolve) => setTimeout(resolve, 300))
      return { paintedMs, longestBlockMs: Math.max(0, ...global.benchBlocks) }
    },
    [key, picture] as const,
  )
}

/** Lights nodes and waits for the second frame. Unit: milliseconds. */
async function light(page: Page, ids: readonly string[]): Promise<number> {
  return page.evaluate(async (given) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const begun = performance.now()
    await (window as unknown as { light: Light }).light(new Set(given))
    await frame()
    await frame()
    return performance.now() - begun
  }, ids)
}

/** What the drawing is drawn by: WebGL by a graphics card or by the processor, or the plain canvas. */
async function rendererOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    for (const canvas of document.querySelectorAll('canvas')) {
      if (canvas.getContext('2d')) continue
      const gl = canvas.getContext('webgl2') ?? canvas.getContext('webgl')
      const info = gl?.getExtension('WEBGL_debug_renderer_info')
      if (gl && info) return `WebGL, ${String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL))}`
    }
    return 'Canvas 2D'
  })
}

/** The relations that the map draws while nothing is lit. */
function descentOf(graph: CompiledGraph): readonly GraphEdge[] {
  return graph.edges.filter(({ type }) => LINEAGE_TYPES.some((lineage) => lineage === type))
}

async function measurePeer(peer: Peer, url: string, graph: CompiledGraph, sight: Sight): Promise<[Figures, string]> {
  const index = indexGraph(graph)
  // The map begins at its upper left with a margin of 16 pixels.
  const look = { k: sight.k, left: -16 / sight.k, top: -16 / sight.k }
  const picture: Picture = {
    nodes: graph.nodes.map(({ id, name, kind, x, y }) => {
      return { id, label: name.en, colour: NODE_COLOURS[kind] ?? '#888888', x, y }
    }),
    edges: descentOf(graph).map(({ from, to }, i) => ({ id: `edge ${String(i)}`, from, to })),
    look,
  }
  const browser = await launch()
  try {
    const page = await browser.newPage({ viewport: sight.size })
    await recordBlocks(page)
    await page.goto(url)
    page.setDefaultTimeout(60_000)
    const opened = await draw(page, peer.key, picture)
    const before = await page.screenshot()
    const moved = await panAndZoom(page)
    const after = await page.screenshot()
    if (before.equals(after)) throw new Error('the pointer moved nothing')
    const times: number[] = []
    for (const id of sight.lit) times.push(await light(page, [id, ...neighbours(index, id).map((near) => near.id)]))
    if (after.equals(await page.screenshot())) throw new Error('nothing was lit')
    return [{ ...opened, ...moved, litMs: median(times) }, await rendererOf(page)]
  } finally {
    await browser.close()
  }
}

/** Prints a line of figures for the map and each peer, and under it how many times the map's each peer takes. */
export async function comparePeers(
  graphs: Readonly<Record<string, CompiledGraph>>,
  print: (line: string) => void,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mailuo-peers-'))
  const line = ({ paintedMs, longestBlockMs, panP95Ms, zoomP95Ms, litMs }: Figures) =>
    `painted ${ms(paintedMs)}, longest block ${ms(longestBlockMs)}, pan p95 ${ms(panP95Ms)}, zoom p95 ${ms(zoomP95Ms)}, neighbourhood lit ${ms(litMs)}`
  try {
    for (const [name, graph] of Object.entries(graphs)) {
      const { figures: map, sight } = await withPage(name === 'bundled' ? null : graph, measureMap)
      const { width, height } = sight.size
      print(
        `${name}, peers: ${graph.nodes.length} nodes with names and the ${descentOf(graph).length} relations of descent of ${graph.edges.length}, ${width} × ${height} at ${Math.round(100 * sight.k)} %`,
      )
      print(`  Mailuo (Canvas 2D): ${line(map)}`)
      for (const peer of PEER_LIST)
        try {
          const [figures, renderer] = await measurePeer(peer, await writePage(folder, peer), graph, sight)
          const times = (key: keyof Figures) => `${(figures[key] / map[key]).toFixed(1)}×`
          print(`  ${peer.name} (${renderer}): ${line(figures)}`)
          print(
            `    peer / Mailuo: painted ${times('paintedMs')}, pan ${times('panP95Ms')}, zoom ${times('zoomP95Ms')}, lit ${times('litMs')}`,
          )
        } catch (error) {
          print(`  ${peer.name}: failed: ${error instanceof Error ? error.message : String(error)}`)
        }
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
