import {
  KINDS,
  RELATION_TYPES,
  type Bilingual,
  type GraphEdge,
  type Kind,
  type RelationType,
} from '../../../core/corpus/model.ts'
import {
  describePath,
  foldable,
  neighbours,
  sensiblePaths,
  trunk,
  type GraphIndex,
  type Hops,
} from '../../../core/graph/index.ts'
import {
  ALL_KINDS,
  ALL_TYPES,
  mapOf,
  NO_FILTER,
  nodeTest,
  PATH_TYPES,
  setOf,
  shownOf,
  sum,
  tally,
  toggled,
  writeFilter,
  type GraphFilter,
  type Known,
  type PathMode,
} from './graph-filter.ts'

import type { GraphLook } from './graph-address.ts'
import { answer, edgesOf, idsOf, type Answer, type Question } from './graph-question.ts'

/** So many steps back are kept. */
const MOST_STEPS = 100

/** For a reading that always draws all it has. */
export function atOnce<T>(act: () => T): T {
  return act()
}

/** What all readings of the graph share: the filter, the selection and the path. A filter never moves a node. */
export class GraphState {
  readonly index: GraphIndex
  selected = $state<string | null>(null)
  /** The other end of a path, when one is asked for. */
  target = $state<string | null>(null)
  /** What stands in the middle, while the graph is read around one entity. */
  middle = $state<string | null>(null)
  /** Whether the other end is being chosen. */
  asking = $state(false)
  pathMode = $state<PathMode>('lineage')
  pathNumber = $state(0)
  hops = $state<Hops>(2)
  /** The date that one came for. */
  at = $state<string | null>(null)
  /** The relation that is read about. */
  relation = $state.raw<GraphEdge | null>(null)
  /** Citations by source; empty until they are there. */
  sources = $state.raw<Readonly<Record<string, Bilingual>>>({})
  /** Does something while all of the drawing is drawn, not only what the window shows. */
  whole: <T>(act: () => T) => T = atOnce
  /** What was asked of the graph; its answer is lit. */
  question = $state.raw<Question | null>(null)
  filter = $state.raw<GraphFilter>(NO_FILTER)
  #past = $state.raw<readonly GraphFilter[]>([])
  #future = $state.raw<readonly GraphFilter[]>([])
  readonly #known: Known

  constructor(index: GraphIndex, known: Omit<Known, 'folds'>) {
    this.index = index
    this.#known = { ...known, folds: (id) => this.folds.get(id) ?? [] }
  }

  /**
   * The relations of the line or row that one points at. Another selection, filter or middle may take it away, and what
   * is taken away hears of no pointer that leaves: it is then pointed at no more.
   */
  pointed: readonly GraphEdge[] = $derived.by(() => [this.selected, this.filter, this.middle].flatMap(() => []))

