import type { GraphNode } from '../../../core/corpus/model.ts'
import { mapNodeWidth } from '../../../core/graph/index.ts'
import { foldMark, graphName, measureText, shorten } from '../../ui/graph/labels.ts'

/** Size of the names on the map. Unit: pixels. */
export const MAP_LABEL_SIZE = 12

/**
 * The name of a node as it fits the map's place for it.
 *
 * @param folded What is folded into a number beside it.
 */
export function mapLabel(node: GraphNode, folded: readonly string[] | undefined): string {
  const padding = node.kind === 'method' || node.kind === 'concept' ? 24 : 14
  const mark = foldMark(folded)
  const room = mapNodeWidth(node) - padding - measureText(mark, MAP_LABEL_SIZE)
  return shorten(graphName(node.name), room, MAP_LABEL_SIZE) + mark
}
