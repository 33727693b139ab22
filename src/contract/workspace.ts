/** The reader's open tabs, as a page keeps them and the host stores them: what a restart brings back. */
import * as v from 'valibot'

/** Most steps of a pane's history that are kept; the oldest are forgotten first. */
export const MAX_VISITS = 50
/** Most tabs that are open at once. */
export const MAX_TABS = 60
/** Most closed tabs that can be opened again. */
export const MAX_CLOSED = 20
/** How far a divider may go to either side, as the first pane's share of the width. */
export const SHARES = { least: 0.25, most: 0.75 } as const

/** One page that was shown in a pane. */
const visit = v.object({
  /** A route of the page, such as `#/article/gpt-3`. */
  href: v.pipe(v.string(), v.startsWith('#'), v.maxLength(2000)),
  /**
   * How far it was scrolled, in CSS pixels; `null` when it was never scrolled, and opens at its own place. The one
   * thing here that a page changes in place: nothing is drawn from it.
   */
  top: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(100_000_000))),
})

/** A view with a history of its own. */
const pane = v.object({
  visits: v.pipe(v.array(visit), v.minLength(1), v.maxLength(MAX_VISITS)),
  /** Index of the visit that is shown. */
  at: v.pipe(v.number(), v.integer(), v.minValue(0)),
})

const tab = v.object({
  id: v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/)),
  /** One, or two side by side. */
  panes: v.pipe(v.array(pane), v.minLength(1), v.maxLength(2)),
  /** Index of the pane that keys, commands and the address bar are about. */
  focused: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Width of the first of two panes, as a share. */
  share: v.pipe(v.number(), v.minValue(SHARES.least), v.maxValue(SHARES.most)),
})

const isWhole = (each: v.InferOutput<typeof tab>) =>
  each.focused < each.panes.length && each.panes.every(({ visits, at }) => at < visits.length)

const wholeTab = v.pipe(tab, v.check(isWhole, 'A tab points at a pane or a page that it has not.'))

/** Open and closed tabs; every index points at something and the active tab is among the open ones. */
export const WORKSPACE_SCHEMA = v.pipe(
  v.object({
    tabs: v.pipe(v.array(wholeTab), v.minLength(1), v.maxLength(MAX_TABS)),
    active: v.string(),
    /** Closed tabs, the last closed first. */
    closed: v.pipe(v.array(wholeTab), v.maxLength(MAX_CLOSED)),
  }),
  v.check(({ tabs, active }) => tabs.some(({ id }) => id === active), 'The active tab is not open.'),
)

export type Visit = v.InferOutput<typeof visit>
export type Pane = v.InferOutput<typeof pane>
export type Tab = v.InferOutput<typeof tab>
export type Workspace = v.InferOutput<typeof WORKSPACE_SCHEMA>
