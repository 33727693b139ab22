/** What the compass is asked for, and what it gives. */
import type { GraphEdge, GraphNode, RelationType } from '../corpus/model.ts'
import type { Sector } from './sectors.ts'

/** How far from the middle entities are shown. */
export type Hops = 1 | 2 | 3

/** What to show, and how much room there is. Unit: pixels. */
export interface EgoOptions {
  readonly hops: Hops
  /** Width in pixels that a node's label needs at its hop's size, without its padding. */
  readonly labelWidth: (node: GraphNode, hop: 0 | Hops) => number
  /** Least size of the picture; it is centred within. */
  readonly minWidth: number
  readonly minHeight: number
  readonly types?: ReadonlySet<RelationType>
  /** Whether a node may be shown; all may by default. The middle always is. */
  readonly shows?: (node: GraphNode) => boolean
  /**
   * Height the picture should keep to: fewer neighbours and chips are shown until it does, down to a least number. The
   * others are counted in `more`. Without it as many as make sense are shown.
   */
  readonly wishHeight?: number
}

/** A placed node; `x` and `y` are its middle. */
export interface EgoNode {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly hop: 0 | Hops
  /** `null` for the middle. */
  readonly sector: Sector | null
  /** The node one hop nearer to the middle, or `null` for the middle. */
  readonly parent: string | null
}

/** A line between two placed nodes. */
export interface EgoLine {
  readonly from: string
  readonly to: string
  /** Relations it stands for; the first one gives its look. */
  readonly edges: readonly GraphEdge[]
  readonly d: string
  /** Whether the line is drawn towards the middle (`true`) or away from it, for the arrow of a descent. */
  readonly inward: boolean
  readonly hop: Hops
}

/** The area of a sector. Unit: pixels. */
export interface EgoBand {
  readonly sector: Sector
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Direct neighbours in this sector, shown and not shown. */
  readonly count: number
  /** How many of them have no place. */
  readonly more: number
  /** Relations that lead here, commonest first. */
  readonly types: readonly RelationType[]
}

/** The picture, in pixels from its upper left. */
export interface EgoLayout {
  readonly width: number
  readonly height: number
  readonly nodes: readonly EgoNode[]
  readonly lines: readonly EgoLine[]
  readonly bands: readonly EgoBand[]
  /** Direct neighbours without a place, over all sectors. */
  readonly more: number
}
