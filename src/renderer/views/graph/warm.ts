import { loadMapCanvas } from '../../dom/map-canvas.ts'
import { corpus } from '../../state/corpus.svelte.ts'
import { fontsReady, graphName } from '../../ui/graph/labels.ts'

/**
 * Fetches what the graph needs while nothing else is to be done, so that it opens at once: its data, the code of the
 * map, the characters of all names. What fails here is fetched, and reported, when the graph is opened.
 */
export function warmGraph(): void {
  requestIdleCallback(() => {
    const names = corpus.catalog.entities.map((entry) => graphName(entry.name))
    void Promise.allSettled([corpus.graph(), corpus.timeline(), loadMapCanvas(), fontsReady(names)])
  })
}
