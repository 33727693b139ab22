import { failure } from '../../contract/errors.ts'
import type {
  Bilingual,
  Catalog,
  CatalogEntry,
  CompiledArticle,
  CompiledGraph,
  Lang,
  Thread,
  TimelineEvent,
} from '../../core/corpus/model.ts'
import type { StudyCard } from '../../core/study/model.ts'

/** Articles kept in memory: enough to go back and forth without a fetch. */
const KEPT_ARTICLES = 24

async function fetchJson<T>(path: string): Promise<T> {
  const response = await fetch(`/corpus/${path}`).catch((error: unknown) => {
    throw failure('disconnected', 'text-unreachable', `${path}: ${String(error)}`, { file: path }, { cause: error })
  })
  if (!response.ok) {
    const why = response.status
    throw failure('not-ready', 'text-damaged', `${path}: ${String(why)}`, { file: path, why })
  }
  return (await response.json()) as T
}

/** The compiled corpus as the page sees it: the catalog at once, everything else when it is asked for. */
class CorpusState {
  catalog = $state.raw<Catalog>({ entities: [], redirects: {} })
  threads = $state.raw<readonly Thread[]>([])
  #byId = $derived(new Map(this.catalog.entities.map((entry) => [entry.id, entry])))
  #articles = new Map<string, Promise<CompiledArticle>>()
  #graph: Promise<CompiledGraph> | null = null
  #sources: Promise<Readonly<Record<string, Bilingual>>> | null = null
  #timeline: Promise<readonly TimelineEvent[]> | null = null

  /** Fetches catalog and threads; the page shows its frame meanwhile. */
  async load(): Promise<void> {
    const [catalog, threads] = await Promise.all([
      fetchJson<Catalog>('catalog.json'),
      fetchJson<readonly Thread[]>('threads.json'),
    ])
    this.catalog = catalog
    this.threads = threads
  }

  /** The catalog's row of an id, following redirects; `undefined` when there is none. */
  entry(id: string): CatalogEntry | undefined {
    return this.#byId.get(id) ?? this.#byId.get(this.catalog.redirects[id] ?? '')
  }

  /** An entity's name, or the id itself where there is no such entity. */
  name(id: string, lang: Lang): string {
    return this.entry(id)?.name[lang] ?? id
  }

  /** Rejects when there is no such article or the host does not answer. */
  article(id: string, lang: Lang): Promise<CompiledArticle> {
    const key = `${id}.${lang}`
    const known = this.#articles.get(key)
    if (known) {
      this.#articles.delete(key)
      this.#articles.set(key, known)
      return known
    }
    const loading = fetchJson<CompiledArticle>(`articles/${key}.json`)
    this.#articles.set(key, loading)
    loading.catch(() => this.#articles.delete(key))
    const oldest = this.#articles.keys().next().value
    if (this.#articles.size > KEPT_ARTICLES && oldest !== undefined) this.#articles.delete(oldest)
    return loading
  }

  /** The review cards made from the records. */
  cards(): Promise<readonly StudyCard[]> {
    return fetchJson<readonly StudyCard[]>('cards.json')
  }

  /** All nodes and edges, fetched once. */
  graph(): Promise<CompiledGraph> {
    this.#graph ??= fetchJson<CompiledGraph>('graph.json').catch((error: unknown) => {
      this.#graph = null
      throw error
    })
    return this.#graph
  }

  /** References in one line each, by key; fetched once. */
  sources(): Promise<Readonly<Record<string, Bilingual>>> {
    this.#sources ??= fetchJson<Readonly<Record<string, Bilingual>>>('sources.json').catch((error: unknown) => {
      this.#sources = null
      throw error
    })
    return this.#sources
  }

  /** All dates of all records, in order of time; fetched once. */
  timeline(): Promise<readonly TimelineEvent[]> {
    this.#timeline ??= fetchJson<readonly TimelineEvent[]>('timeline.json').catch((error: unknown) => {
      this.#timeline = null
      throw error
    })
    return this.#timeline
  }
}

export const corpus = new CorpusState()
