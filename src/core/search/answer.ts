/** One answer out of both indexes: articles and the reader's notes. */
import { KINDS } from '../corpus/model.ts'
import type { SearchEngine } from './engine.ts'
import type { SearchAnswer, SearchHit, SearchRequest } from './model.ts'
import type { NotesIndex } from './notes-index.ts'

/** Notes stand after this many articles at the latest: one's own words are not buried. */
const NOTES_AFTER = 3
const SHOWN_NOTES = 5

/**
 * @param now A clock in milliseconds, for `tookMs`.
 * @param complete Whether the engine searches bodies already, or titles only.
 */
export function answerSearch(
  engine: SearchEngine,
  notes: NotesIndex,
  request: SearchRequest,
  { now, complete }: { now: () => number; complete: boolean },
): SearchAnswer {
  const begun = now()
  const { hits, understood } = engine.query(request)
  const inside = understood.filters.find((filter) => filter.key === 'in')?.value
  const scope = inside ?? request.scope
  const mine = notes.query(request.text)
  const facets: Record<string, number> = {}
  for (const kind of KINDS) {
    const count = hits.filter((hit) => hit.kind === kind).length
    if (count > 0) facets[kind] = count
  }
  if (mine.length > 0) facets['note'] = mine.length
  const wanted = hits.filter(
    (hit) => request.kinds === undefined || request.kinds.length === 0 || request.kinds.includes(hit.kind),
  )
  const merged: SearchHit[] =
    scope === 'notes'
      ? [...mine]
      : scope === 'articles'
        ? wanted
        : [...wanted.slice(0, NOTES_AFTER), ...mine.slice(0, SHOWN_NOTES), ...wanted.slice(NOTES_AFTER)]
  const total = scope === 'notes' ? mine.length : scope === 'articles' ? wanted.length : wanted.length + mine.length
  return { hits: merged.slice(0, request.limit), total, understood, facets, tookMs: now() - begun, complete }
}
