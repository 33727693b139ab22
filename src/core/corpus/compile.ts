/** The compiler: what authors wrote becomes the pack the app reads. Repeatable byte for byte. */
import { checkAlignment } from './alignment.ts'
import { compileArticle } from './compile-article.ts'
import { compileThreads } from './compile-threads.ts'
import {
  LANGS,
  type Backlink,
  type CompiledArticle,
  type CorpusProblem,
  type EntityRecord,
  type InfoRelation,
  type Lang,
} from './model.ts'
import { makePack } from './pack.ts'
import { checkLength, checkSize } from './prose-checks.ts'
import { checkGlossary, checkRecords } from './record-checks.ts'
import { renderArticle, stillHolds, type RenderedArticle, type Surroundings } from './render-article.ts'
import { entityFolder, findEntity, readSource, type CorpusSource, type SourceFiles } from './source.ts'

/** Keeps rendered articles between builds; texts by key, and whatever is lost or damaged is rendered anew. */
export interface RenderCache {
  get(key: string): string | undefined
  set(key: string, text: string): void
}

export interface CompileOptions {
  /** SHA-256 of a text as UTF-8, in hex. */
  readonly sha256: (text: string) => string
  /** Render the texts of these entities only, and make no pack; everything is still read. For authors in a hurry. */
  readonly only?: ReadonlySet<string>
  readonly cache?: RenderCache
}

export interface Compiled {
  /** By path and line. */
  readonly problems: readonly CorpusProblem[]
  /** Files of the pack by path; `null` when there are problems. */
  readonly pack: ReadonlyMap<string, string> | null
  readonly articles: readonly CompiledArticle[]
  readonly source: CorpusSource
}

/** Rendered texts by id and language. */
type Texts = ReadonlyMap<string, Partial<Record<Lang, RenderedArticle>>>

/** Compiles a corpus. Never throws for what authors wrote: every fault is a problem with its place. */
export async function compileCorpus(files: SourceFiles, options: CompileOptions): Promise<Compiled> {
  const { sha256, only } = options
  const problems: CorpusProblem[] = []
  const source = readSource(files, problems)
  problems.push(...checkRecords(source), ...checkGlossary(source))
  const texts = await renderTexts(files, source, options)
  problems.push(...checkTexts(source, texts))
  const threads = await compileThreads(source, problems)

  const relations = relationsOf(source)
  const backlinks = backlinksOf(texts)
  const articles = [...source.records.values()]
    .map(({ value }) => value)
    .filter(({ id }) => !only || only.has(id))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((record) =>
      LANGS.map((lang) =>
        compileArticle({
          record,
          lang,
          text: texts.get(record.id)?.[lang] ?? null,
          relations: relations.get(record.id) ?? [],
          backlinks: backlinks.get(`${record.id}.${lang}`) ?? [],
          references: source.references,
          sha256,
        }),
      ),
    )
  problems.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1))
  const isWhole = problems.length === 0 && !only
  const pack = isWhole && source.pack ? makePack({ source, files, articles, threads, sha256 }, source.pack.value) : null
  return { problems, pack, articles, source }
}

async function renderTexts(
  files: SourceFiles,
  source: CorpusSource,
  { sha256, only, cache }: CompileOptions,
): Promise<Texts> {
  const texts = new Map<string, Partial<Record<Lang, RenderedArticle>>>()
  for (const [id, written] of source.articles) {
    const record = source.records.get(id)?.value
    if (!record || (only && !only.has(id))) continue
    const rendered: Partial<Record<Lang, RenderedArticle>> = {}
    for (const lang of LANGS) {
      const text = written[lang]?.text
      if (text === undefined) continue
      const surroundings = surroundingsOf(record, lang, source, files)
      const key = sha256(JSON.stringify([id, lang, text]))
      const kept = readKept(cache?.get(key))
      if (kept && stillHolds(kept, surroundings)) {
        rendered[lang] = kept
        continue
      }
      const fresh = await renderArticle(text, lang, `/corpus/assets/${id}`, surroundings)
      rendered[lang] = fresh
      cache?.set(key, JSON.stringify(fresh))
    }
    texts.set(id, rendered)
  }
  return texts
}

function readKept(text: string | undefined): RenderedArticle | null {
  try {
    return text === undefined ? null : (JSON.parse(text) as RenderedArticle)
  } catch {
    return null // cut off while it was written
  }
}

function surroundingsOf(record: EntityRecord, lang: Lang, source: CorpusSource, files: SourceFiles): Surroundings {
  return {
    entity: (id) => findEntity(source, id, lang),
    section: (id, section) => source.articles.get(id)?.[lang]?.sections.includes(section) ?? true,
    reference: (key) => source.references.has(key),
    figure: (name) => files.has(`${entityFolder(record)}/${name}`),
  }
}

/** Everything that is wrong with the articles' texts. */
function checkTexts(source: CorpusSource, texts: Texts): CorpusProblem[] {
  const problems: CorpusProblem[] = []
  for (const [id, rendered] of texts) {
    const record = source.records.get(id)?.value
    if (!record) continue
    const reportIn = (lang: Lang) => (line: number, message: string) =>
      void problems.push({ path: `${entityFolder(record)}/${lang}.md`, line, message })
    for (const lang of LANGS) {
      const text = rendered[lang]
      if (!text) continue
      const report = reportIn(lang)
      for (const { line, message } of text.problems) report(line, message)
      const links = new Set(text.mentions.map((mention) => mention.to)).size
      checkLength(record, lang, { ...text, references: text.cited.length, links }, report)
      checkSize(
        record,
        lang,
        text.sections.find((section) => section.id === 'lead'),
        report,
      )
    }
    if (rendered.zh && rendered.en) checkAlignment(rendered.zh, rendered.en, reportIn('en'))
  }
  return problems
}

/** Every relation as seen from either end: first from the entity, then to it, by type and id. */
function relationsOf(source: CorpusSource): ReadonlyMap<string, readonly InfoRelation[]> {
  const all = new Map<string, InfoRelation[]>()
  const add = (id: string, relation: InfoRelation) => {
    const list = all.get(id)
    if (list) list.push(relation)
    else all.set(id, [relation])
  }
  for (const { value: record } of source.records.values()) {
    for (const { type, to, since = null, source: key } of record.relations) {
      add(record.id, { type, direction: 'out', id: to, since, source: key })
      add(to, { type, direction: 'in', id: record.id, since, source: key })
    }
  }
  const order = ({ direction, type, id }: InfoRelation) => `${direction === 'out' ? 0 : 1} ${type} ${id}`
  for (const list of all.values()) list.sort((a, b) => (order(a) < order(b) ? -1 : 1))
  return all
}

/** Who links to whom, by `<id>.<lang>`: the first mention of each article. */
function backlinksOf(texts: Texts): ReadonlyMap<string, readonly Backlink[]> {
  const all = new Map<string, Backlink[]>()
  for (const id of [...texts.keys()].sort()) {
    for (const lang of LANGS) {
      const seen = new Set([id])
      for (const { to, section, excerpt } of texts.get(id)?.[lang]?.mentions ?? []) {
        if (seen.has(to)) continue
        seen.add(to)
        const key = `${to}.${lang}`
        all.set(key, [...(all.get(key) ?? []), { id, section, excerpt }])
      }
    }
  }
  return all
}
