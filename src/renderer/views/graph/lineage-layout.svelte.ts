import { layoutLineage, type LineageLayout } from '../../../core/graph/index.ts'
import { layoutAway } from '../../dom/layout-away.ts'
import type { LineageOrder } from '../../dom/lineage-worker.ts'

/** Beyond so many entries or relations the page would stand still too long on a slow machine. */
const MOST_HERE = { nodes: 1000, edges: 4000 }

/** The layout of a lineage: made at once where that is quick, else in a worker, with progress and a way to stop. */
export class LineageArrangement {
  layout = $state.raw<LineageLayout | null>(null)
  /** Which share of the work in the worker is done; `null` while none is under way. */
  share = $state<number | null>(null)
  /** Why there is no new layout. */
  ended = $state<'stopped' | 'failed' | null>(null)
  #order: LineageOrder | null = null
  #end = () => {}

  /** Lays this out; what is under way for another order ends. The layout before stays until the new one is there. */
  arrange(order: LineageOrder): void {
    this.#end()
    this.#order = order
    this.ended = this.share = null
    const { nodes, edges, widths, minWidth, types } = order
    if (nodes.length <= MOST_HERE.nodes && edges.length <= MOST_HERE.edges) {
      this.layout = layoutLineage({ nodes, edges }, { labelWidth: ({ id }) => widths.get(id) ?? 0, minWidth, types })
      return
    }
    this.share = 0
    this.#end = layoutAway(order, (report) => {
      if (report && 'share' in report) {
        this.share = report.share
        return
      }
      this.share = null
      if (report) this.layout = report.layout
      else this.ended = 'failed'
    })
  }

  again(): void {
    if (this.#order) this.arrange(this.#order)
  }

  stop(): void {
    this.#end()
    this.share = null
    this.ended = 'stopped'
  }

  /** Ends what is under way: the drawing is left. */
  destroy(): void {
    this.#end()
  }
}
