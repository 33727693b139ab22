/** Reads everything authors wrote into one value; what cannot be read is reported and left out. */
import {
  KINDS,
  LANGS,
  type CorpusProblem,
  type EntityRecord,
  type GlossaryTerm,
  type Kind,
  type Lang,
} from './model.ts'
import { sectionIds } from './markdown.ts'
import { ENTITY, GLOSSARY, PACK, REDIRECTS, REFERENCES, THREAD, type Reference } from './schema.ts'
import { checkSvg } from './svg-checks.ts'
import { readYaml, type Located } from './yaml-file.ts'

/** Text of the files of a corpus, by path below its folder, e.g. `entities/model/gpt-3/zh.md`. */
export type SourceFiles = ReadonlyMap<string, string>

/** The text of an article as written, and the ids that others may link to. */
export interface ArticleText {
  readonly path: string
  readonly text: string
  readonly sections: readonly string[]
}

export interface CorpusSource {
  readonly records: ReadonlyMap<string, Located<EntityRecord>>
  /** Kinds of the entities whose record could not be read, by id: they are there, so links to them are no fault. */
  readonly unreadable: ReadonlyMap<string, Kind>
  /** By id, then language. */
  readonly articles: ReadonlyMap<string, Readonly<Partial<Record<Lang, ArticleText>>>>
  readonly references: ReadonlyMap<string, Reference>
  readonly threads: readonly Located<ThreadFile>[]
  readonly glossary: Located<readonly GlossaryTerm[]> | null
  readonly pack: Located<PackFile> | null
  readonly redirects: Readonly<Record<string, string>>
}

type ThreadFile = NonNullable<ReturnType<typeof readYaml<typeof THREAD>>>['value']
type PackFile = NonNullable<ReturnType<typeof readYaml<typeof PACK>>>['value']

/** Folder of an entity's files. */
export function entityFolder(record: Pick<EntityRecord, 'id' | 'kind'>): string {
  return `entities/${record.kind}/${record.id}`
}

/** An entity as links show it. */
export interface LinkedEntity {
  readonly id: string
  readonly kind: Kind
  /** As at the beginning of a sentence: its title, or the abbreviation that is its id. */
  readonly name: string
  /** Its name within a sentence: `reward model` for what is titled Reward model. */
  readonly nameWithin: string
}

/** What a link shows of an entity, found by its present or a former id; `null` when there is none. */
export function findEntity(source: CorpusSource, written: string, lang: Lang): LinkedEntity | null {
  const { records, redirects, unreadable } = source
  const id = records.has(written) ? written : (redirects[written] ?? written)
  const record = records.get(id)?.value
  const kind = record?.kind ?? unreadable.get(id)
  if (!kind) return null
  const title = record?.name[lang] ?? id
  const term = lang === 'en' ? englishTerms(source).get(title.toLowerCase()) : undefined
  // Who writes [[lstm]] reads LSTM: "an LSTM", not "an Long short-term memory".
  const name = term?.abbreviations.find((each) => each.toLowerCase() === id) ?? title
  return { id, kind, name, nameWithin: name === title ? (term?.text ?? title) : name }
}

interface EnglishTerm {
  /** As within a sentence; proper names keep their capitals. */
  readonly text: string
  readonly abbreviations: readonly string[]
}

const termsOf = new WeakMap<CorpusSource, ReadonlyMap<string, EnglishTerm>>()

/** English terms as the glossary writes them, by their lower-case form. */
function englishTerms(source: CorpusSource): ReadonlyMap<string, EnglishTerm> {
  const known = termsOf.get(source)
  if (known) return known
  const glossary = source.glossary?.value ?? []
  const terms = new Map(
    glossary.flatMap((term) =>
      [...(term.also?.en ?? []), term.en].map(
        (text) => [text.toLowerCase(), { text, abbreviations: term.abbr ?? [] }] as const,
      ),
    ),
  )
  termsOf.set(source, terms)
  return terms
}

/** Whether there is an entity with this present id, even if its record could not be read. */
export function isEntity({ records, unreadable }: Pick<CorpusSource, 'records' | 'unreadable'>, id: string): boolean {
  return records.has(id) || unreadable.has(id)
}

/** Reads a corpus; problems of form are pushed to `problems`. */
export function readSource(files: SourceFiles, problems: CorpusProblem[]): CorpusSource {
  const records = new Map<string, Located<EntityRecord>>()
  const unreadable = new Map<string, Kind>()
  const references = new References(problems)
  const threads: Located<ThreadFile>[] = []
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (/^entities\/.*\/entity\.yaml$/.test(path)) {
      const record = readYaml(path, text, ENTITY, problems)
      if (record) addRecord(records, record as Located<EntityRecord>, problems)
      const [, folder, id = ''] = path.split('/')
      const kind = KINDS.find((each) => each === folder)
      if (!record && kind) unreadable.set(id, kind)
    } else if (/^references\/[^/]+\.yaml$/.test(path)) {
      references.read(path, text)
    } else if (/^threads\/[^/]+\.yaml$/.test(path)) {
      const thread = readYaml(path, text, THREAD, problems)
      if (thread) threads.push(thread)
    } else if (/^entities\/[^/]+\/[^/]+\/[\w.-]+\.svg$/.test(path)) {
      checkSvg(text, (line, message) => problems.push({ path, line, message }))
    } else if (!OTHERS.has(path) && !TEXT.test(path)) {
      problems.push({ path, line: 0, message: 'has no place in a corpus: docs/corpus.md, section 1, lists what has' })
    }
  }
  const optional = <T>(path: string, read: (text: string) => T): T | null => {
    const text = files.get(path)
    return text === undefined ? null : read(text)
  }
  const glossary = optional('glossary.yaml', (text) => readYaml('glossary.yaml', text, GLOSSARY, problems))
  const pack = optional('pack.yaml', (text) => readYaml('pack.yaml', text, PACK, problems))
  if (!files.has('pack.yaml')) problems.push({ path: 'pack.yaml', line: 0, message: 'is missing' })
  const redirects = optional('redirects.yaml', (text) => readYaml('redirects.yaml', text, REDIRECTS, problems))
  checkRedirects(redirects, (id) => isEntity({ records, unreadable }, id), problems)
  return {
    records,
    unreadable,
    articles: readArticles(files, records, problems),
    references: references.byKey,
    threads,
    glossary: glossary as Located<readonly GlossaryTerm[]> | null,
    pack,
    redirects: redirects?.value ?? {},
  }
}

