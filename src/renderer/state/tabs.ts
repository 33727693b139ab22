/** What can be done with tabs and panes, as functions from one workspace to the next; nothing is changed in place. */
import {
  MAX_CLOSED,
  MAX_TABS,
  MAX_VISITS,
  SHARES,
  type Pane,
  type Tab,
  type Visit,
  type Workspace,
} from '../../contract/workspace.ts'

const HALF = 0.5

const newPane = (href: string): Pane => ({ visits: [{ href, top: null }], at: 0 })

function newTab(id: string, href: string): Tab {
  return { id, panes: [newPane(href)], focused: 0, share: HALF }
}

/** One tab with one page. */
export function firstWorkspace(id: string, href: string): Workspace {
  return { tabs: [newTab(id, href)], active: id, closed: [] }
}

/** The tab that is shown. */
export function activeTab({ tabs, active }: Workspace): Tab {
  const found = tabs.find(({ id }) => id === active)
  if (!found) throw new RangeError(`There is no tab ${active}.`)
  return found
}

/** The pane of a tab that keys and commands are about. */
export function focusedPane({ panes, focused }: Tab): Pane {
  const found = panes[focused]
  if (!found) throw new RangeError(`There is no pane ${String(focused)}.`)
  return found
}

/** The page a pane shows. */
export function shownVisit({ visits, at }: Pane): Visit {
  const found = visits[at]
  if (!found) throw new RangeError(`There is no visit ${String(at)}.`)
  return found
}

/** The address of what a tab shows, in the pane that has the keys. */
export function tabHref(tab: Tab): string {
  return shownVisit(focusedPane(tab)).href
}

/** The address of what has the keys: the focused pane of the active tab. */
export function hrefOf(workspace: Workspace): string {
  return tabHref(activeTab(workspace))
}

function withTab(workspace: Workspace, change: (tab: Tab) => Tab, id = workspace.active): Workspace {
  return { ...workspace, tabs: workspace.tabs.map((tab) => (tab.id === id ? change(tab) : tab)) }
}

function withPane(workspace: Workspace, change: (pane: Pane) => Pane): Workspace {
  return withTab(workspace, (tab) => ({
    ...tab,
    panes: tab.panes.map((pane, i) => (i === tab.focused ? change(pane) : pane)),
  }))
}

/**
 * Goes to a page in the focused pane: what lay ahead in its history is forgotten, as in a browser. The page that is
 * already there is no new step.
 * @param replace Puts it in the place of the page that is shown (as one types).
 */
export function visit(workspace: Workspace, href: string, replace = false): Workspace {
  if (href === hrefOf(workspace)) return workspace
  return withPane(workspace, ({ visits, at }) => {
    const before = visits.slice(0, replace ? at : at + 1).slice(1 - MAX_VISITS)
    return { visits: [...before, { href, top: null }], at: before.length }
  })
}

/** Goes back (-1) or forward (1) in the focused pane, as far as there is something. */
export function step(workspace: Workspace, by: -1 | 1): Workspace {
  return canStep(workspace, by) ? withPane(workspace, ({ visits, at }) => ({ visits, at: at + by })) : workspace
}

/** Whether there is something to go back or forward to. */
export function canStep(workspace: Workspace, by: -1 | 1): boolean {
  const { visits, at } = focusedPane(activeTab(workspace))
  return visits[at + by] !== undefined
}

/** Shows a certain step of a pane's history; `null` when it is no longer there. */
export function showStep(
  workspace: Workspace,
  where: { readonly tab: string; readonly pane: number; readonly at: number; readonly href: string },
): Workspace | null {
  const tab = workspace.tabs.find(({ id }) => id === where.tab)
  if (tab?.panes[where.pane]?.visits[where.at]?.href !== where.href) return null
  const shown = { ...workspace, active: tab.id }
  return withPane(focusPane(shown, where.pane), ({ visits }) => ({ visits, at: where.at }))
}

/** Opens a page in a new tab beside the active one, unless there are as many as one can tell apart. */
export function openTab(workspace: Workspace, id: string, href: string, inBackground = false): Workspace {
  if (workspace.tabs.length >= MAX_TABS) return visit(workspace, href)
  const at = workspace.tabs.findIndex((tab) => tab.id === workspace.active) + 1
  const tabs = workspace.tabs.toSpliced(at, 0, newTab(id, href))
  return { ...workspace, tabs, active: inBackground ? workspace.active : id }
}

