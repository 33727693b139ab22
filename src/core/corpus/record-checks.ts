/** Checks across records: unique names, known targets and sources, no cycles, children not older than parents. */
import { sourcesOf } from './compile-article.ts'
import { LANGS, type CorpusProblem, type EntityRecord, type RelationType } from './model.ts'
import { checkProse } from './prose-checks.ts'
import { isEntity, type CorpusSource } from './source.ts'
import type { Located } from './yaml-file.ts'

/** Relations along which nothing may come back to itself. */
const ACYCLIC: readonly RelationType[] = ['derived-from', 'successor-of', 'variant-of', 'part-of', 'prerequisite-of']
/** Relations whose `from` cannot be older than its `to`. */
const DATED: readonly RelationType[] = ['derived-from', 'successor-of']

/** Earliest public date of a record; not the end of something, nor what merely happened to it. */
export function firstDate(record: EntityRecord): string | null {
  const dates = record.dates
    .filter((date) => !['died', 'withdrawn', 'retired', 'updated', 'event'].includes(date.what))
    .map((date) => date.on)
  return dates.sort()[0] ?? null
}

/** @returns All problems of the records, each with its file and line. */
export function checkRecords(source: CorpusSource): CorpusProblem[] {
  const { records, references } = source
  const problems: CorpusProblem[] = []
  const names = new Map<string, string>()
  for (const { value: record, path, line } of records.values()) {
    const report = (at: number, message: string) => problems.push({ path, line: at, message })
    const own = new Set(
      [record.id, record.name.zh, record.name.en, ...record.aliases].map((name) => name.toLowerCase()),
    )
    for (const name of own) {
      const other = names.get(name)
      if (other !== undefined) report(line('aliases'), `the name “${name}” also belongs to ${other}`)
      else names.set(name, record.id)
    }
    for (const { key, at } of sourcesOf(record)) {
      if (!references.has(key)) report(line(...at), `there is no reference ${key}`)
    }
    for (const lang of LANGS) {
      checkProse(record.name[lang], lang, line('name', lang), report)
      checkProse(record.summary[lang], lang, line('summary', lang), report)
    }
    const seen = new Set<string>()
    record.relations.forEach((relation, i) => {
      const at = line('relations', i)
      if (relation.to === record.id) report(at, `${relation.type} itself`)
      if (!isEntity(source, relation.to)) report(at, `there is no entity ${relation.to}`)
      const key = `${relation.type} ${relation.to}`
      if (seen.has(key)) report(at, `the relation ${key} is written twice`)
      seen.add(key)
      const parent = records.get(relation.to)?.value
      if (parent && DATED.includes(relation.type) && isBefore(firstDate(record), firstDate(parent))) {
        report(
          at,
          `${record.id} (${firstDate(record) ?? ''}) is dated before ${parent.id} (${firstDate(parent) ?? ''}), which it is ${relation.type}`,
        )
      }
    })
  }
  return [...problems, ...ACYCLIC.flatMap((type) => cyclesOf(type, records))]
}

/** Whether `a` is before `b`, as far as both are precise. */
function isBefore(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false
  const length = Math.min(a.length, b.length)
  return a.slice(0, length) < b.slice(0, length)
}

function cyclesOf(type: RelationType, records: ReadonlyMap<string, Located<EntityRecord>>): CorpusProblem[] {
  const problems: CorpusProblem[] = []
  const done = new Set<string>()
  const walk = (id: string, path: readonly string[]): void => {
    const start = path.indexOf(id)
    const record = records.get(id)
    if (start >= 0) {
      problems.push({
        path: record?.path ?? '',
        line: record?.line('relations') ?? 1,
        message: `a circle of ${type}: ${[...path.slice(start), id].join(' → ')}`,
      })
      return
    }
    if (done.has(id) || !record) return
    for (const relation of record.value.relations) if (relation.type === type) walk(relation.to, [...path, id])
    done.add(id)
  }
  for (const id of records.keys()) walk(id, [])
  return problems
}

/** @returns Terms written twice and terms of entities that are not there. */
export function checkGlossary(source: CorpusSource): CorpusProblem[] {
  const { glossary } = source
  const problems: CorpusProblem[] = []
  const seen = new Set<string>()
  glossary?.value.forEach(({ id, entity }, i) => {
    const report = (message: string) => problems.push({ path: glossary.path, line: glossary.line(i), message })
    if (seen.has(id)) report(`the term ${id} is written twice`)
    seen.add(id)
    if (entity !== undefined && !isEntity(source, entity)) report(`there is no entity ${entity}`)
  })
  return problems
}
