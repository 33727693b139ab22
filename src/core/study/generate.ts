/** Review cards from the records: every answer is a row of a record that names its source, and nothing uncertain is asked. */
import type { EntityRecord, FactKey, GlossaryTerm, Kind, RelationType, Thread } from '../corpus/model.ts'
import { datedBy, isOriginDisputed, isSure, knownDate, supportedDates, supportedFacts } from './certainty.ts'
import { dateDistractors, entityDistractors, termDistractors, valueDistractors, type Field } from './distractors.ts'
import type { Ask, StudyCard } from './model.ts'

const HAN = /\p{Script=Han}/u

/** Kinds that come into being at once; a company or a person has many moments that could be meant. */
const ORDERED: readonly Kind[] = ['model', 'method', 'dataset', 'product', 'hardware', 'paper', 'concept']

/** More right answers than this is a list to look up, not a fact to know. */
const MOST_ANSWERS = 4

/** What a relation asks, and of which kinds its other end must be. */
const RELATION_ASKS: readonly { readonly ask: Ask; readonly type: RelationType; readonly to: readonly Kind[] }[] = [
  { ask: 'maker', type: 'developed-by', to: ['company', 'person'] },
  { ask: 'founder', type: 'founded-by', to: ['person', 'company'] },
  { ask: 'predecessor', type: 'successor-of', to: ['model', 'method', 'product', 'hardware', 'dataset'] },
  { ask: 'origin', type: 'derived-from', to: ['model', 'method', 'product', 'dataset', 'concept'] },
  { ask: 'paper', type: 'introduced-by', to: ['paper'] },
  { ask: 'method', type: 'uses-method', to: ['method', 'concept', 'model'] },
  { ask: 'data', type: 'trained-on', to: ['dataset'] },
  { ask: 'hardware', type: 'trained-on', to: ['hardware'] },
]

const SIZES: readonly FactKey[] = [
  'parameters',
  'active-parameters',
  'training-tokens',
  'training-words',
  'data-size',
  'context-length',
  'layers',
]

/**
 * All cards of a corpus, by id.
 * @param mentions Ids the article on an id links to, or that link to it: they are never given as wrong answers.
 * @returns The same cards in the same order for the same records; each id once.
 */
