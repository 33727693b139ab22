/**
 * The timeline: every dated event in the lane of its kind, on an axis that stretches where much happened. x is the date
 * and nothing else. What has no room for its name is a dot, and dots that would touch are one counted cluster; zooming
 * in opens it. So nothing ever overlaps, at any width (peers in the graph lab: 97–99 % of labels overlap).
 */
import { scaleLinear } from 'd3-scale'
import type { DateKind, Kind, TimelineEvent } from '../corpus/model.ts'
import { compareIds, roundTenth } from './lines.ts'
import { dateSpan } from './time-scale.ts'

export const TIMELINE_LANES = ['companies', 'models', 'methods', 'data', 'ideas', 'hardware', 'people'] as const
export type TimelineLane = (typeof TIMELINE_LANES)[number]

const LANE_OF: Readonly<Record<Kind, TimelineLane>> = {
  company: 'companies',
  model: 'models',
  product: 'models',
  method: 'methods',
  dataset: 'data',
  concept: 'ideas',
  paper: 'ideas',
  hardware: 'hardware',
  person: 'people',
}

/** How exactly a date is known; `disputed` where sources differ. */
export type Precision = 'day' | 'month' | 'year' | 'disputed'

/** One dot: all that happened to one entity on one date. */
export interface TimelineItem {
  /** Entity and date: no two items share it. */
  readonly key: string
  readonly id: string
  readonly kind: Kind
  readonly lane: TimelineLane
  readonly what: readonly DateKind[]
  readonly on: string
  /** Years, as `dateSpan` gives them. */
  readonly start: number
  readonly end: number
  readonly precision: Precision
  /** What other sources say; empty unless disputed. */
  readonly disputed: readonly string[]
  /** Whether it is the entity's first date. */
  readonly first: boolean
}

/** Events as items, oldest first. An event whose date cannot be read is left out. */
export function timelineItems(events: readonly TimelineEvent[]): TimelineItem[] {
  const items = new Map<string, TimelineItem>()
  const seen = new Set<string>()
  for (const event of [...events].sort((a, b) => compareIds(a.on, b.on) || compareIds(a.id, b.id))) {
    const span = dateSpan(event.on)
    if (!span) continue
    const key = `${event.id} ${event.on}`
    const known = items.get(key)
    const disputed = [...(known?.disputed ?? []), ...(event.disputed ?? [])]
    items.set(key, {
      key,
      id: event.id,
      kind: event.kind,
      lane: LANE_OF[event.kind],
      what: [...(known?.what ?? []), event.what],
      on: event.on,
      start: span[0],
      end: span[1],
      precision:
        disputed.length > 0 ? 'disputed' : event.on.length === 4 ? 'year' : event.on.length === 7 ? 'month' : 'day',
      disputed,
      first: known?.first ?? !seen.has(event.id),
    })
    seen.add(event.id)
  }
  return [...items.values()]
}

/** A stretched axis: exact in both directions. */
export interface TimeAxis {
  readonly x: (value: number) => number
  /** The date at a pixel: inverse of `x`, held within the axis. */
  readonly value: (x: number) => number
  readonly from: number
  readonly to: number
  readonly width: number
}

/** An empty year's share of a year with one event, and how room grows with the number of events. */
const EMPTY_SHARE = 0.22
const GROWTH = 0.62

/**
 * An axis of whole years over `[from, to)`, `width` pixels in all; a year's room grows with what happened in it, but
 * more slowly than that, so that a quiet decade stays a decade.
 */
export function stretchAxis(dates: readonly number[], from: number, to: number, width: number): TimeAxis {
  const counts = new Map<number, number>()
  for (const date of dates) {
    const year = Math.max(from, Math.min(to - 1, Math.floor(date)))
    counts.set(year, (counts.get(year) ?? 0) + 1)
  }
  const years = Array.from({ length: Math.max(1, to - from) }, (_, i) => from + i)
  const rooms = years.map((year) => (counts.get(year) ?? 0) ** GROWTH || EMPTY_SHARE)
  const whole = rooms.reduce((sum, room) => sum + room, 0)
  let at = 0
  const range = [0, ...rooms.map((room) => (at += (room / whole) * width))]
  const scale = scaleLinear([...years, from + years.length], range).clamp(true)
  return { x: (v) => scale(v), value: (x) => scale.invert(x), from, to: from + years.length, width }
}

