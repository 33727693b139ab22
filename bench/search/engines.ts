/** Mailuo's search as the benchmarks ask it: the same code as in the app, without its worker. */
import { indexBytes } from '../../src/host/search/pack-reader.ts'
import {
  answerSearch,
  buildSearchIndex,
  createOwnIndex,
  openSearch,
  type SearchAnswer,
} from '../../src/core/search/index.ts'
import type { BenchCorpus } from './corpus.ts'

/** Asks for up to twenty hits, in the language of the query. */
export type Ask = (query: string) => SearchAnswer

/** Opens the index of a corpus. @throws When it can't be opened. */
export function openMailuo(corpus: BenchCorpus, index = buildSearchIndex(corpus)): Ask {
  const opened = openSearch(indexBytes(index), corpus)
  if (!opened.ok) throw new Error(opened.message)
  const notes = createOwnIndex()
  return (text) =>
    answerSearch(
      opened.engine,
      notes,
      { text, lang: /\p{Script=Han}/u.test(text) ? 'zh' : 'en', scope: 'all', limit: 20 },
      () => performance.now(),
    )
}