export function generateCards(
  records: readonly EntityRecord[],
  glossary: readonly GlossaryTerm[],
  threads: readonly Thread[],
  mentions: Field['mentions'],
): readonly StudyCard[] {
  const field: Field = {
    records: new Map(records.map((record) => [record.id, record])),
    sure: records.filter(isSure),
    related: relatedIds(records),
    mentions,
  }
  const cards = [
    ...field.sure.flatMap((record) => [
      ...dateCards(record, field),
      ...sizeCards(record, field),
      ...relationCards(record, field),
    ]),
    ...authorCards(field),
    ...threads.flatMap((thread) => orderCards(thread, field)),
    ...termCards(glossary, field),
  ]
  const byId = new Map(cards.map((card) => [card.id, card]))
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Every pair of entities that any relation joins. */
function relatedIds(records: readonly EntityRecord[]): ReadonlyMap<string, ReadonlySet<string>> {
  const related = new Map<string, Set<string>>(records.map(({ id }) => [id, new Set()]))
  for (const { id, relations } of records) {
    for (const { to } of relations) {
      related.get(id)?.add(to)
      related.get(to)?.add(id)
    }
  }
  return related
}

function dateCards(record: EntityRecord, field: Field): StudyCard[] {
  return supportedDates(record)
    .filter(({ what }) => what !== 'event' && what !== 'updated')
    .map((date) => ({
      id: `when/${record.id}/${date.what}`,
      ask: 'when',
      about: record.id,
      kind: record.kind,
      what: date.what,
      answer: { type: 'date', on: date.on },
      note: date.note ?? null,
      sources: [date.source],
      distractors: dateDistractors(record, date, field),
    }))
}

function sizeCards(record: EntityRecord, field: Field): StudyCard[] {
  return supportedFacts(record)
    .filter(({ key }) => SIZES.includes(key))
    .map((fact) => ({
      id: `size/${record.id}/${fact.key}`,
      ask: 'size',
      about: record.id,
      kind: record.kind,
      what: fact.key,
      answer: { type: 'value', value: fact.value },
      note: fact.note ?? null,
      sources: [fact.source],
      distractors: valueDistractors(record, fact, field),
    }))
}

function relationCards(record: EntityRecord, field: Field): StudyCard[] {
  return RELATION_ASKS.flatMap(({ ask, type, to }) => {
    if (ask === 'maker' && isOriginDisputed(record)) return []
    const rows = record.relations.filter((each) => {
      const kind = field.records.get(each.to)?.kind
      return each.type === type && kind !== undefined && to.includes(kind)
    })
    return entityCard(
      record,
      ask,
      rows.map((row) => ({ id: row.to, source: row.source })),
      field,
    )
  })
}

/** Authorship is written in the person's record; the question is asked of the work. */
function authorCards(field: Field): StudyCard[] {
  return field.sure.flatMap((record) => {
    const rows = [...field.records.values()].flatMap((person) =>
      person.relations.flatMap(({ type, to, source }) =>
        type === 'author-of' && to === record.id ? [{ id: person.id, source, sure: isSure(person) }] : [],
      ),
    )
    return rows.every(({ sure }) => sure) ? entityCard(record, 'author', rows, field) : []
  })
}

/** One card for all right answers, or none where one of them lacks a source or the question gives the answer away. */
function entityCard(
  record: EntityRecord,
  ask: Ask,
  rows: readonly { readonly id: string; readonly source: string }[],
  field: Field,
): StudyCard[] {
  if (rows.length === 0 || rows.length > MOST_ANSWERS || rows.some(({ source }) => source === 'known')) return []
  const ids = rows.map(({ id }) => id)
  if (ids.some((id) => givesAway(record, field.records.get(id)))) return []
  return [
    {
      id: `${ask}/${record.id}`,
      ask,
      about: record.id,
      kind: record.kind,
      what: null,
      answer: { type: 'entities', ids },
      note: null,
      sources: [...new Set(rows.map(({ source }) => source))],
      distractors: entityDistractors(record, ask, ids, field),
    },
  ]
}

/** Whether one name holds the other: "Which paper introduced GPT-3?" "The GPT-3 paper". */
function givesAway(record: EntityRecord, answer: EntityRecord | undefined): boolean {
  if (!answer) return true
  return (['zh', 'en'] as const).some((lang) => {
    const [a, b] = [record.name[lang].toLowerCase(), answer.name[lang].toLowerCase()]
    return a.includes(b) || b.includes(a)
  })
}

/** Three stops of a thread, one after the other, whose dates leave no doubt. */
function orderCards(thread: Thread, field: Field): StudyCard[] {
  const dated = [...new Set(thread.stops.map(({ id }) => id))].flatMap((id) => {
    const record = field.records.get(id)
    const date = record && isSure(record) && ORDERED.includes(record.kind) ? knownDate(record) : null
    return record && date ? [{ record, date }] : []
  })
  dated.sort((a, b) => (a.date.on < b.date.on ? -1 : 1))
  return dated.flatMap((first, i): StudyCard[] => {
    const three = [first, ...dated.slice(i + 1, i + 3)]
    const [a, b, c] = three.map(({ date }) => date.on)
    if (a === undefined || b === undefined || c === undefined) return []
    if (!datedBy(a, b) || !datedBy(b, c)) return []
    const ids = three.map(({ record }) => record.id)
    return [
      {
        id: `first/${[...ids].sort().join('+')}`,
        ask: 'first',
        about: first.record.id,
        kind: first.record.kind,
        what: null,
        answer: { type: 'order', ids, dates: [a, b, c] },
        note: null,
        sources: [...new Set(three.map(({ date }) => date.source))],
        distractors: [],
      },
    ]
  })
}

function termCards(glossary: readonly GlossaryTerm[], field: Field): StudyCard[] {
  return glossary
    .filter(({ zh }) => HAN.test(zh)) // a name that Chinese keeps as it is needs no translation
    .map((term) => {
      const about = term.entity !== undefined && field.records.has(term.entity) ? term.entity : null
      return {
        id: `term/${term.id}`,
        ask: 'term',
        about,
        kind: about === null ? null : (field.records.get(about)?.kind ?? null),
        what: null,
        answer: {
          type: 'term',
          zh: term.zh,
          hant: term.hant,
          en: term.en,
          also: [...(term.abbr ?? []), ...(term.also?.en ?? []), ...(term.also?.zh ?? []), ...(term.also?.hant ?? [])],
        },
        note: null,
        sources: ['glossary'],
        distractors: termDistractors(term, glossary, field),
      }
    })
}
