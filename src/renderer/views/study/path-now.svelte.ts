import type { GraphEdge } from '../../../core/corpus/model.ts'
import { planDays, readingPath, type PathStep, type PlanDay } from '../../../core/study/index.ts'
import { corpus } from '../../state/corpus.svelte.ts'
import { localDay } from '../../state/moment.ts'
import { reading } from '../../state/reading.svelte.ts'
import { settings } from '../../state/settings.svelte.ts'
import { reasonOf } from '../../state/reason-of.ts'

/** Relations of the corpus, once they are here. */
export class PathEdges {
  all = $state.raw<readonly GraphEdge[] | null>(null)
  failure = $state('')

  async load(): Promise<void> {
    try {
      this.all = (await corpus.graph()).edges
      this.failure = ''
    } catch (error) {
      this.failure = reasonOf(error)
    }
  }

  /** What to read up to and with a target, in order; empty until the relations are here. Reactive. */
  path(target: string, depth: number): readonly PathStep[] {
    if (!this.all) return []
    return readingPath(target, this.all, {
      isRead: (id) => reading.isRead(id),
      dateOf: (id) => corpus.entry(id)?.date ?? null,
      depth,
    })
  }
}

/** Reading time of an article in the reader's language. Unit: minutes. */
export function minutesOf(id: string): number {
  return corpus.entry(id)?.minutes[settings.lang] ?? 0
}

/** Reading time of the steps that are left. Unit: minutes. */
export function minutesLeft(path: readonly PathStep[]): number {
  return path.reduce((sum, { id, isRead }) => sum + (isRead ? 0 : minutesOf(id)), 0)
}

/** What is left of a path, by day. */
export function daysOf(path: readonly PathStep[], by: string): readonly PlanDay[] {
  const left = path.filter(({ isRead }) => !isRead).map(({ id }) => ({ id, minutes: minutesOf(id) }))
  return planDays(left, localDay(), by)
}
