import { descent, type EgoLayout, type GraphIndex } from '../../../core/graph/index.ts'

/** A node with all it came from and all that came from it: what stays bright in the lineage. */
export function kinOf(index: GraphIndex, id: string): ReadonlySet<string> {
  return new Set([id, ...descent(index, id, 'ancestors'), ...descent(index, id, 'descendants')])
}

/** A node, its way to the middle and the ends of its lines: what stays bright around one. Empty for none. */
export function wayOf(layout: EgoLayout | null, id: string | null): ReadonlySet<string> {
  const parents = new Map(layout?.nodes.map((node) => [node.id, node.parent]))
  const way = new Set<string>()
  for (let at = id; at !== null; at = parents.get(at) ?? null) way.add(at)
  for (const line of layout?.lines ?? []) if (line.from === id || line.to === id) way.add(line.from).add(line.to)
  return way
}
