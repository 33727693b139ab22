/** Over the whole corpus: what a card calls right stands in a record, with a source; what it calls wrong cannot be right. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Bilingual, EntityRecord, GlossaryTerm, Thread } from '../corpus/model.ts'
import { answerKey, generateCards, recordOf, type StudyCard } from './index.ts'

/** As its author writes it. */
type WrittenThread = Omit<Thread, 'stops'> & {
  readonly stops: readonly { readonly to: string; readonly text: Bilingual }[]
}

const CORPUS = join(import.meta.dirname, '../../../corpus')
const read = (path: string) => parse(readFileSync(path, 'utf8')) as unknown
const records = readdirSync(join(CORPUS, 'entities'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('entity.yaml'))
  .map((name) => withLists(read(join(CORPUS, 'entities', name)) as EntityRecord))
const byId = new Map(records.map((record) => [record.id, record]))
const glossary = read(join(CORPUS, 'glossary.yaml')) as GlossaryTerm[]
const threads = readdirSync(join(CORPUS, 'threads'))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => read(join(CORPUS, 'threads', name)) as WrittenThread)
  .map((thread): Thread => ({
    ...thread,
    closing: null,
    stops: thread.stops.map(({ to, text }) => ({ id: to, section: null, text })),
  }))
const mentions = linksOfArticles()
const cards = generateCards(records, glossary, threads, mentions)
/** Family names of the authors of every reference, by key. */
const authors = new Map(
  readdirSync(join(CORPUS, 'references'))
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => Object.entries(read(join(CORPUS, 'references', name)) as Record<string, WrittenReference>))
    .map(([key, { author = [] }]) => [key, author.map(({ family, given }) => `${given ?? ''} ${family ?? ''}`.trim())]),
)

interface WrittenReference {
  readonly author?: readonly { readonly family?: string; readonly given?: string }[]
}

