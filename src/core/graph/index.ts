/** The graph: layouts, neighbourhoods and paths. Data in, data out; nothing here draws. */
export {
  arrangeMap,
  layoutMap,
  MAP_NODE_HEIGHT,
  mapNodeWidth,
  type MapArrangement,
  type MapBox,
  type MapBoxKind,
  type MapEdge,
  type MapNode,
  type Point,
} from './map.ts'
export {
  layoutLineage,
  LINEAGE_KINDS,
  LINEAGE_NODE_HEIGHT,
  type Lane,
  type LineageLayout,
  type LineageNode,
  type LineageOptions,
} from './lineage.ts'
export { type RoutedEdge } from './lineage-routes.ts'
export { LINEAGE_TYPES, type LineageType } from './lines.ts'
export {
  describePath,
  descent,
  indexGraph,
  neighbours,
  shortestPaths,
  trunk,
  type GraphIndex,
  type Neighbour,
  type PathDescription,
  type PathStep,
} from './neighbourhood.ts'
export { type Tick } from './time-scale.ts'
export {
  layoutEgo,
  type EgoBand,
  type EgoLayout,
  type EgoLine,
  type EgoNode,
  type EgoOptions,
  type Hops,
} from './ego.ts'
export { type Sector } from './sectors.ts'
export {
  filterRows,
  relationsOf,
  sortRows,
  toCsv,
  type Relation,
  type RelationFilter,
  type TableCell,
  type TableRow,
} from './table.ts'
