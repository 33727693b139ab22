import { createContext } from 'svelte'
import type { Route } from '../../state/routes.ts'

/** What a view may know of the pane it stands in. */
export interface PaneContext {
  /** Whether keys and commands are about this pane: with two of them only one may listen. */
  readonly hasKeys: boolean
  /** The address that lies one step back here; `null` at the beginning. */
  readonly before: string | null
}

/** A page as a pane has it drawn. */
export interface ShownPage {
  readonly route: Route
  /** Whether the page was here before: it is then left where the pane scrolls it to. */
  readonly isReturn: boolean
  /** The element that scrolls it. */
  readonly scroller: HTMLElement
}

export const [usePane, providePane] = createContext<PaneContext>()
