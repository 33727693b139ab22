import type { Component } from 'svelte'
import Backups from '~icons/lucide/history'
import Editions from '~icons/lucide/library'
import Graph from '~icons/lucide/waypoints'
import Home from '~icons/lucide/house'
import Notes from '~icons/lucide/notebook-pen'
import Privacy from '~icons/lucide/shield-check'
import Search from '~icons/lucide/search'
import Settings from '~icons/lucide/settings-2'
import Study from '~icons/lucide/graduation-cap'
import Timeline from '~icons/lucide/chart-gantt'
import Thread from '~icons/lucide/route'
import type { Route } from '../../state/routes.ts'

/** The sign of each place, the same in the rail and in tabs. */
export const PLACE_ICONS = {
  home: Home,
  thread: Thread,
  search: Search,
  graph: Graph,
  timeline: Timeline,
  notes: Notes,
  study: Study,
  backups: Backups,
  editions: Editions,
  settings: Settings,
  privacy: Privacy,
} as const satisfies Partial<Record<Route['name'] | 'timeline', Component>>
