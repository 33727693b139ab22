import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CorpusSource } from '../../src/core/corpus/index.ts'
import { readCsv } from '../import-facts/csv.ts'
import { NOT_A_SUBJECT } from '../import-facts/subjects.ts'

/** Where a record says something else than the fact base. */
export interface Deviation {
  readonly id: string
  readonly path: string
  readonly field: string
  readonly message: string
  /** Whether the record names the field under `deviations`. */
  readonly declared: boolean
}

/** Compares dates, sizes and relations of every record with the fact base in `folder`. */
export function compareWithFacts(folder: string, source: CorpusSource): Deviation[] {
  const deviations: Deviation[] = []
  const relations = readCsv(readFileSync(join(folder, 'relations.csv'), 'utf8'))
  for (const row of readCsv(readFileSync(join(folder, 'entities.csv'), 'utf8'))) {
    const id = row['id'] ?? ''
    if (NOT_A_SUBJECT.has(id)) continue
    const found = source.records.get(id)
    const report = (field: string, message: string) => {
      const declared = found?.value.deviations?.some((each) => each.field === field) ?? false
      deviations.push({ id, path: found?.path ?? 'entities', field, message, declared })
    }
    if (!found) {
      if (source.redirects[id] === undefined) report('id', 'has no record')
      continue
    }
    const { value: record } = found
    const released = row['released'] ?? ''
    if (released && !record.dates.some((date) => date.on.startsWith(released) || released.startsWith(date.on))) {
      report('released', `is ${released} in the fact base`)
    }
    const size = record.facts.find((fact) => fact.key === 'parameters')?.value
    if (row['params'] && Number(row['params']) !== size) report('parameters', `is ${row['params']} in the fact base`)
    for (const relation of relations) {
      if (relation['from'] !== id || !source.records.has(relation['to'] ?? '')) continue
      if (!record.relations.some((each) => each.type === relation['type'] && each.to === relation['to'])) {
        report('relations', `lacks ${relation['type'] ?? ''} ${relation['to'] ?? ''}`)
      }
    }
  }
  return deviations
}