export interface TimelineTick {
  readonly x: number
  readonly year: number
  /** 1–12, or `null` for the line of a year. */
  readonly month: number | null
  /** Whether its label has room; every label that has is free of all others. */
  readonly labelled: boolean
}

/** Pixels that a label of a year and of a month take, with the room beside them. */
const YEAR_ROOM = 44
const MONTH_ROOM = 38
const MONTH_STEPS = [1, 3, 6] as const

/** Years and months of an axis. Years with more room take their label first: that is where one looks. */
export function axisTicks(axis: TimeAxis): TimelineTick[] {
  const years = Array.from({ length: axis.to - axis.from }, (_, i) => axis.from + i).map((year) => {
    const x = axis.x(year)
    return { year, x, room: axis.x(year + 1) - x }
  })
  const taken: number[] = []
  const ticks: TimelineTick[] = []
  for (const { year, x, room } of [...years].sort((a, b) => b.room - a.room || b.year - a.year)) {
    const labelled = taken.every((other) => Math.abs(other - x) >= YEAR_ROOM)
    if (labelled) taken.push(x)
    ticks.push({ x: roundTenth(x), year, month: null, labelled })
    const step = MONTH_STEPS.find((each) => (room / 12) * each >= MONTH_ROOM && room > YEAR_ROOM + MONTH_ROOM)
    for (let month = 1 + (step ?? 12); step !== undefined && month <= 12; month += step)
      ticks.push({ x: roundTenth(x + ((month - 1) / 12) * room), year, month, labelled: true })
  }
  return ticks.sort((a, b) => a.x - b.x)
}

export interface PlacedItem {
  readonly item: TimelineItem
  readonly x: number
  readonly y: number
  /** Right end of what its date may mean, where that can be seen; else `x`. */
  readonly until: number
  /** Width of the label beside the dot; 0 for a dot alone. */
  readonly label: number
  /** On which side of the dot the label stands: right of it, but left where the window ends. */
  readonly side: 'right' | 'left'
}

export interface Cluster {
  readonly key: string
  readonly lane: TimelineLane
  readonly x: number
  readonly y: number
  /** At least two, oldest first. */
  readonly items: readonly TimelineItem[]
}

export interface LaneBox {
  readonly lane: TimelineLane
  readonly y: number
  readonly height: number
  /** Items of the lane, in sight or not. */
  readonly count: number
}

export interface TimelineLayout {
  readonly lanes: readonly LaneBox[]
  readonly placed: readonly PlacedItem[]
  readonly clusters: readonly Cluster[]
}

export interface TimelineOptions {
  readonly axis: TimeAxis
  /** Part of the axis in sight, in its pixels: only this is placed. */
  readonly left: number
  readonly right: number
  readonly height: number
  readonly labelWidth: (item: TimelineItem) => number
  /** The larger, the sooner it gets its name. */
  readonly weight: (item: TimelineItem) => number
}

/** Pixels: a line of names, the line of dots and clusters, a lane's padding, a dot, and the room about a label. */
const ROW = 24
const DOT_ROW = 20
const LANE_PADDING = 6
export const DOT = 9
const LABEL_GAP = 8
const BUCKET = 30
const LEAST_WHISKER = 14

/**
 * Places what is in sight. Heavier items take the uppermost free line of their lane with their names; what finds none
 * goes to the lane's last line, alone as a dot or with its neighbours as a cluster. Empty lanes are left out. The same
 * input gives the same places; the lanes do not depend on the part in sight, so that panning never moves a lane.
 */
