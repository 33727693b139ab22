import { KINDS, RELATION_TYPES, type Kind, type RelationType } from '../../../core/corpus/model.ts'
import {
  describePath,
  LINEAGE_TYPES,
  shortestPaths,
  trunk,
  type GraphIndex,
  type Hops,
} from '../../../core/graph/index.ts'

/** Along which relations a path may go. */
export const PATH_MODES = ['lineage', 'ideas', 'all'] as const
export type PathMode = (typeof PATH_MODES)[number]

const PATH_TYPES: Readonly<Record<PathMode, ReadonlySet<RelationType>>> = {
  lineage: new Set(LINEAGE_TYPES),
  ideas: new Set<RelationType>([...LINEAGE_TYPES, 'uses-method', 'introduced-by']),
  all: new Set(RELATION_TYPES),
}

/** What all readings of the graph share: the filter, the selection and the path. A filter never moves a node. */
export class GraphState {
  readonly index: GraphIndex
  selected = $state<string | null>(null)
  /** The other end of a path, when one is asked for. */
  target = $state<string | null>(null)
  /** Whether the other end is being chosen. */
  asking = $state(false)
  pathMode = $state<PathMode>('lineage')
  pathNumber = $state(0)
  hops = $state<Hops>(2)
  // Study order is advice and no history: hidden until it is asked for.
  #hiddenTypes = $state.raw<ReadonlySet<RelationType>>(new Set(['prerequisite-of']))
  #hiddenKinds = $state.raw<ReadonlySet<Kind>>(new Set())

  constructor(index: GraphIndex) {
    this.index = index
  }

  readonly types: ReadonlySet<RelationType> = $derived(new Set(RELATION_TYPES.filter((x) => !this.#hiddenTypes.has(x))))
  readonly kinds: ReadonlySet<Kind> = $derived(new Set(KINDS.filter((x) => !this.#hiddenKinds.has(x))))

  /** How many nodes of a kind and relations of a type there are, filtered or not. */
  readonly kindCounts: ReadonlyMap<Kind, number> = $derived.by(() => {
    return tally([...this.index.nodes.values()].map((node) => node.kind))
  })
  readonly typeCounts: ReadonlyMap<RelationType, number> = $derived.by(() => {
    return tally(this.index.edges.map((edge) => edge.type))
  })
  readonly hidden = $derived({
    nodes: sum(this.kindCounts, this.#hiddenKinds),
    edges: sum(this.typeCounts, this.#hiddenTypes),
  })

  /** All shortest paths to the target; empty when none is asked for or there is none. */
  readonly paths = $derived.by(() => {
    if (this.selected === null || this.target === null) return []
    return shortestPaths(this.index, this.selected, this.target, PATH_TYPES[this.pathMode])
  })
  /** The path shown: to the target, else the line down which the selection came. */
  readonly path = $derived.by(() => {
    if (this.target !== null) return this.paths[Math.min(this.pathNumber, this.paths.length - 1)] ?? []
    return this.selected !== null ? trunk(this.index, this.selected) : []
  })
  readonly told = $derived.by(() => describePath(this.index, this.path))
  readonly onPath: ReadonlySet<string> = $derived(new Set(this.told.stops.map((stop) => stop.id)))

  select(id: string): void {
    if (id === this.selected || !this.index.nodes.has(id)) return
    // Looking around must not change a path, nor its beginning while its end is being chosen.
    if (this.target !== null || this.asking) return
    this.selected = id
    this.pathNumber = 0
  }

  /** Asks for the path from the selection to another node; `null` ends it. */
  askPath(target: string | null): void {
    this.target = target === this.selected ? null : target
    this.asking = false
    this.pathNumber = 0
  }

  clear(): void {
    if (this.target !== null || this.asking) this.askPath(null)
    else this.selected = null
  }

  toggleType(type: RelationType): void {
    this.#hiddenTypes = toggled(this.#hiddenTypes, type)
  }

  toggleKind(kind: Kind): void {
    this.#hiddenKinds = toggled(this.#hiddenKinds, kind)
  }

  showTypes(shown: boolean): void {
    this.#hiddenTypes = new Set(shown ? [] : RELATION_TYPES)
  }

  showKinds(shown: boolean): void {
    this.#hiddenKinds = new Set(shown ? [] : KINDS)
  }
}

function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(item)) next.add(item)
  return next
}

function tally<T>(items: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}

function sum<T>(counts: ReadonlyMap<T, number>, of: ReadonlySet<T>): number {
  return [...of].reduce((total, item) => total + (counts.get(item) ?? 0), 0)
}
