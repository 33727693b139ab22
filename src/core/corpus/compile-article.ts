/** Compiles one article in one language. */
import { entityFolder, type CorpusSource, type SourceFiles } from './source.ts'
import type {
  ArticleReference,
  ArticleSection,
  CompiledArticle,
  CorpusProblem,
  EntityRecord,
  InfoRelation,
  Lang,
} from './model.ts'
import type { Report } from './markdown.ts'
import { checkLength, checkProse, checkSize, lengthOf } from './prose-checks.ts'
import { renderBlock, renderNodes, type Links } from './render.ts'
import { formatReference, referenceUrl } from './references.ts'

/** Reading speeds: Han characters and English words a minute. */
const PER_MINUTE: Readonly<Record<Lang, number>> = { zh: 400, en: 220 }

/** An article without what only the whole corpus can tell (backlinks). */
export type ArticleDraft = Omit<CompiledArticle, 'backlinks'> & {
  /** Entities linked from each section, for the backlinks of those. */
  readonly mentions: readonly { readonly to: string; readonly section: string; readonly excerpt: string }[]
}

export interface ArticleInput {
  readonly record: EntityRecord
  readonly lang: Lang
  readonly source: CorpusSource
  readonly files: SourceFiles
  readonly relations: readonly InfoRelation[]
  readonly sha256: (text: string) => string
  readonly problems: CorpusProblem[]
}

/** Compiles an article; an entity without text gets its record and references only. */
export async function compileArticle(input: ArticleInput): Promise<ArticleDraft> {
  const { record, lang, source, sha256 } = input
  const path = `${entityFolder(record)}/${lang}.md`
  const report: Report = (line, message) => void input.problems.push({ path, line, message })
  const text = source.articles.get(record.id)?.[lang]
  const cited = new Map<string, string[]>()
  const footnoteNumbers = new Map<string, number>()
  const mentions: { to: string; section: string; excerpt: string }[] = []
  let at = { section: '', block: '', links: new Set<string>() }

  const links: Links = {
    lang,
    report,
    entity(target, line) {
      const id = source.records.has(target.id) ? target.id : source.redirects[target.id]
      const found = id === undefined ? undefined : source.records.get(id)?.value
      if (!found) {
        report(line, `[[${target.id}]]: there is no such entity`)
        return null
      }
      const sections = source.articles.get(found.id)?.[lang]?.sections
      if (target.section !== null && sections && !sections.some((section) => section.id === target.section)) {
        report(line, `[[${target.id}#${target.section}]]: ${target.id} has no such section`)
      }
      at.links.add(found.id)
      const place = target.section === null ? '' : `/${target.section}`
      return { href: `#/article/${found.id}${place}`, id: found.id, kind: found.kind, name: found.name[lang] }
    },
    citation(target, line) {
      if (!source.references.has(target.key)) {
        report(line, `[@${target.key}]: there is no such reference`)
        return null
      }
      const blocks = cited.get(target.key) ?? []
      cited.set(target.key, blocks)
      if (at.block && blocks.at(-1) !== at.block) blocks.push(at.block)
      return [...cited.keys()].indexOf(target.key) + 1
    },
    footnote(id) {
      const n = footnoteNumbers.get(id) ?? footnoteNumbers.size + 1
      footnoteNumbers.set(id, n)
      return n
    },
    figure(name, line) {
      const file = input.files.has(`${entityFolder(record)}/${name}`) ? name : null
      if (file === null) report(line, `the figure ${name} is not beside the article`)
      return file === null ? null : `/corpus/assets/${record.id}/${file}`
    },
  }

  const sections: ArticleSection[] = []
  const linked = new Set<string>()
  for (const section of text?.sections ?? []) {
    const blocks = []
    for (const [i, block] of section.blocks.entries()) {
      const id = `${section.id}.${String(i + 1)}`
      at = { section: section.id, block: id, links: new Set() }
      const rendered = await renderBlock(block, links)
      if (block.type !== 'code') checkProse(rendered.text, lang, block.line, report)
      for (const to of at.links) {
        linked.add(to)
        mentions.push({ to, section: id, excerpt: firstSentence(rendered.text) })
      }
      blocks.push({ id, type: block.type, html: rendered.html, text: rendered.text })
    }
    if (section.depth > 1 && blocks.length === 0) report(section.line, `the section ${section.id} is empty`)
    sections.push({ id: section.id, title: section.title, depth: section.depth, blocks })
  }
  const footnotes = []
  for (const note of text?.footnotes ?? []) {
    at = { section: '', block: '', links: new Set() }
    const { html } = await renderNodes(note.children, links)
    footnotes.push({ id: note.id, n: links.footnote(note.id), html })
  }
  footnotes.sort((a, b) => a.n - b.n)
  if (text) {
    checkLength(record, lang, sections, cited.size, report)
    checkSize(record, lang, sections[0]?.blocks.map((block) => block.text).join('\n') ?? '', report)
  }
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
    minutes: text ? Math.max(1, Math.round(lengthOf(sections, lang) / PER_MINUTE[lang])) : 0,
    dates: record.dates,
    facts: record.facts,
    relations: input.relations,
    sections,
    footnotes,
    references: referencesOf(record, cited, source, lang),
    links: [...linked],
    textHash: sha256(sections.flatMap((section) => section.blocks.map((block) => block.text)).join('\n')),
    mentions,
  }
}

/** Cited ones by their numbers, then those that only the record rests on. */
function referencesOf(
  record: EntityRecord,
  cited: ReadonlyMap<string, readonly string[]>,
  source: CorpusSource,
  lang: Lang,
): ArticleReference[] {
  const keys = [...record.dates, ...record.facts, ...record.relations].map((row) => row.source)
  const all = new Set([...cited.keys(), ...keys.filter((key) => key !== 'known')])
  return [...all].flatMap((key, i) => {
    const reference = source.references.get(key)
    if (!reference) return []
    return [
      {
        key,
        n: i + 1,
        html: formatReference(reference, lang),
        url: referenceUrl(reference),
        citedIn: cited.get(key) ?? [],
      },
    ]
  })
}

/** Room for one sentence in the list of mentions. Unit: UTF-16 units. */
const EXCERPT = 160

function firstSentence(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  return flat.length <= EXCERPT ? flat : `${flat.slice(0, EXCERPT)}…`
}
