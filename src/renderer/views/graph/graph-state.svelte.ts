import { KINDS, RELATION_TYPES, type Kind, type RelationType } from '../../../core/corpus/model.ts'
import { describePath, shortestPaths, trunk, type GraphIndex, type Hops } from '../../../core/graph/index.ts'
import {
  ALL_KINDS,
  ALL_TYPES,
  HIDDEN_AT_FIRST,
  PATH_TYPES,
  setOf,
  shownOf,
  sum,
  tally,
  toggled,
  type PathMode,
} from './graph-filter.ts'

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
  #hiddenTypes = $state.raw(HIDDEN_AT_FIRST)
  #hiddenKinds = $state.raw<ReadonlySet<Kind>>(setOf([]))

  constructor(index: GraphIndex) {
    this.index = index
  }

  readonly types: ReadonlySet<RelationType> = $derived(shownOf(RELATION_TYPES, this.#hiddenTypes))
  readonly kinds: ReadonlySet<Kind> = $derived(shownOf(KINDS, this.#hiddenKinds))

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
  readonly onPath: ReadonlySet<string> = $derived(setOf(this.told.stops.map((stop) => stop.id)))

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
    this.#hiddenTypes = shown ? setOf([]) : ALL_TYPES
  }

  showKinds(shown: boolean): void {
    this.#hiddenKinds = shown ? setOf([]) : ALL_KINDS
  }
}