  // Parts of the filter by themselves: what is made of them stays as it is while other parts change.
  readonly #hiddenTypes = $derived(this.filter.hiddenTypes)
  readonly #folded = $derived(this.filter.folded)
  readonly #pinned = $derived(this.filter.pinned)
  readonly types: ReadonlySet<RelationType> = $derived(shownOf(RELATION_TYPES, this.#hiddenTypes))
  /** What is folded away, by the entity that stands for it. */
  readonly folds: ReadonlyMap<string, readonly string[]> = $derived.by(() => {
    const stays = (id: string) => this.#folded.has(id) || this.#pinned.has(id)
    return mapOf([...this.#folded].map((id) => [id, this.foldableAt(id).filter((other) => !stays(other))]))
  })
  readonly kinds: ReadonlySet<Kind> = $derived(shownOf(KINDS, this.filter.hiddenKinds))
  /** Ids of all entities that the filter lets through. */
  readonly visible: ReadonlySet<string> = $derived.by(() => {
    const passes = nodeTest(this.filter, this.#known)
    return setOf([...this.index.nodes.values()].filter(passes).map((node) => node.id))
  })
  /** The same without the period: a timeline shows dates, and an entity may have several. */
  readonly #timeless: ReadonlySet<string> = $derived.by(() => {
    const passes = nodeTest({ ...this.filter, period: null }, this.#known)
    return setOf([...this.index.nodes.values()].filter(passes).map((node) => node.id))
  })
  readonly isFiltered = $derived(writeFilter(this.filter) !== '')
  readonly canUndo = $derived(this.#past.length > 0)
  readonly canRedo = $derived(this.#future.length > 0)

  /** How many nodes of a kind and relations of a type there are, filtered or not. */
  readonly kindCounts: ReadonlyMap<Kind, number> = $derived.by(() => {
    return tally([...this.index.nodes.values()].map((node) => node.kind))
  })
  readonly typeCounts: ReadonlyMap<RelationType, number> = $derived.by(() => {
    return tally(this.index.edges.map((edge) => edge.type))
  })
  readonly hidden = $derived.by(() => ({
    nodes: this.index.nodes.size - this.visible.size,
    edges: sum(this.typeCounts, this.filter.hiddenTypes),
  }))

  /** All sensible ways to the target, the shortest first; empty when none is asked for or there is none. */
  readonly paths = $derived.by(() => {
    if (this.selected === null || this.target === null) return []
    return sensiblePaths(this.index, this.selected, this.target, PATH_TYPES[this.pathMode])
  })
  /** The path shown: to the target, else the line down which the selection came. */
  readonly path = $derived.by(() => {
    if (this.target !== null) return this.paths[Math.min(this.pathNumber, this.paths.length - 1)] ?? []
    return this.selected !== null ? trunk(this.index, this.selected) : []
  })
  readonly told = $derived.by(() => describePath(this.index, this.path))
  readonly onPath: ReadonlySet<string> = $derived(setOf(this.told.stops.map((stop) => stop.id)))

  readonly answer: Answer | null = $derived.by(() =>
    this.question === null ? null : answer(this.index, this.question, PATH_TYPES[this.pathMode]),
  )
  /** Ids that the answer speaks of; `null` without a question. */
  readonly lit: ReadonlySet<string> | null = $derived(this.answer === null ? null : idsOf(this.answer))

  /** The relations that carry the answer, by `edgeKey`. */
  readonly litEdges: ReadonlySet<string> = $derived.by(() =>
    this.answer === null ? setOf<string>([]) : edgesOf(this.answer, this.index.edges),
  )

  ask(question: Question | null): void {
    this.question = question
  }

  /** All that an address can tell of it. */
  readonly look: GraphLook = $derived({
    filter: this.filter,
    select: this.selected,
    target: this.target,
    at: this.at,
    question: this.question,
    along: this.pathMode,
    hops: this.hops,
  })

  /** Shows what an address tells; a filter other than the present one is a step that can be undone. */
  take(look: GraphLook): void {
    const known = (id: string | null) => (id !== null && this.index.nodes.has(id) ? id : null)
    if (writeFilter(look.filter) !== writeFilter(this.filter)) this.change(look.filter)
    this.selected = known(look.select)
    this.target = this.selected === null ? null : known(look.target)
    this.asking = false
    this.at = look.at
    this.question = look.question
    this.pathMode = look.along
    this.pathNumber = 0
    this.hops = look.hops
  }

  /** All relations between two entities, whichever way they are read. */
  between(a: string, b: string): readonly GraphEdge[] {
    return this.index.at(a).filter((edge) => edge.from === b || edge.to === b)
  }

  passesBesidePeriod(id: string): boolean {
    return this.#timeless.has(id)
  }

  /** Ids of a thread's stops, in its order. */
  stopsOf(thread: string): readonly string[] {
    return this.#known.stops(thread)
  }

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
    else if (this.question !== null) this.ask(null)
    else if (this.at !== null) this.at = null
    else this.selected = null
  }

  /**
   * Changes parts of the filter: a step that can be undone. `moving` joins it to the step before, as one drags.
   */
  change(part: Partial<GraphFilter>, { moving = false } = {}): void {
    if (!moving) this.#past = [...this.#past.slice(1 - MOST_STEPS), this.filter]
    this.#future = []
    this.filter = { ...this.filter, ...part }
  }

  undo(): void {
    const before = this.#past.at(-1)
    if (!before) return
    this.#future = [...this.#future, this.filter]
    this.#past = this.#past.slice(0, -1)
    this.filter = before
  }

  redo(): void {
    const next = this.#future.at(-1)
    if (!next) return
    this.#past = [...this.#past, this.filter]
    this.#future = this.#future.slice(0, -1)
    this.filter = next
  }

  toggleType(type: RelationType): void {
    this.change({ hiddenTypes: toggled(this.filter.hiddenTypes, type) })
  }

  toggleKind(kind: Kind): void {
    this.change({ hiddenKinds: toggled(this.filter.hiddenKinds, kind) })
  }

  toggleHidden(id: string): void {
    this.change({ hiddenIds: toggled(this.filter.hiddenIds, id) })
  }

  /** The neighbours that an entity can stand for. Around one entity, what is tied to that itself is not folded away. */
  foldableAt(id: string): readonly string[] {
    const all = foldable(this.index, id, this.types)
    const { middle } = this
    if (middle === null || middle === id) return all
    const near = setOf([middle, ...neighbours(this.index, middle, this.types).map((each) => each.id)])
    return all.filter((other) => !near.has(other))
  }

  /** Folds the neighbours of an entity into a count beside its name, or shows them again. */
  toggleFolded(id: string): void {
    if (!this.filter.folded.has(id) && this.foldableAt(id).length === 0) return
    this.change({ folded: toggled(this.filter.folded, id) })
  }

  /** Opens what an entity is folded into: one looks for it. */
  unfoldFor(id: string): void {
    const folded = this.#foldedWithout(id)
    if (folded.size < this.filter.folded.size) this.change({ folded })
  }

  /** What is folded, without what this entity is folded into. */
  #foldedWithout(id: string): ReadonlySet<string> {
    return setOf([...this.filter.folded].filter((hub) => !this.folds.get(hub)?.includes(id)))
  }

  /** Shows an entity that the filter hides, in one step: what hides it alone goes, else it is pinned. */
  reveal(id: string): void {
    const hiddenIds = setOf([...this.filter.hiddenIds].filter((other) => other !== id))
    this.change({ hiddenIds, folded: this.#foldedWithout(id) })
    if (!this.visible.has(id)) this.change({ pinned: toggled(this.filter.pinned, id) }, { moving: true })
  }

  togglePinned(id: string): void {
    this.change({ pinned: toggled(this.filter.pinned, id) })
  }

  showTypes(shown: boolean): void {
    this.change({ hiddenTypes: shown ? setOf([]) : ALL_TYPES })
  }

  showKinds(shown: boolean): void {
    this.change({ hiddenKinds: shown ? setOf([]) : ALL_KINDS })
  }
}
