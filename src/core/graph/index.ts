/** The graph: layouts, neighbourhoods and paths. Data in, data out; nothing here draws. */
export {
  arrangeMap,
  layoutMap,
  MAP_NODE_HEIGHT,
  mapNodeWidth,
  type MapBox,
  type MapBoxKind,
  type Point,
} from './map.ts'
export {
  layoutLineage,
  LINEAGE_KINDS,
  LINEAGE_NODE_HEIGHT,
  type Lane,
  type LineageLayout,
  type LineageNode,
} from './lineage.ts'
export { type RoutedEdge } from './lineage-routes.ts'
export { LINEAGE_TYPES } from './lines.ts'
export {
  describePath,
  descent,
  foldable,
  indexGraph,
  neighbours,
  shortestPaths,
  trunk,
  type GraphIndex,
} from './neighbourhood.ts'
export {
  changesBetween,
  commonAncestors,
  consequences,
  sensiblePaths,
  type Changes,
  type CommonAncestor,
  type Consequence,
} from './questions.ts'
export { findStatement, type Statement } from './statement.ts'
export { layoutEgo } from './ego.ts'
export type { EgoBand, EgoLayout, EgoLine, EgoNode, Hops } from './ego-model.ts'
export { filterRows, relationsOf, sortRows, toCsv, type TableCell, type TableRow } from './table.ts'
export {
  axisTicks,
  DOT,
  layoutTimeline,
  stretchAxis,
  timelineItems,
  type Cluster,
  type PlacedItem,
  type TimelineItem,
} from './timeline.ts'
export { dateSpan, dateValue } from './time-scale.ts'
export { toDot, toGraphJson, toGraphml } from './export.ts'