/**
 * Closes a tab; its right neighbour, else the left one, is shown instead.
 * @param fresh Id of the tab at home that takes the place of the last one.
 */
export function closeTab(workspace: Workspace, id: string, fresh: string): Workspace {
  const at = workspace.tabs.findIndex((tab) => tab.id === id)
  const gone = workspace.tabs[at]
  if (!gone) return workspace
  const closed = [gone, ...workspace.closed].slice(0, MAX_CLOSED)
  const rest = workspace.tabs.toSpliced(at, 1)
  const tabs = rest.length > 0 ? rest : [newTab(fresh, '#/')]
  const heir = tabs[at] ?? tabs.at(-1)
  return { tabs, active: id === workspace.active && heir ? heir.id : workspace.active, closed }
}

/** Closes all tabs but one. */
export function closeOthers(workspace: Workspace, id: string, fresh: string): Workspace {
  const others = workspace.tabs.filter((tab) => tab.id !== id)
  return others.reduce((left, tab) => closeTab(left, tab.id, fresh), showTab(workspace, id))
}

/** Opens the tab closed last again, with its history. */
export function reopenTab(workspace: Workspace): Workspace {
  const [last, ...closed] = workspace.closed
  if (!last || workspace.tabs.length >= MAX_TABS) return workspace
  const at = workspace.tabs.findIndex((tab) => tab.id === workspace.active) + 1
  return { tabs: workspace.tabs.toSpliced(at, 0, last), active: last.id, closed }
}

/** Shows a tab. */
export function showTab(workspace: Workspace, id: string): Workspace {
  return workspace.tabs.some((tab) => tab.id === id) ? { ...workspace, active: id } : workspace
}

/** Shows the next (1) or previous (-1) tab; after the last comes the first. */
export function turnTabs(workspace: Workspace, by: -1 | 1): Workspace {
  const { tabs, active } = workspace
  const at = tabs.findIndex(({ id }) => id === active)
  const next = tabs.at((at + by) % tabs.length)
  return next ? { ...workspace, active: next.id } : workspace
}

/** Puts a tab at another place in the strip. */
export function moveTab(workspace: Workspace, id: string, to: number): Workspace {
  const from = workspace.tabs.findIndex((tab) => tab.id === id)
  const tab = workspace.tabs[from]
  if (!tab) return workspace
  const place = Math.max(0, Math.min(workspace.tabs.length - 1, to))
  return { ...workspace, tabs: workspace.tabs.toSpliced(from, 1).toSpliced(place, 0, tab) }
}

/** Shows a page beside what the active tab shows, in its second pane, which then has the keys. */
export function openBeside(workspace: Workspace, href: string): Workspace {
  const { panes } = activeTab(workspace)
  if (panes.length > 1) return visit(focusPane(workspace, 1), href)
  return withTab(workspace, (tab) => ({ ...tab, panes: [...tab.panes, newPane(href)], focused: 1 }))
}

/** Gives one of two panes up; the other one fills the tab. */
export function closePane(workspace: Workspace, index: number): Workspace {
  return withTab(workspace, (tab) =>
    tab.panes.length > 1 ? { ...tab, panes: tab.panes.toSpliced(index, 1), focused: 0 } : tab,
  )
}

/** Gives a pane of the active tab the keys. */
export function focusPane(workspace: Workspace, index: number): Workspace {
  return withTab(workspace, (tab) => (tab.panes[index] ? { ...tab, focused: index } : tab))
}

/** Exchanges the two panes of the active tab. */
export function swapPanes(workspace: Workspace): Workspace {
  return withTab(workspace, (tab) => ({
    ...tab,
    panes: tab.panes.toReversed(),
    focused: tab.panes.length - 1 - tab.focused,
    share: 1 - tab.share,
  }))
}

/** Moves the divider between two panes. */
export function setShare(workspace: Workspace, share: number): Workspace {
  const fitting = Math.max(SHARES.least, Math.min(SHARES.most, share))
  return withTab(workspace, (tab) => ({ ...tab, share: fitting }))
}
