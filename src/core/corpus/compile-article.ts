/** Puts an article together: its record, its rendered text, and what the rest of the corpus says about it. */
import type {
  ArticleReference,
  Backlink,
  CompiledArticle,
  EntityRecord,
  InfoRelation,
  Lang,
  SourceKey,
} from './model.ts'
import { lengthOf } from './prose-checks.ts'
import { formatReference, referenceUrl } from './references.ts'
import type { RenderedArticle } from './render-article.ts'
import type { Reference } from './schema.ts'

/** Reading speeds: Han characters and English words a minute. */
const PER_MINUTE: Readonly<Record<Lang, number>> = { zh: 400, en: 220 }

export interface ArticleInput {
  readonly record: EntityRecord
  readonly lang: Lang
  /** `null` where the entity has no article: it is shown by its record. */
  readonly text: RenderedArticle | null
  readonly relations: readonly InfoRelation[]
  readonly backlinks: readonly Backlink[]
  readonly references: ReadonlyMap<string, Reference>
  readonly sha256: (text: string) => string
}

export function compileArticle(input: ArticleInput): CompiledArticle {
  const { record, lang, text } = input
  const sections = text?.sections ?? []
  return {
    id: record.id,
    kind: record.kind,
    lang,
    title: record.name[lang],
    otherTitle: record.name.zh === record.name.en ? null : record.name[lang === 'zh' ? 'en' : 'zh'],
    aliases: record.aliases,
    summary: record.summary[lang],
    level: record.level,
    confidence: record.confidence,
    checked: record.checked,
    minutes: text ? Math.max(1, Math.round(lengthOf(text.prose, lang) / PER_MINUTE[lang])) : 0,
    dates: record.dates,
    facts: record.facts,
    relations: input.relations,
    sections,
    footnotes: text?.footnotes ?? [],
    references: referencesOf(input),
    links: [...new Set(text?.mentions.map((mention) => mention.to))].filter((id) => id !== record.id),
    backlinks: input.backlinks,
    textHash: input.sha256(sections.flatMap((section) => section.blocks.map((block) => block.text)).join('\n')),
  }
}

/** Cited ones by their numbers, then those that only the record rests on. */
function referencesOf({ record, lang, text, references }: ArticleInput): ArticleReference[] {
  const cited = new Map(text?.cited)
  const keys = new Set([...cited.keys(), ...sourcesOf(record).map(({ key }) => key)])
  return [...keys].flatMap((key, i) => {
    const reference = references.get(key)
    if (!reference) return []
    const html = formatReference(reference, lang)
    return [{ key, n: i + 1, html, url: referenceUrl(reference), citedIn: cited.get(key) ?? [] }]
  })
}

/** What a record rests on, with the place that names it; general knowledge left out. */
export function sourcesOf(record: EntityRecord): { readonly key: SourceKey; readonly at: readonly [string, number] }[] {
  const rows = (['dates', 'facts', 'relations', 'deviations'] as const).flatMap((list) =>
    (record[list] ?? []).flatMap((row, i) => {
      const disputed = 'disputed' in row ? (row.disputed ?? []) : []
      return [row, ...disputed].map(({ source }) => ({ key: source, at: [list, i] as const }))
    }),
  )
  return rows.filter(({ key }) => key !== 'known')
}
