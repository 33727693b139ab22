/** Data folders full of marks, made through the real store. */
import { createHash, randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  canonicalText,
  describeSelection,
  MARK_COLOURS,
  type Annotation,
  type TextSelector,
} from '../../src/core/annotation/index.ts'
import type { CompiledArticle, PackManifest } from '../../src/core/corpus/model.ts'
import { openNotesStore } from '../../src/host/storage/notes-store.ts'
import { seeded } from '../search/corpus.ts'

const ARTICLES = 'resources/corpus/articles'

/** Words of the long article, as in the measure of re-anchoring. */
const LONG_WORDS = 20_000

/**
 * A copy of the compiled corpus in which GPT-3 has a text of 20,000 English words, put together from the others'.
 * @returns That article.
 */
export function makeLongPack(folder: string): CompiledArticle {
  cpSync('resources/corpus', folder, { recursive: true })
  const name = 'articles/gpt-3.en.json'
  const article = JSON.parse(readFileSync(join(folder, name), 'utf8')) as CompiledArticle
  const sections: CompiledArticle['sections'][number][] = []
  let words = 0
  for (const other of readArticles().filter(({ lang }) => lang === 'en')) {
    if (words >= LONG_WORDS) break
    for (const section of other.sections) {
      const blocks = section.blocks.map((block) => ({ ...block, id: `${other.id}.${block.id}` }))
      sections.push({ ...section, id: `${other.id}-${section.id}`, title: section.title || other.title, blocks })
    }
    words += canonicalText(other.sections).split(/\s+/).length
  }
  const textHash = sha256(canonicalText(sections))
  const text = JSON.stringify({ ...article, sections, textHash })
  writeFileSync(join(folder, name), text)
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as PackManifest
  const files = { ...manifest.files, [name]: sha256(text) }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, files }))
  return { ...article, sections, textHash }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function readArticles(): CompiledArticle[] {
  return readdirSync(ARTICLES).map((name) => JSON.parse(readFileSync(join(ARTICLES, name), 'utf8')) as CompiledArticle)
}

/** Of a notebook one mark in so many is about words that no text has. */
const LOST_EVERY = 500

/** Stores `count` marks in a data folder: spread over the corpus, some of them lost, or all in one article. */
export function fillFolder(folder: string, count: number, only?: CompiledArticle): void {
  const random = seeded(count)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  const articles = only ? [only] : readArticles()
  const texts = new Map(articles.map((article) => [article, canonicalText(article.sections)]))
  const notes: Annotation[] = []
  for (let n = 0; n < count; n++) {
    const article = pick(articles)
    const text = texts.get(article) ?? ''
    const blocks = article.sections.flatMap((section) => section.blocks)
    const start = Math.floor(random() * (text.length - 60))
    const from = start + (/\S/.exec(text.slice(start))?.index ?? 0)
    const selector = describeSelection(
      { blocks, textHash: article.textHash },
      from,
      from + 4 + Math.floor(random() * 50),
    )
    const at = new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString()
    notes.push({
      id: randomUUID(),
      article: article.id,
      lang: article.lang,
      colour: pick(MARK_COLOURS),
      body: random() < 0.3 ? `Note ${n}: compare with [[bert]]; 与上文对照，第 ${n} 条。` : '',
      tags: random() < 0.2 ? [pick(['reread', 'scale', '数据', 'question'])] : [],
      target: { type: 'text', selector: only || n % LOST_EVERY > 0 ? selector : lost(n) },
      created: at,
      modified: at,
    })
  }
  mkdirSync(join(folder, 'notes'), { recursive: true })
  openNotesStore(folder, () => undefined).putAll(notes)
}

function lost(n: number): TextSelector {
  const exact = `Zanzibar’s lighthouse keeper counted ${n} bananas.`
  return { exact, prefix: '', suffix: '', start: 0, end: exact.length, block: '', textHash: '0'.repeat(64) }
}
