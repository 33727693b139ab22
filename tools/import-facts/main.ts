/**
 * Makes the first record of every entity of the fact base: `corpus/entities/<kind>/<id>/entity.yaml`, and the list of
 * the tables they came from, `corpus/references/sources.yaml`. Records that exist already are owned by hand and are
 * left alone.
 *
 *   node tools/import-facts/main.ts --facts ../shared/facts [--corpus corpus]
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Document, isMap, isScalar, isSeq, visit } from 'yaml'
import { readCsv, type Row } from './csv.ts'
import { createSources } from './sources.ts'
import { NOT_A_SUBJECT } from './subjects.ts'

const { values } = parseArgs({
  options: { facts: { type: 'string', default: '../shared/facts' }, corpus: { type: 'string', default: 'corpus' } },
})

/** Day on which the fact base was closed: the records say so until somebody checks them again. */
const FACTS_CHECKED = '2026-11-23'
const NOUNS: Record<string, { en: string; zh: string }> = {
  model: { en: 'A model', zh: '模型' },
  method: { en: 'A method', zh: '方法' },
  dataset: { en: 'A dataset', zh: '数据集' },
  concept: { en: 'A concept of the field', zh: '概念' },
  company: { en: 'An organisation', zh: '机构' },
  person: { en: 'A researcher or founder', zh: '研究者或创办人' },
  product: { en: 'A product', zh: '产品' },
  hardware: { en: 'A kind of hardware', zh: '硬件' },
  paper: { en: 'A publication', zh: '文献' },
}
const DATE_KIND: Record<string, string> = { company: 'founded', method: 'paper', paper: 'paper', concept: 'paper' }

const entities = readCsv(readFileSync(join(values.facts, 'entities.csv'), 'utf8'))
const relations = readCsv(readFileSync(join(values.facts, 'relations.csv'), 'utf8'))
const evidence = readCsv(readFileSync(join(values.facts, 'evidence.csv'), 'utf8'))
const sources = createSources()
const names = new Map(entities.map((row) => [row['id'], row]))

/** The best source that agrees on a field of an entity, as a reference key. */
function sourceOf(id: string, field: string): string {
  const rows = evidence.filter(
    (row) => row['id'] === id && row['field'] === field && row['result']?.startsWith('agrees'),
  )
  return sources.best(rows.map((row) => row['source'] ?? ''))
}

function factsOf(row: Row): object[] {
  const id = row['id'] ?? ''
  const facts: object[] = []
  if (row['params']) facts.push({ key: 'parameters', value: Number(row['params']), source: sourceOf(id, 'params') })
  const size = row['tokens_or_size']
  if (size) {
    const counted = /^(\d+) (tokens|words)$/.exec(size)
    facts.push({
      key: counted ? `training-${counted[2] ?? ''}` : row['kind'] === 'dataset' ? 'size' : 'data-size',
      value: counted ? Number(counted[1]) : size,
      source: sourceOf(id, 'tokens_or_size'),
    })
  }
  if (row['license']) facts.push({ key: 'license', value: row['license'], source: 'known' })
  return facts
}

function recordOf(row: Row): object {
  const id = row['id'] ?? ''
  const kind = row['kind'] === 'paper-series' ? 'paper' : (row['kind'] ?? '')
  const noun = NOUNS[kind] ?? { en: 'An entry', zh: '条目' }
  const makers = (row['org'] ?? '').split('|').filter(Boolean)
  const name = (lang: 'en' | 'zh', of: string) => names.get(of)?.[`name_${lang}`] ?? of
  const when = row['released']
  return {
    id,
    kind,
    name: { en: row['name_en'], zh: row['name_zh'] },
    aliases: (row['aliases'] ?? '')
      .split('|')
      .filter((alias) => alias && alias !== row['name_en'] && alias !== row['name_zh']),
    summary: {
      en: `${noun.en}${makers.length ? ` of ${makers.map((m) => name('en', m)).join(', ')}` : ''}${when ? `, dated ${when}` : ''}.`,
      zh: `${makers.length ? `${makers.map((m) => name('zh', m)).join('、')}的` : ''}${noun.zh}${when ? `，${when}` : ''}。`,
    },
    dates: when ? [{ what: DATE_KIND[kind] ?? 'release', on: when, source: sourceOf(id, 'released') }] : [],
    facts: factsOf(row),
    relations: relations
      .filter((relation) => relation['from'] === id && !NOT_A_SUBJECT.has(relation['to'] ?? ''))
      .map((relation) => ({
        type: relation['type'],
        to: relation['to'],
        source: sources.best((relation['sources'] ?? '').split('|')),
        ...(relation['since'] ? { since: relation['since'] } : {}),
      })),
    level: kind === 'person' || kind === 'hardware' || kind === 'paper' ? 'short' : 'standard',
    confidence:
      { 'verified-2-sources': 'verified', 'verified-1-source': 'single-source' }[row['confidence'] ?? ''] ?? 'known',
    checked: FACTS_CHECKED,
  }
}

/** A record as authors like to edit it: one line per date, fact and relation. */
function toYaml(record: object): string {
  const document = new Document(record)
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && pair.key.value === 'aliases' && isSeq(pair.value)) pair.value.flow = true
    },
    Seq(_, list) {
      for (const item of list.items) if (isMap(item)) item.flow = true
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

let written = 0
for (const row of entities) {
  const id = row['id'] ?? ''
  if (NOT_A_SUBJECT.has(id)) continue
  const record = recordOf(row) as { kind: string }
  const folder = join(values.corpus, 'entities', record.kind, id)
  const file = join(folder, 'entity.yaml')
  if (existsSync(file)) continue
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, toYaml(record))
  written++
}
const sourcesFile = join(values.corpus, 'references', 'sources.yaml')
mkdirSync(join(values.corpus, 'references'), { recursive: true })
if (!existsSync(sourcesFile)) writeFileSync(sourcesFile, sources.toYaml())
process.stdout.write(`${String(written)} records written, ${String(entities.length - written)} left alone\n`)
