/** Reads everything authors wrote into one value; what cannot be read is reported and left out. */
import type { CorpusProblem, EntityRecord, GlossaryTerm, Lang } from './model.ts'
import { LANGS } from './model.ts'
import { parseArticle, type SourceArticle } from './markdown.ts'
import { ENTITY, GLOSSARY, PACK, REDIRECTS, REFERENCES, THREAD, type Reference } from './schema.ts'
import { readYaml, type Located } from './yaml-file.ts'

/** Text of the files of a corpus, by path below its folder, e.g. `entities/model/gpt-3/zh.md`. */
export type SourceFiles = ReadonlyMap<string, string>

export interface CorpusSource {
  readonly records: ReadonlyMap<string, Located<EntityRecord>>
  /** By id, then language. */
  readonly articles: ReadonlyMap<string, Readonly<Partial<Record<Lang, SourceArticle>>>>
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

/** Reads a corpus; problems of form are pushed to `problems`. */
export function readSource(files: SourceFiles, problems: CorpusProblem[]): CorpusSource {
  const records = new Map<string, Located<EntityRecord>>()
  const references = new Map<string, Reference>()
  const threads: Located<ThreadFile>[] = []
  const arxiv = new Map<string, string>()
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (path.endsWith('/entity.yaml')) {
      const record = readYaml(path, text, ENTITY, problems)
      if (record) addRecord(records, record as Located<EntityRecord>, problems)
    } else if (/^references\/[^/]+\.yaml$/.test(path)) {
      const list = readYaml(path, text, REFERENCES, problems)
      for (const [key, reference] of Object.entries(list?.value ?? {})) {
        const at = { path, line: list?.line(key) ?? 1 }
        if (references.has(key)) problems.push({ ...at, message: `the reference ${key} is written twice` })
        const twin = reference.arxiv === undefined ? undefined : arxiv.get(reference.arxiv)
        if (twin !== undefined)
          problems.push({ ...at, message: `arXiv ${reference.arxiv ?? ''} is also the reference ${twin}` })
        if (reference.arxiv !== undefined) arxiv.set(reference.arxiv, key)
        checkArxivMonth(reference, at, problems)
        references.set(key, reference)
      }
    } else if (/^threads\/[^/]+\.yaml$/.test(path)) {
      const thread = readYaml(path, text, THREAD, problems)
      if (thread) threads.push(thread)
    }
  }
  const optional = <T>(path: string, read: (text: string) => T | null): T | null => {
    const text = files.get(path)
    return text === undefined ? null : read(text)
  }
  const glossary = optional('glossary.yaml', (text) => readYaml('glossary.yaml', text, GLOSSARY, problems))
  const pack = optional('pack.yaml', (text) => readYaml('pack.yaml', text, PACK, problems))
  if (!files.has('pack.yaml')) problems.push({ path: 'pack.yaml', line: 0, message: 'is missing' })
  const redirects =
    optional('redirects.yaml', (text) => readYaml('redirects.yaml', text, REDIRECTS, problems))?.value ?? {}
  return {
    records,
    articles: readArticles(files, records, problems),
    references,
    threads,
    glossary: glossary as Located<readonly GlossaryTerm[]> | null,
    pack,
    redirects,
  }
}

function addRecord(
  records: Map<string, Located<EntityRecord>>,
  record: Located<EntityRecord>,
  problems: CorpusProblem[],
): void {
  const { path, value, line } = record
  const expected = `${entityFolder(value)}/entity.yaml`
  if (path !== expected)
    problems.push({ path, line: line('id'), message: `a ${value.kind} with id ${value.id} belongs in ${expected}` })
  if (records.has(value.id)) problems.push({ path, line: line('id'), message: `the id ${value.id} is used twice` })
  records.set(value.id, record)
}

/** An arXiv number begins with the year and month it was announced in: the month of submission, or the next. */
function checkArxivMonth(reference: Reference, at: { path: string; line: number }, problems: CorpusProblem[]): void {
  const [, year, month] = /^(\d\d)(\d\d)\./.exec(reference.arxiv ?? '') ?? []
  const { issued } = reference
  if (year === undefined || month === undefined || issued === undefined || reference.type !== 'article') return
  const announced = Number(`20${year}`) * 12 + Number(month)
  const said = Number(issued.slice(0, 4)) * 12
  const fits =
    issued.length === 4
      ? said < announced + 1 && announced - 1 <= said + 12
      : [0, 1].includes(announced - said - Number(issued.slice(5, 7)))
  if (!fits) {
    problems.push({ ...at, message: `arXiv ${reference.arxiv ?? ''} is of 20${year}-${month}, issued says ${issued}` })
  }
}

function readArticles(
  files: SourceFiles,
  records: ReadonlyMap<string, Located<EntityRecord>>,
  problems: CorpusProblem[],
): Map<string, Partial<Record<Lang, SourceArticle>>> {
  const articles = new Map<string, Partial<Record<Lang, SourceArticle>>>()
  for (const { value: record } of records.values()) {
    const texts: Partial<Record<Lang, SourceArticle>> = {}
    for (const lang of LANGS) {
      const path = `${entityFolder(record)}/${lang}.md`
      const text = files.get(path)
      if (text !== undefined)
        texts[lang] = parseArticle(text, (line, message) => problems.push({ path, line, message }))
    }
    if (texts.zh || texts.en) articles.set(record.id, texts)
    if (texts.zh ? !texts.en : texts.en) {
      problems.push({
        path: `${entityFolder(record)}/${texts.zh ? 'en' : 'zh'}.md`,
        line: 0,
        message: 'is missing, and the other language is there',
      })
    }
  }
  return articles
}
