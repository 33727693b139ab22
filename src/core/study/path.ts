/** What to read before something, and how much of it a day. */
import type { GraphEdge, PartialDate } from '../corpus/model.ts'
import { dayAfter } from './progress.ts'

export interface PathStep {
  readonly id: string
  /** Steps from here to the target; 0 for the target itself. */
  readonly distance: number
  /** Read already: nothing before it is asked for. */
  readonly isRead: boolean
}

/**
 * The shortest reading that leads to a target: what `prerequisite-of` puts before it, over any number of steps but not
 * beyond what was read, in an order in which nothing comes before what it needs.
 *
 * @param depth Most steps back from the target.
 * @param dateOf Of two that could both come next, the earlier one does; `null` comes last.
 * @returns Ends with the target; holds nothing twice, even where prerequisites go in a circle.
 */
export function readingPath(
  target: string,
  edges: readonly Pick<GraphEdge, 'from' | 'to' | 'type'>[],
  {
    isRead,
    dateOf,
    depth = Infinity,
  }: {
    readonly isRead: (id: string) => boolean
    readonly dateOf: (id: string) => PartialDate | null
    readonly depth?: number
  },
): readonly PathStep[] {
  const before = Map.groupBy(
    edges.filter(({ type }) => type === 'prerequisite-of'),
    ({ to }) => to,
  )
  const needs = (id: string) => (before.get(id) ?? []).map(({ from }) => from)
  const distances = new Map([[target, 0]])
  // In order of distance, so that what is near is not cut off because it was first met far away.
  for (const [id, distance] of distances) {
    if (distance >= depth || (id !== target && isRead(id))) continue
    for (const from of needs(id)) if (!distances.has(from)) distances.set(from, distance + 1)
  }
  const order = (a: string, b: string) => {
    const [x, y] = [dateOf(a) ?? '~', dateOf(b) ?? '~']
    return x < y ? -1 : x > y ? 1 : a < b ? -1 : 1
  }
  const path = new Map<string, PathStep>()
  const begun = new Set<string>()
  const add = (id: string) => {
    const distance = distances.get(id)
    if (distance === undefined || begun.has(id)) return
    begun.add(id)
    for (const from of needs(id).sort(order)) add(from)
    path.set(id, { id, distance, isRead: isRead(id) })
  }
  add(target)
  return [...path.values()]
}

/** One day of a plan. */
export interface PlanDay {
  readonly day: string
  readonly ids: readonly string[]
  readonly minutes: number
}

/**
 * Spreads readings over the days up to and with `by`, in order and about evenly; no reading is divided. With `by` in the
 * past everything is for today. Days without a reading are left out.
 */
export function planDays(
  steps: readonly { readonly id: string; readonly minutes: number }[],
  today: string,
  by: string,
): readonly PlanDay[] {
  const days = Math.max(1, daysBetween(today, by) + 1)
  const total = steps.reduce((sum, { minutes }) => sum + minutes, 0)
  const plan = new Map<number, { ids: string[]; minutes: number }>()
  let done = 0
  for (const { id, minutes } of steps) {
    // By its middle, so that a long reading falls on the day that most of it belongs to.
    const at = total === 0 ? 0 : Math.min(days - 1, Math.floor(((done + minutes / 2) / total) * days))
    const day = plan.get(at) ?? { ids: [], minutes: 0 }
    day.ids.push(id)
    day.minutes += minutes
    plan.set(at, day)
    done += minutes
  }
  return [...plan].map(([at, { ids, minutes }]) => ({ day: dayAfter(today, at), ids, minutes }))
}

/** Whole days from one day to another. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}
