/** The address bar in words: routes are hashes, so that both shells and the history of the browser work alike. */
import { LANGS, type Lang } from '../../core/corpus/model.ts'

export type Route =
  | { readonly name: 'home' }
  /** `lang` is set where the address itself asks for a language: it goes before the reader's usual one. */
  | { readonly name: 'article'; readonly id: string; readonly place: string | null; readonly lang: Lang | null }
  /** `place` is the entity of the stop to show, or `closing`. */
  | { readonly name: 'thread'; readonly id: string; readonly place: string | null }
  | { readonly name: 'search'; readonly query: string }
  /** `look` is the rest of the address: filter, selection, path. */
  | { readonly name: 'graph'; readonly focus: string | null; readonly view: GraphReading; readonly look: string }
  | { readonly name: 'notes' }
  | { readonly name: 'backups' }
  /** Another edition of the corpus, and what it does to the marks. */
  | { readonly name: 'editions' }
  /** `deck` is set while it is being reviewed. */
  | { readonly name: 'study'; readonly deck: string | null; readonly tab: StudyTab; readonly target: string | null }
  | { readonly name: 'settings' }
  | { readonly name: 'privacy' }
  | { readonly name: 'unknown' }

/** Pages of Study, in the order they are listed; the first is shown unless another is asked for. */
export const STUDY_TABS = ['decks', 'paths', 'progress', 'cards'] as const
export type StudyTab = (typeof STUDY_TABS)[number]

export const GRAPH_READINGS = ['lineage', 'ego', 'map', 'timeline', 'table'] as const
export type GraphReading = (typeof GRAPH_READINGS)[number]

/** Reads a hash such as `#/article/gpt-3/how-it-works`; anything that is no route is `unknown`. Never throws. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?')
  const params = new URLSearchParams(search)
  const [name, id, place] = path.split('/').filter(Boolean).map(decode)
  switch (name) {
    case undefined:
      return { name: 'home' }
    case 'article':
      return id ? { name: 'article', id, place: place ?? null, lang: langOf(params) } : { name: 'unknown' }
    case 'thread':
      return id ? { name: 'thread', id, place: place ?? null } : { name: 'unknown' }
    case 'search':
      return { name: 'search', query: params.get('q') ?? '' }
    case 'graph': {
      const focus = params.get('focus')
      const view = GRAPH_READINGS.find((reading) => reading === params.get('view'))
      for (const own of ['focus', 'view']) params.delete(own)
      return { name: 'graph', focus, view: view ?? (focus ? 'ego' : 'lineage'), look: params.toString() }
    }
    case 'notes':
      return { name: 'notes' }
    case 'backups':
      return { name: 'backups' }
    case 'editions':
      return { name: 'editions' }
    case 'study':
      return {
        name: 'study',
        deck: params.get('deck'),
        tab: STUDY_TABS.find((tab) => tab === params.get('tab')) ?? 'decks',
        target: params.get('target'),
      }
    case 'settings':
      return { name: 'settings' }
    case 'privacy':
      return { name: 'privacy' }
    default:
      return { name: 'unknown' }
  }
}

function langOf(params: URLSearchParams): Lang | null {
  return LANGS.find((lang) => lang === params.get('in')) ?? null
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part // a stray % in a typed address: shown as it is, found nowhere
  }
}

/** The address of an article, or of a section or block in it, in a certain language or in the reader's usual one. */
export function articleHref(id: string, place?: string | null, lang?: Lang): string {
  return `#/article/${id}${place ? `/${encodeURIComponent(place)}` : ''}${lang ? `?in=${lang}` : ''}`
}

/** The way from a page to an article: one that was opened in a certain language leads on in that language. */
export function sameLanguage(href: string, from: string): string {
  const [here, next] = [parseRoute(from), parseRoute(href)]
  if (here.name !== 'article' || here.lang === null || next.name !== 'article' || next.lang !== null) return href
  return articleHref(next.id, next.place, here.lang)
}

/** The address of a reading of the graph, around an entity if one is given. */
export function graphHref(view: GraphReading, focus: string | null, look = ''): string {
  return `#/graph?view=${view}${focus === null ? '' : `&focus=${encodeURIComponent(focus)}`}${look ? `&${look}` : ''}`
}

/** The address of the decks, or of a session over one. */
export function studyHref(deck?: string): string {
  return deck === undefined ? '#/study' : `#/study?deck=${encodeURIComponent(deck)}`
}

/** The address of a page of Study. */
export function studyTabHref(tab: StudyTab): string {
  return tab === 'decks' ? studyHref() : `#/study?tab=${tab}`
}

/** The address of a card among the reader's own. */
export function ownCardHref(id: string): string {
  return `#/study?tab=cards&target=${id}`
}

/** The address of a thread, or of a stop of it by the stop's entity. */
export function threadHref(id: string, place?: string | null): string {
  return `#/thread/${id}${place ? `/${encodeURIComponent(place)}` : ''}`
}

/** The address of what to read before an entry. */
export function pathHref(target: string): string {
  return `#/study?tab=paths&target=${target}`
}

/** The address of a search. */
export function searchHref(query: string): string {
  return query ? `#/search?q=${encodeURIComponent(query)}` : '#/search'
}
