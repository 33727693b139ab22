/** How much room the sectors of the compass take. */
import type { Chip, Item } from './ego-content.ts'

/** Heights of the middle and of hops 1–3. Unit: pixels. */
export const HEIGHTS = [46, 30, 22, 20] as const
/** Between neighbours. Unit: pixels. */
export const GAP = 12
/** Between chips. Unit: pixels. */
export const CHIP_GAP = 5
/** Within the band of a sector. Unit: pixels. */
export const BAND_PADDING = 14

/** Height of chips one under another. Unit: pixels. */
export function chipsHeight(chips: readonly Chip[]): number {
  return chips.reduce((sum, chip) => sum + HEIGHTS[chip.hop] + CHIP_GAP, chips.length > 0 ? -CHIP_GAP : 0)
}

/** Sizes of the sector left or right of the middle. Unit: pixels. */
interface Side {
  /** Of the whole sector with its chips and padding, and of its column of neighbours. */
  readonly width: number
  readonly first: number
  readonly height: number
  readonly rows: readonly number[]
}

/** Measures the sector left or right of the middle: neighbours one under another, their chips outwards. */
export function measureSide(items: readonly Item[]): Side {
  const first = Math.max(0, ...items.map((item) => item.width))
  const chips = Math.max(0, ...items.flatMap((item) => item.chips.map((c) => c.width + (c.hop === 3 ? 14 : 0))))
  const rows = items.map((item) => Math.max(HEIGHTS[1], chipsHeight(item.chips)))
  const height = rows.reduce((a, b) => a + b, 0) + GAP * Math.max(0, rows.length - 1)
  const width = items.length > 0 ? first + (chips > 0 ? chips + GAP + 10 : 0) + 2 * BAND_PADDING : 0
  return { width, first, height, rows }
}

/** A neighbour with its chips. */
interface Cell {
  readonly item: Item
  readonly width: number
}
/** A sector above or below the middle. Unit: pixels. */
export interface Flow {
  /** From the middle outwards. */
  readonly rows: readonly (readonly Cell[])[]
  readonly heights: readonly number[]
  readonly height: number
}

/** Flows neighbours into rows of about equal length. @param width Most pixels of a row. */
export function flowRows(items: readonly Item[], width: number): Flow {
  const cells = items.map((item) => ({ item, width: Math.max(item.width, ...item.chips.map((c) => c.width)) }))
  const total = cells.reduce((sum, cell) => sum + cell.width + GAP, 0)
  // Rows of about equal length look calmer than a full one and a rest.
  const wanted = Math.max(1, Math.ceil(total / Math.max(1, width)))
  const rows: Cell[][] = []
  let used = Infinity
  for (const cell of cells) {
    if (used + cell.width > Math.min(width, total / wanted + cell.width / 2)) {
      rows.push([])
      used = 0
    }
    rows.at(-1)?.push(cell)
    used += cell.width + GAP
  }
  const heights = rows.map((row) =>
    Math.max(
      ...row.map(({ item }) => HEIGHTS[1] + (item.chips.length > 0 ? chipsHeight(item.chips) + CHIP_GAP + 4 : 0)),
    ),
  )
  return { rows, heights, height: heights.reduce((a, b) => a + b, 0) + GAP * Math.max(0, rows.length - 1) }
}
