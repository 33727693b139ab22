/**
 * The reader's tabs and panes, kept by the host. The address bar names what has the keys, so every page can be linked.
 *
 * There are two histories. Back and forward of the app walk through the pages of one pane. The browser's own buttons
 * walk through everything that was shown, in the order it was shown, tabs included: each of its entries says which page
 * of which pane it was.
 */
import type { Workspace } from '../../contract/workspace.ts'
import { client } from '../client/index.ts'
import { sameLanguage } from './routes.ts'
import {
  activeTab,
  canStep,
  closeOthers,
  closePane,
  closeTab,
  firstWorkspace,
  focusedPane,
  focusPane,
  hrefOf,
  moveTab,
  openBeside,
  openTab,
  reopenTab,
  setShare,
  showStep,
  showTab,
  step,
  swapPanes,
  turnTabs,
  visit,
} from './tabs.ts'

/** Long enough that a burst of steps is one write. Unit: milliseconds. */
const KEEP_AFTER_MS = 300

/** What an entry of the browser's history says. */
interface Mark {
  readonly tab: string
  readonly pane: number
  readonly at: number
  readonly href: string
}

const newId = () => crypto.randomUUID().slice(0, 8)

function markOf(workspace: Workspace): Mark {
  const tab = activeTab(workspace)
  return { tab: tab.id, pane: tab.focused, at: focusedPane(tab).at, href: hrefOf(workspace) }
}

function isMark(state: unknown): state is Mark {
  return typeof state === 'object' && state !== null && 'tab' in state && 'pane' in state && 'at' in state
}

const isSame = (a: Mark, b: Mark) => a.tab === b.tab && a.pane === b.pane && a.at === b.at && a.href === b.href

class WorkspaceState {
  current = $state.raw<Workspace>(firstWorkspace(newId(), location.hash || '#/'))
  readonly tab = $derived(activeTab(this.current))
  readonly href = $derived(hrefOf(this.current))
  readonly canGoBack = $derived(canStep(this.current, -1))
  readonly canGoForward = $derived(canStep(this.current, 1))
  readonly canReopen = $derived(this.current.closed.length > 0)

  /** Where the page was asked to open; empty when it was only started. */
  readonly #asked = location.hash
  #timer: ReturnType<typeof setTimeout> | undefined
  #isLoaded = false
  readonly #keepers = new Set<() => void>()

  constructor() {
    window.addEventListener('popstate', ({ state }) => this.#follow(state))
    window.addEventListener('hashchange', () => this.#follow(history.state))
    window.addEventListener('pagehide', () => this.#flush())
  }

  /** Brings back what was open; where the reader has gone meanwhile is gone to there. */
  async load(): Promise<void> {
    if (this.#isLoaded) return
    const kept = await client.call('workspace.get', null)
    this.#isLoaded = true
    if (!kept) return
    const steps = activeTab(this.current).panes[0]?.visits.slice(1) ?? []
    const isFirst = this.#asked === '' || this.#asked === '#/' || this.#asked === hrefOf(kept)
    const reloaded: unknown = history.state
    const opened = isMark(reloaded) && steps.length === 0 ? showStep(kept, reloaded) : null
    const start = opened ?? (isFirst ? kept : openTab(kept, newId(), this.#asked))
    this.#set(
      steps.reduce((next, { href }) => visit(next, href), start),
      'replace',
    )
  }

  /** Goes to a page in the pane that has the keys; `replace` leaves no step (as one types). */
  go(href: string, { replace = false } = {}): void {
    const next = replace ? href : sameLanguage(href, this.href)
    this.#set(visit(this.current, next, replace), replace ? 'replace' : 'push')
  }

  step(by: -1 | 1): void {
    this.#set(step(this.current, by))
  }

  open(href: string, { inBackground = false } = {}): void {
    this.#set(openTab(this.current, newId(), href, inBackground))
  }

  close(id = this.current.active): void {
    this.#set(closeTab(this.current, id, newId()))
  }

  closeOthers(id: string): void {
    this.#set(closeOthers(this.current, id, newId()))
  }

  reopen(): void {
    this.#set(reopenTab(this.current))
  }

  show(id: string): void {
    this.#set(showTab(this.current, id))
  }

  turn(by: -1 | 1): void {
    this.#set(turnTabs(this.current, by))
  }

  /** Puts a tab at a place in the strip. */
  move(id: string, to: number): void {
    this.#set(moveTab(this.current, id, to))
  }

  /** Moves the active tab in the strip. */
  moveBy(by: -1 | 1): void {
    const { active, tabs } = this.current
    this.move(active, tabs.findIndex(({ id }) => id === active) + by)
  }

  openBeside(href: string): void {
    this.#set(openBeside(this.current, href))
  }

  closePane(index = this.tab.focused): void {
    this.#set(closePane(this.current, index))
  }

  /** A pane gets the keys because the reader is in it: that is no step to go back from. */
  focusPane(index: number): void {
    if (index !== this.tab.focused) this.#set(focusPane(this.current, index), 'replace')
  }

  swapPanes(): void {
    this.#set(swapPanes(this.current))
  }

  setShare(share: number): void {
    this.#set(setShare(this.current, share))
  }

  /**
   * Has what a pane alone knows kept before another page is shown: one may be left while it still glides to where a key
   * sent it, and `scroll` has not told of the last bit then.
   * @returns Ends it.
   */
  beforeChange(keep: () => void): () => void {
    this.#keepers.add(keep)
    return () => this.#keepers.delete(keep)
  }

  /** Has what was changed in place (how far a page is scrolled) kept as well. */
  keepSoon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#flush(), KEEP_AFTER_MS)
  }

  #set(next: Workspace, how: 'push' | 'replace' = 'push'): void {
    if (next === this.current) return
    this.#keepers.forEach((keep) => keep())
    const mark = markOf(next)
    const isElsewhere = !isSame(mark, markOf(this.current))
    const isOpenedOrClosed = next.tabs.length !== this.current.tabs.length
    this.current = next
    if (isElsewhere && how === 'push') history.pushState(mark, '', mark.href)
    else if (isElsewhere) history.replaceState(mark, '', mark.href)
    if (isOpenedOrClosed) this.#flush()
    else this.keepSoon()
  }

  /** The address was changed by a link, by the reader's hand, or by the browser's own buttons. */
  #follow(state: unknown): void {
    const known = isMark(state) ? showStep(this.current, state) : null
    const href = location.hash || '#/'
    const next = known ?? (href === this.href ? this.current : visit(this.current, sameLanguage(href, this.href)))
    const mark = markOf(next)
    // Told twice of a new address, by `popstate` and `hashchange`: the second time the new page must not look left.
    if (!isSame(mark, markOf(this.current))) this.#keepers.forEach((keep) => keep())
    this.current = next
    if (!isMark(history.state) || !isSame(history.state, mark)) history.replaceState(mark, '', mark.href)
    this.keepSoon()
  }

  /** A failure is silent: it is kept again at the next step. */
  #flush(): void {
    clearTimeout(this.#timer)
    if (this.#isLoaded) client.call('workspace.set', this.current).catch(() => null)
  }
}

export const workspace = new WorkspaceState()