const OTHERS: ReadonlySet<string> = new Set(['pack.yaml', 'glossary.yaml', 'redirects.yaml'])
const TEXT = new RegExp(`^entities/[^/]+/[^/]+/(${LANGS.join('|')})\\.md$`)

function addRecord(
  records: Map<string, Located<EntityRecord>>,
  record: Located<EntityRecord>,
  problems: CorpusProblem[],
): void {
  const { path, value, line } = record
  const report = (message: string) => problems.push({ path, line: line('id'), message })
  const expected = `${entityFolder(value)}/entity.yaml`
  if (path !== expected) report(`a ${value.kind} with id ${value.id} belongs in ${expected}`)
  const other = records.get(value.id)
  if (other) report(`the id ${value.id} is also that of ${other.path}`)
  else records.set(value.id, record)
}

function checkRedirects(
  redirects: Located<Readonly<Record<string, string>>> | null,
  isThere: (id: string) => boolean,
  problems: CorpusProblem[],
): void {
  for (const [from, to] of Object.entries(redirects?.value ?? {})) {
    const at = { path: 'redirects.yaml', line: redirects?.line(from) ?? 1 }
    if (isThere(from)) problems.push({ ...at, message: `${from} is still an entity, so it cannot lead elsewhere` })
    if (!isThere(to)) problems.push({ ...at, message: `there is no entity ${to}` })
  }
}

/** The references of all files together: a key or an arXiv number stands once. */
class References {
  readonly byKey = new Map<string, Reference>()
  readonly #places = new Map<string, string>()
  readonly #byArxiv = new Map<string, string>()
  readonly #problems: CorpusProblem[]

  constructor(problems: CorpusProblem[]) {
    this.#problems = problems
  }

  read(path: string, text: string): void {
    const list = readYaml(path, text, REFERENCES, this.#problems)
    for (const [key, reference] of Object.entries(list?.value ?? {})) {
      const line = list?.line(key) ?? 1
      const report = (message: string) => this.#problems.push({ path, line, message })
      const place = this.#places.get(key)
      if (place !== undefined) report(`the reference ${key} is already in ${place}`)
      this.#places.set(key, `${path}:${line}`)
      this.byKey.set(key, reference)
      const { arxiv } = reference
      if (arxiv === undefined) continue
      const twin = this.#byArxiv.get(arxiv)
      if (twin !== undefined && twin !== key) report(`arXiv ${arxiv} is also the reference ${twin}: keep one key`)
      this.#byArxiv.set(arxiv, key)
      checkMonth(arxiv, reference.issued, report)
    }
  }
}

/** An arXiv number begins with the year and month it was announced in: the month of submission, or the next. */
function checkMonth(arxiv: string, issued: string | undefined, report: (message: string) => void): void {
  const [, year, month] = /^(\d\d)(\d\d)\./.exec(arxiv) ?? []
  if (year === undefined || month === undefined || issued === undefined) return
  const announced = 12 * Number(`20${year}`) + Number(month)
  const fits = [announced, announced - 1].some((each) => monthOf(each).startsWith(issued.slice(0, 7)))
  if (!fits) report(`arXiv ${arxiv} is of ${monthOf(announced)}, but issued says ${issued}`)
}

/** @param count Months since the year 0, January being 1. */
function monthOf(count: number): string {
  const month = ((count - 1) % 12) + 1
  return `${(count - month) / 12}-${String(month).padStart(2, '0')}`
}

function readArticles(
  files: SourceFiles,
  records: ReadonlyMap<string, Located<EntityRecord>>,
  problems: CorpusProblem[],
): Map<string, Partial<Record<Lang, ArticleText>>> {
  const articles = new Map<string, Partial<Record<Lang, ArticleText>>>()
  const folders = new Set<string>()
  for (const { value: record } of records.values()) {
    const folder = entityFolder(record)
    folders.add(folder)
    const texts: Partial<Record<Lang, ArticleText>> = {}
    for (const lang of LANGS) {
      const path = `${folder}/${lang}.md`
      const text = files.get(path)
      if (text !== undefined) texts[lang] = { path, text, sections: sectionIds(text) }
    }
    const present = LANGS.filter((lang) => texts[lang])
    if (present.length > 0) articles.set(record.id, texts)
    for (const lang of present.length === 0 ? [] : LANGS.filter((each) => !texts[each])) {
      const message = `is missing; ${present.join(', ')}.md is there, and an article needs both languages`
      problems.push({ path: `${folder}/${lang}.md`, line: 0, message })
    }
  }
  for (const path of files.keys()) {
    const folder = path.slice(0, path.lastIndexOf('/'))
    if (!TEXT.test(path) || folders.has(folder) || files.has(`${folder}/entity.yaml`)) continue
    problems.push({ path, line: 0, message: `has no record: ${folder}/entity.yaml is missing` })
  }
  return articles
}