export function layoutTimeline(items: readonly TimelineItem[], options: TimelineOptions): TimelineLayout {
  const { axis, left, right } = options
  const byLane = TIMELINE_LANES.flatMap((lane) => {
    const members = items.filter((item) => item.lane === lane)
    return members.length > 0 ? [{ lane, members }] : []
  })
  const rows = shareRows(
    byLane.map(({ members }) => members.length),
    options.height,
  )
  const lanes: LaneBox[] = []
  const placed: PlacedItem[] = []
  const clusters: Cluster[] = []
  let y = 0
  for (const [i, { lane, members }] of byLane.entries()) {
    const count = rows[i] ?? 1
    const height = count * ROW + DOT_ROW + 2 * LANE_PADDING
    lanes.push({ lane, y, height, count: members.length })
    const top = y + LANE_PADDING
    const taken: (readonly [number, number])[][] = Array.from({ length: count }, () => [])
    const rest: { readonly item: TimelineItem; readonly x: number }[] = []
    const seen = members
      .map((item) => ({ item, x: axis.x(item.start), weight: options.weight(item) }))
      .filter(({ x }) => x >= left - 200 && x <= right)
      .sort((a, b) => b.weight - a.weight || compareIds(a.item.key, b.item.key))
    for (const { item, x } of seen) {
      const label = options.labelWidth(item)
      const side = x + DOT + label + LABEL_GAP > right ? 'left' : 'right'
      const from = x - DOT / 2 - LABEL_GAP / 2 - (side === 'left' ? label + 4 : 0)
      const to = x + DOT / 2 + LABEL_GAP / 2 + (side === 'right' ? label + 4 : 0)
      const row = taken.findIndex((spans) => spans.every(([a, b]) => to <= a || from >= b))
      if (row < 0) rest.push({ item, x })
      else {
        taken[row]?.push([from, to])
        const until = axis.x(item.end)
        placed.push({
          item,
          x: roundTenth(x),
          y: top + row * ROW + ROW / 2,
          until: roundTenth(until - x >= LEAST_WHISKER ? until : x),
          label,
          side,
        })
      }
    }
    const dotY = top + count * ROW + DOT_ROW / 2
    for (const group of bucket(rest.sort((a, b) => a.x - b.x))) {
      const [only] = group
      if (group.length === 1 && only)
        placed.push({
          item: only.item,
          x: roundTenth(only.x),
          y: dotY,
          until: roundTenth(only.x),
          label: 0,
          side: 'right',
        })
      else if (only)
        clusters.push({
          key: `${lane} ${only.item.key}`,
          lane,
          x: roundTenth(only.x),
          y: dotY,
          items: group.map(({ item }) => item),
        })
    }
    y += height
  }
  // In the order of time and not of weight: a page that moved an element to a new place would lose the focus on it.
  placed.sort((a, b) => a.x - b.x || compareIds(a.item.key, b.item.key))
  return { lanes, placed, clusters }
}

/**
 * Lines of names per lane: one each, the rest one by one to the lane that is most crowded; when all have as many lines
 * as entries, to the one with fewest lines.
 */
function shareRows(counts: readonly number[], height: number): number[] {
  const rows = counts.map(() => 1)
  const need = (i: number): number => {
    const [count, lines] = [counts[i] ?? 0, rows[i] ?? 1]
    return count > lines ? count / lines : 1 / lines
  }
  const fixed = counts.length * (ROW + DOT_ROW + 2 * LANE_PADDING)
  for (let spare = Math.floor((height - fixed) / ROW); spare > 0; spare--) {
    let most = 0
    for (const i of counts.keys()) if (need(i) > need(most)) most = i
    const at = rows[most]
    if (at !== undefined) rows[most] = at + 1
  }
  return rows
}

/** Groups what lies within a cluster's width; their beginnings, where they stand, are a cluster's width apart. */
function bucket<T extends { readonly x: number }>(sorted: readonly T[]): T[][] {
  const groups: T[][] = []
  let start = -Infinity
  for (const each of sorted) {
    if (each.x - start < BUCKET) groups.at(-1)?.push(each)
    else {
      groups.push([each])
      start = each.x
    }
  }
  return groups
}
