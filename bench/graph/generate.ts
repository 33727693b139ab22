/** Graphs to measure with: like the corpus but larger, and graphs that nobody should make. Seeded: always the same. */
import type { CompiledGraph, GraphEdge, GraphNode, Kind, RelationType } from '../../src/core/corpus/model.ts'
import { layoutMap } from '../../src/core/graph/index.ts'

/** Mulberry32. @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const KIND_SHARES: readonly (readonly [Kind, number])[] = [
  ['company', 0.08],
  ['person', 0.12],
  ['method', 0.16],
  ['dataset', 0.1],
  ['model', 0.54],
]
const TARGETS: readonly (readonly [Kind, RelationType, number])[] = [
  ['model', 'derived-from', 0.25],
  ['method', 'uses-method', 0.4],
  ['dataset', 'trained-on', 0.2],
  ['company', 'developed-by', 0.15],
]

function withPositions(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): CompiledGraph {
  const positions = layoutMap(nodes, edges)
  return { nodes: nodes.map((node) => ({ ...node, ...(positions.get(node.id) ?? { x: 0, y: 0 }) })), edges }
}

export function node(id: string, kind: Kind, date: string | null, lane: string | null = null, label = id): GraphNode {
  return { id, kind, name: { zh: label, en: label }, date, degree: 1, lane, x: 0, y: 0 }
}

export function edge(from: string, type: RelationType, to: string): GraphEdge {
  return { from, to, type, since: null, source: 'known' }
}

/** A typed graph in time: a few hubs, most dates after 2017, descent always from newer to older. */
export function generate(nodeCount: number, edgeCount: number, seed = 7): CompiledGraph {
  const random = seeded(seed)
  const skewed = (n: number) => Math.min(n - 1, Math.floor(n * random() ** 2.2))
  const date = () => {
    const year = random() < 0.2 ? 1960 + Math.floor(random() * 57) : 2017 + Math.floor(8.9 * random() ** 0.75)
    return `${String(year)}-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}`
  }
  const byKind = new Map<Kind, GraphNode[]>()
  for (const [kind, share] of KIND_SHARES) {
    const companies = byKind.get('company') ?? []
    const members = Array.from({ length: Math.round(nodeCount * share) }, (_, i) => {
      const lane = kind === 'model' ? (companies[skewed(companies.length)]?.id ?? null) : null
      return node(
        `${kind}-${String(i)}`,
        kind,
        date(),
        lane,
        i % 2 ? `${kind} ${String(i)}` : `通用大模型 ${String(i)}`,
      )
    })
    byKind.set(kind, members)
  }
  const models = byKind.get('model') ?? []
  models.sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : 1))
  const edges = new Map<string, GraphEdge>()
  while (edges.size < edgeCount) {
    const at = Math.floor(random() * models.length)
    const from = models[at]
    let dice = random()
    const [kind, type] = TARGETS.find(([, , share]) => (dice -= share) < 0) ?? ['method', 'uses-method']
    const pool = byKind.get(kind) ?? []
    const to = kind === 'model' ? models[Math.max(0, at - 1 - skewed(40))] : pool[skewed(pool.length)]
    if (from && to && from !== to) edges.set(`${from.id} ${type} ${to.id}`, edge(from.id, type, to.id))
  }
  return withPositions([...byKind.values()].flat(), [...edges.values()])
}

/** Graphs that nobody should make, by what is wrong with them. */
export function hostile(): Readonly<Record<string, CompiledGraph>> {
  const models = (n: number, date: (i: number) => string | null = (i) => `20${String(10 + (i % 15))}`) =>
    Array.from({ length: n }, (_, i) => node(`m${String(i)}`, 'model', date(i)))
  const long = 'a very long name of a model '.repeat(11).slice(0, 300)
  const types: readonly RelationType[] = ['derived-from', 'successor-of', 'variant-of', 'inspired-by']
  return {
    empty: { nodes: [], edges: [] },
    'one cycle of 500': withPositions(
      models(500),
      Array.from({ length: 500 }, (_, i) => edge(`m${String(i)}`, 'derived-from', `m${String((i + 1) % 500)}`)),
    ),
    'self-loops': withPositions(
      models(200),
      Array.from({ length: 200 }, (_, i) => edge(`m${String(i)}`, 'derived-from', `m${String(i)}`)),
    ),
    'nothing dated': withPositions(
      models(1000, () => null),
      Array.from({ length: 999 }, (_, i) => edge(`m${String(i + 1)}`, 'successor-of', `m${String(i >> 1)}`)),
    ),
    '4,000 parallel edges': withPositions(
      models(2),
      Array.from({ length: 4000 }, (_, i) => edge('m1', types[i % 4] ?? 'derived-from', 'm0')),
    ),
    'a hub of 3,000': withPositions(
      models(3001),
      Array.from({ length: 3000 }, (_, i) => edge(`m${String(i + 1)}`, 'derived-from', 'm0')),
    ),
    '5,000 undated, 20,000 lines': withPositions(
      models(5000, () => null),
      Array.from({ length: 20_000 }, (_, i) =>
        edge(`m${String((i * 7919) % 5000)}`, types[i % 4] ?? 'derived-from', `m${String((i * 104_729 + 13) % 5000)}`),
      ),
    ),
    'labels of 300 letters, RTL': withPositions(
      Array.from({ length: 200 }, (_, i) =>
        node(`m${String(i)}`, 'model', '2020', null, i % 2 ? long : 'نموذج لغوي كبير'),
      ),
      [],
    ),
  }
}