/** `[[id]]` and `[[id|words]]` of every article, both ways. */
function linksOfArticles(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>(records.map(({ id }) => [id, new Set()]))
  for (const name of readdirSync(join(CORPUS, 'entities'), { recursive: true, encoding: 'utf8' })) {
    const id = /([^/]+)\/(?:zh|en)\.md$/.exec(name)?.[1]
    if (id === undefined) continue
    for (const [, to = ''] of readFileSync(join(CORPUS, 'entities', name), 'utf8').matchAll(/\[\[([a-z0-9-]+)/g)) {
      found.get(id)?.add(to)
      found.get(to)?.add(id)
    }
  }
  return found
}

/** A list may be left out of a record, and a year is written like a number. */
function withLists(record: Partial<EntityRecord>): EntityRecord {
  const dates = (record.dates ?? []).map((date) => ({ ...date, on: String(date.on as unknown) }))
  return { ...record, dates, facts: record.facts ?? [], relations: record.relations ?? [] } as EntityRecord
}

/** Rows of the records that say what the card says, looked up without the generator. */
function support(card: StudyCard): readonly { readonly source: string; readonly disputed?: unknown }[] {
  const record = byId.get(card.about ?? '')
  const { answer } = card
  switch (answer.type) {
    case 'date':
      return record?.dates.filter(({ what, on }) => what === card.what && on === answer.on) ?? []
    case 'value':
      return record?.facts.filter(({ key, value }) => key === card.what && value === answer.value) ?? []
    case 'entities':
      return answer.ids.flatMap((id) =>
        card.ask === 'author'
          ? (byId.get(id)?.relations.filter(({ type, to }) => type === 'author-of' && to === card.about) ?? [])
          : (record?.relations.filter(({ to }) => to === id) ?? []),
      )
    case 'order':
      return answer.ids.flatMap((id, i) => byId.get(id)?.dates.filter(({ on }) => on === answer.dates[i]) ?? [])
    case 'term':
      return glossary.some(({ en, zh }) => en === answer.en && zh === answer.zh) ? [{ source: 'glossary' }] : []
  }
}

describe('generateCards', () => {
  it('asks many things, each once', () => {
    expect(cards.length).toBeGreaterThan(800)
    expect(new Set(cards.map(({ id }) => id)).size).toBe(cards.length)
    expect(new Set(cards.map(({ ask }) => ask)).size).toBe(13)
  })

  it('gives only answers that a row of a record supports with a source', () => {
    for (const card of cards) {
      const rows = support(card).filter(({ source }) => card.sources.includes(source))
      const needed = card.answer.type === 'entities' || card.answer.type === 'order' ? card.answer.ids.length : 1
      expect(rows.length, card.id).toBeGreaterThanOrEqual(needed)
      expect(card.sources, card.id).not.toContain('known')
      expect(card.sources.length, card.id).toBeGreaterThan(0)
    }
  })

  it('asks nothing that a record marks uncertain', () => {
    for (const card of cards.filter(({ ask }) => ask !== 'term')) {
      expect(byId.get(card.about ?? '')?.confidence, card.id).not.toBe('single-source')
      if (card.answer.type === 'date' || card.answer.type === 'value')
        expect(
          support(card).some(({ disputed }) => disputed !== undefined),
          card.id,
        ).toBe(false)
    }
  })

  it('calls no date, size or term wrong that is right', () => {
    for (const { id, about, answer, distractors } of cards) {
      const record = byId.get(about ?? '')
      for (const wrong of distractors) {
        if (answer.type === 'date') {
          const near = String(wrong)
          expect(
            record?.dates.some(({ on }) => on.startsWith(near) || near.startsWith(on)),
            id,
          ).toBe(false)
        } else if (answer.type === 'value') {
          expect(
            record?.facts.some(({ value }) => value === wrong),
            id,
          ).toBe(false)
          expect(Math.abs(Number(wrong) / Number(answer.value) - 1), id).toBeGreaterThan(0.2)
        } else if (answer.type === 'term') {
          const other = glossary.find((each) => each.id === wrong)
          const words = [other?.en, other?.zh, ...(other?.abbr ?? [])].map((word) => word?.toLowerCase())
          expect(other, id).toBeDefined()
          expect(
            [answer.en, answer.zh, ...answer.also].some((word) => words.includes(word.toLowerCase())),
            id,
          ).toBe(false)
        }
      }
    }
  })

  it('calls no entity wrong that a record, an article or a cited work joins to the question', () => {
    let asked = 0
    for (const { id, ask, about, answer, distractors } of cards) {
      if (answer.type !== 'entities') continue
      const record = byId.get(about ?? '')
      for (const wrong of distractors.map((each) => byId.get(String(each)))) {
        if (!record || !wrong) throw new Error(`${id} names an entity that is not there`)
        asked++
        expect(answer.ids, id).not.toContain(wrong.id)
        for (const other of [record, ...answer.ids.map((each) => byId.get(each))]) {
          expect(
            other?.relations.some(({ to }) => to === wrong.id),
            `${id}: ${wrong.id}`,
          ).toBe(false)
          expect(
            wrong.relations.some(({ to }) => to === other?.id),
            `${id}: ${wrong.id}`,
          ).toBe(false)
        }
        expect(mentions.get(record.id)?.has(wrong.id), `${id}: ${wrong.id}`).toBe(false)
        if (wrong.kind === 'person') {
          const rows = [...record.dates, ...record.facts, ...record.relations]
          const names = rows.flatMap(({ source }) => authors.get(source) ?? [])
          expect(names.includes(wrong.name.en), `${id}: ${wrong.id}`).toBe(false)
        }
        if (ask === 'method' || ask === 'data') {
          const first = ({ dates }: EntityRecord) => dates.map(({ on }) => on).sort()[0] ?? ''
          const [own, other] = [first(record), first(wrong)]
          const precision = Math.min(own.length, other.length)
          expect(own.slice(0, precision) < other.slice(0, precision), `${id}: ${wrong.id} may have been used`).toBe(
            true,
          )
        }
      }
    }
    expect(asked).toBeGreaterThan(400)
  })

  it('does not take what nearly every model uses for what this one does not use', () => {
    const wrong = cards.find(({ id }) => id === 'method/chatgpt')?.distractors
    expect(wrong).toBeDefined()
    expect(wrong).not.toContain('transformer')
  })

  it('gives nothing away by what is wrong beside it', () => {
    const sort = (id: string | number) => {
      const kind = byId.get(glossary.find((each) => each.id === id)?.entity ?? '')?.kind
      return kind === 'person' || kind === 'company' ? kind : 'word'
    }
    const born = (id: string | number | null) =>
      (byId.get(String(id))?.dates ?? []).map(({ on }) => on.slice(0, 4)).sort()[0] ?? ''
    for (const { id, ask, about, distractors } of cards) {
      const term = id.slice('term/'.length)
      if (ask === 'term') expect(new Set([term, ...distractors].map(sort)).size, id).toBe(1)
      if (ask === 'origin' || ask === 'predecessor')
        for (const wrong of distractors) expect(born(wrong) <= born(about), `${id}: ${String(wrong)}`).toBe(true)
      if (ask === 'when') expect(distractors.length, id).not.toBe(1)
    }
  })

  it('does not ask who put forward what sources trace to different beginnings', () => {
    expect(byId.get('mixture-of-experts')?.dates[0]?.disputed).toBeDefined()
    expect(cards.filter(({ about, ask }) => about === 'mixture-of-experts' && ask !== 'term')).toEqual([])
  })

  it('leaves an order in no doubt', () => {
    for (const { id, answer } of cards) {
      if (answer.type !== 'order') continue
      const [a = '', b = '', c = ''] = answer.dates
      const before = (x: string, y: string) => x.slice(0, y.length) < y.slice(0, x.length)
      expect(before(a, b) && before(b, c), id).toBe(true)
    }
  })

  it('keeps the id of a card whose fact changes, and drops one that becomes disputed', () => {
    const changed = (change: Partial<EntityRecord['facts'][0]>) =>
      generateCards(
        records.map((record) =>
          record.id === 'gpt-3'
            ? { ...record, facts: record.facts.map((row) => (row.key === 'layers' ? { ...row, ...change } : row)) }
            : record,
        ),
        [],
        [],
        new Map(),
      ).find(({ id }) => id === 'size/gpt-3/layers')
    const [was, now] = [changed({}), changed({ value: 97 })]
    expect(was?.answer).toEqual({ type: 'value', value: 96 })
    expect(now?.answer).toEqual({ type: 'value', value: 97 })
    if (!was || !now) return
    // What the journal knows of the card still holds, and its page can tell that the answer is another one.
    const seen = { type: 'review', grade: 4, ms: 1, retention: 0.9, seen: answerKey(was) } as const
    const record = recordOf(now.id, [{ id: 'a', card: was.id, at: '2026-01-01T00:00:00.000Z', ...seen }])
    expect(record.schedule?.reps).toBe(1)
    expect(record.seen).toBe('96')
    expect(answerKey(now)).toBe('97')
    expect(changed({ disputed: [{ value: 48, source: 'x' }] })).toBeUndefined()
    expect(changed({ source: 'known' })).toBeUndefined()
  })
})
