/**
 * A time axis that stretches where much happened. Each year gets room by what must be shown in it, and is linear
 * within; so x is still an exact date, and 2022 does not become a heap because 1966 needs its place as well.
 */

/** A year as a number; `2020-07` is 2020.5. The start of what is written, so that text order is time order. */
export function dateValue(date: string): number | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date)
  if (!match) return null
  const month = match[2] === undefined ? 0 : Number(match[2]) - 1
  const day = match[3] === undefined ? 0 : Number(match[3]) - 1
  return Number(match[1]) + month / 12 + day / 372
}

/** The time a partial date covers, [start, end): a day, a month or a year; `null` for no date. */
export function dateSpan(date: string): readonly [number, number] | null {
  const start = dateValue(date)
  if (start === null) return null
  return [start, start + (date.length === 4 ? 1 : date.length === 7 ? 1 / 12 : 1 / 372)]
}

/** Whole months from one partial date to another, or `null` where one of them is missing or a bare year. */
export function monthsBetween(from: string | null, to: string | null): number | null {
  if (from === null || to === null || from.length < 7 || to.length < 7) return null
  const a = dateValue(from)
  const b = dateValue(to)
  return a === null || b === null ? null : Math.round((b - a) * 12)
}

export interface Tick {
  readonly x: number
  readonly year: number
  /** 1–12, or `null` for the line of a year. */
  readonly month: number | null
  /** Whether there is room for its label. */
  readonly labelled: boolean
}

export interface TimeScale {
  /** Pixels from the axis's start to a date. */
  readonly x: (value: number) => number
  readonly width: number
  readonly ticks: readonly Tick[]
}

/** Pixels: a year without anything, a year with something, a label of a year, a label of a month. */
const EMPTY_YEAR = 3
const FULL_YEAR = 34
const YEAR_LABEL = 42
const MONTH_LABEL = 40

/**
 * @param demand Pixels that a year's content asks for; a missing year is empty.
 * @param minWidth The years with content are stretched until the axis is at least as wide.
 */
export function makeTimeScale(demand: ReadonlyMap<number, number>, minWidth: number): TimeScale {
  const years = [...demand.keys()].sort((a, b) => a - b)
  const first = years[0]
  const last = years.at(-1)
  if (first === undefined || last === undefined) return { x: () => 0, width: minWidth, ticks: [] }

  const natural = new Map<number, number>()
  let fixed = 0
  let elastic = 0
  for (let year = first; year <= last; year++) {
    const wanted = demand.get(year)
    if (wanted === undefined) fixed += EMPTY_YEAR
    else elastic += Math.max(FULL_YEAR, wanted)
    natural.set(year, wanted === undefined ? EMPTY_YEAR : Math.max(FULL_YEAR, wanted))
  }
  const stretch = Math.max(1, (minWidth - fixed) / elastic)
  const starts = new Map<number, number>()
  let width = 0
  for (const [year, w] of natural) {
    starts.set(year, width)
    width += demand.has(year) ? w * stretch : w
  }
  const x = (value: number): number => {
    const year = Math.floor(value)
    if (year < first) return 0
    const start = starts.get(year)
    if (start === undefined) return width
    return start + (value - year) * ((starts.get(year + 1) ?? width) - start)
  }
  return { x, width, ticks: makeTicks(first, last, starts, width, demand) }
}

function makeTicks(
  first: number,
  last: number,
  starts: ReadonlyMap<number, number>,
  width: number,
  demand: ReadonlyMap<number, number>,
): Tick[] {
  const ticks: Tick[] = []
  const labels: number[] = []
  // Years with content take their label first; a decade's line fills a long gap.
  const order = [
    ...[...demand.keys()].sort((a, b) => b - a),
    ...Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((y) => y % 10 === 0 && !demand.has(y)),
  ]
  for (const year of order) {
    const at = starts.get(year) ?? 0
    const labelled = labels.every((x) => Math.abs(x - at) >= YEAR_LABEL)
    if (labelled) labels.push(at)
    ticks.push({ x: at, year, month: null, labelled })
    const span = (starts.get(year + 1) ?? width) - at
    const months = span / 4 >= MONTH_LABEL ? [4, 7, 10] : span / 2 >= MONTH_LABEL + 10 ? [7] : []
    for (const month of months) {
      ticks.push({ x: at + ((month - 1) / 12) * span, year, month, labelled: true })
    }
  }
  return ticks.sort((a, b) => a.x - b.x)
}
