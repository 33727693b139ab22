/** The graph: layouts, neighbourhoods and paths. Data in, data out; nothing here draws. */
export {
  arrangeMap,
  layoutMap,
  MAP_NODE_HEIGHT,
  mapBoxes,
  mapNodeWidth,
  type MapArrangement,
  type MapBox,
  type MapBoxKind,
  type MapEdge,
  type MapNode,
  type Point,
} from './map.ts'
