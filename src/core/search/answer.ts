/** One answer out of both indexes: articles and what the reader wrote. */
import type { SearchEngine } from './engine.ts'
import type { SearchAnswer, SearchHit, SearchRequest } from './model.ts'
import type { OwnIndex, OwnText } from './own-index.ts'

/** Notes and cards stand after this many articles at the latest: one's own words are not buried. */
const OWN_AFTER = 3
/** Notes and cards among articles; `in:notes` shows them all. */
const SHOWN_OWN = 5

/**
 * @param now Clock in milliseconds, for `tookMs`.
 */
export function answerSearch(
  engine: SearchEngine,
  own: OwnIndex,
  request: SearchRequest,
  now: () => number,
): SearchAnswer {
  const begun = now()
  const articles = engine.query(request)
  const { found, understood } = articles
  const inside = understood.filters.find((filter) => filter.key === 'in')?.value
  const scope = inside ?? request.scope
  const answered = own.query(scope === 'articles' ? '' : request.text)
  const mine = answered.found
  const inScope = scope === 'notes' ? [] : found

  const facets: Record<string, number> = {}
  for (const each of inScope) {
    const kind = engine.kindOf(each.place)
    facets[kind] = (facets[kind] ?? 0) + 1
  }
  if (mine.length > 0) facets['note'] = mine.length

  const kinds = request.kinds ?? []
  const wanted = kinds.length === 0 ? inScope : inScope.filter((each) => kinds.includes(engine.kindOf(each.place)))
  const listed = scope === 'notes' ? mine : mine.slice(0, SHOWN_OWN)
  const merged: readonly (OwnText | (typeof wanted)[number])[] = [
    ...wanted.slice(0, OWN_AFTER),
    ...listed,
    ...wanted.slice(OWN_AFTER),
  ]
  const hits = merged
    .slice(0, request.limit)
    .map((each): SearchHit =>
      'type' in each ? answered.hit(each, (id) => engine.nameOf(id, request.lang)) : articles.hit(each),
    )
  const stage = hits.length === 0 ? 'none' : understood.stage === 'none' ? 'all' : understood.stage
  return {
    hits,
    total: wanted.length + mine.length,
    closest: hits.length === 0 && request.text.trim() !== '' ? engine.closest(request.text) : [],
    understood: { ...understood, stage },
    facets,
    tookMs: now() - begun,
    complete: engine.complete,
  }
}
