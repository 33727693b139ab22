/** Other engines over the same articles, as they come: one document per article and language. */
import { DatabaseSync } from 'node:sqlite'
import MiniSearch from 'minisearch'
import { canonical, tokenise } from '../../src/core/text/index.ts'
import { blockTexts, type BenchCorpus } from './corpus.ts'
import { openInstalled, type Document } from './peers/engines.ts'

export interface Peer {
  readonly name: string
  /** Entities, best first. */
  readonly ask: (query: string) => readonly string[] | Promise<readonly string[]>
}

/** Engines with everything indexed. */
export async function openPeers(corpus: BenchCorpus): Promise<Peer[]> {
  const byId = new Map(corpus.catalog.entities.map((entry) => [entry.id, entry]))
  const documents = corpus.articles.map((article, id): Document => {
    const entry = byId.get(article.id)
    const title = [entry?.name[article.lang] ?? '', ...(entry?.aliases ?? [])].join('\n')
    return { id, entity: article.id, title, body: blockTexts(article).join('\n') }
  })
  const entityOf = (id: number) => documents[id]?.entity ?? ''
  const distinct = (ids: readonly number[]) => [...new Set(ids.map(entityOf))]

  const mini = new MiniSearch<Document>({ fields: ['title', 'body'] })
  mini.addAll(documents)
  const installed = await openInstalled(documents)

  return [
    {
      name: 'MiniSearch as it comes',
      ask: (query) =>
        distinct(mini.search(query, { prefix: true, fuzzy: 0.2, boost: { title: 4 } }).map((hit) => Number(hit.id))),
    },
    { name: 'FTS5 unicode61', ask: openFts(documents, (text) => text, distinct) },
    {
      name: 'FTS5 over our terms',
      ask: openFts(documents, (text) => tokenise(canonical(text)).map(letters).join(' '), distinct),
    },
    ...installed.map(({ name, find }) => ({ name, ask: async (query: string) => distinct(await find(query)) })),
  ]
}

/** FTS5 sees letters only. */
function letters(term: string): string {
  return term.replace('~~~', 'zzz').replace(/[^\p{L}\p{N}]/gu, '_')
}

function openFts(
  documents: readonly Document[],
  spell: (text: string) => string,
  distinct: (ids: readonly number[]) => string[],
): (query: string) => string[] {
  const db = new DatabaseSync(':memory:')
  db.exec(`CREATE VIRTUAL TABLE docs USING fts5(title, body, tokenize = "unicode61 tokenchars '_'")`)
  const add = db.prepare('INSERT INTO docs(rowid, title, body) VALUES (?, ?, ?)')
  db.exec('BEGIN')
  for (const { id, title, body } of documents) add.run(id + 1, spell(title), spell(body))
  db.exec('COMMIT')
  const find = db.prepare('SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY bm25(docs, 4, 1) LIMIT 40')
  return (query) => {
    const words = spell(query).match(/[\p{L}\p{N}_]+/gu) ?? []
    if (words.length === 0) return []
    const quoted = words.map((word) => `"${word}"`)
    // All of the words; without a document that has them, any.
    for (const joint of [' AND ', ' OR ']) {
      const rows = find.all(quoted.join(joint))
      if (rows.length > 0) return distinct(rows.map((row) => Number(row['rowid']) - 1))
    }
    return []
  }
}
