/** Runs in a worker: lays out a lineage that is so large that the page would stand still meanwhile. */
import type { GraphEdge, GraphNode, RelationType } from '../../core/corpus/model.ts'
import { layoutLineage, type LineageLayout } from '../../core/graph/index.ts'

export interface LineageOrder {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  /** Width of each node's label by its id: only the page can measure text in its fonts. Unit: pixels. */
  readonly widths: ReadonlyMap<string, number>
  readonly minWidth: number
  readonly types: ReadonlySet<RelationType>
}

/** Which share of the work is done, and in the end the layout. */
export type LineageReport = { readonly share: number } | { readonly layout: LineageLayout }

const tell = (report: LineageReport) => {
  self.postMessage(report)
}

self.addEventListener('message', ({ data }: MessageEvent<LineageOrder>) => {
  const { nodes, edges, widths, minWidth, types } = data
  const layout = layoutLineage(
    { nodes, edges },
    { labelWidth: ({ id }) => widths.get(id) ?? 0, minWidth, types, onprogress: (share) => tell({ share }) },
  )
  tell({ layout })
})
