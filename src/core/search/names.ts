/** What entities are called and said to be: the part of search that answers before any text is loaded. */
import MiniSearch from 'minisearch'
import type { CatalogEntry, Kind } from '../corpus/model.ts'
import { canonical, compactForm, tokenise } from '../text/index.ts'

import { miniSearchTerms, type TermIndex } from './term-index.ts'

/** Fields of an entity, strongest first. */
export const NAME_FIELDS = ['name', 'alias', 'fact', 'about'] as const
export type NameField = (typeof NAME_FIELDS)[number]

/** Kinds as readers write them: 2020 OpenAI 论文 asks for papers. */
const KIND_WORDS: Readonly<Record<Kind, string>> = {
  model: '模型 model',
  method: '方法 method',
  dataset: '数据集 dataset',
  concept: '概念 concept',
  company: '公司 机构 company lab',
  person: '人物 研究者 person researcher',
  product: '产品 product',
  hardware: '硬件 芯片 hardware chip',
  paper: '论文 paper',
}

const ALL_KIND_WORDS = new Set(
  Object.values(KIND_WORDS).flatMap((words) => words.split(' ').flatMap((word) => [word, `${word}s`])),
)

/** Whether a word of a query says what kind of thing is meant. */
export function isKindWord(canonicalText: string): boolean {
  return ALL_KIND_WORDS.has(canonicalText)
}

interface NameDocument extends Record<NameField, string> {
  readonly id: number
}

/** Entities by name; an entity's number is its place in the catalog. */
export interface Names {
  readonly entities: readonly CatalogEntry[]
  readonly index: TermIndex<number>
  /** Place of an id, after redirects. */
  placeOf(id: string): number | undefined
  /** Entities with exactly this name or alias, in compact form. */
  exactly(compact: string): ReadonlyMap<number, 'name' | 'alias'>
  /** Names and aliases of an entity in compact form. */
  compactNames(place: number): readonly string[]
  /** All texts of an entity in canonical form, for literal checks. */
  text(place: number): string
}

/** The names that answer first are those of the whole index a moment later: a catalog is indexed once. */
const opened = new WeakMap<readonly CatalogEntry[], Names>()

/** Indexes the catalog. */
export function openNames(entities: readonly CatalogEntry[], redirects: Readonly<Record<string, string>>): Names {
  let names = opened.get(entities)
  if (!names) opened.set(entities, (names = indexNames(entities, redirects)))
  return names
}

function indexNames(entities: readonly CatalogEntry[], redirects: Readonly<Record<string, string>>): Names {
  const places = new Map(entities.map((entry, place) => [entry.id, place]))
  const exact = new Map<string, Map<number, 'name' | 'alias'>>()
  const compact = entities.map(({ name, aliases }) =>
    [...new Set([name.zh, name.en, ...aliases])].map((each) => compactForm(canonical(each))),
  )
  const index = new MiniSearch<NameDocument>({
    fields: [...NAME_FIELDS],
    tokenize: tokenise,
    processTerm: (term) => term,
  })
  entities.forEach((entry, id) => {
    const own = new Set([entry.name.zh, entry.name.en].map((each) => compactForm(canonical(each))))
    for (const form of [...(compact[id] ?? []), compactForm(canonical(entry.id))]) {
      if (form === '') continue
      const holders = exact.get(form) ?? new Map<number, 'name' | 'alias'>()
      exact.set(form, holders)
      if (holders.get(id) !== 'name') holders.set(id, own.has(form) ? 'name' : 'alias')
    }
    index.add({
      id,
      name: namesOf(entry),
      alias: entry.aliases.join('\n'),
      fact: factsOf(entry),
      about: aboutOf(entry),
    })
  })

  function namesOf({ name }: CatalogEntry): string {
    return name.zh === name.en ? name.en : `${name.zh}\n${name.en}`
  }
  function aboutOf({ summary }: CatalogEntry): string {
    return `${summary.zh}\n${summary.en}`
  }
  /** What readers narrow a search by without knowing of filters: year, kind and makers. */
  function factsOf({ date, kind, makers }: CatalogEntry): string {
    const makerNames = makers.map((maker) => {
      const entry = entities[places.get(maker) ?? -1]
      return entry ? namesOf(entry) : maker
    })
    return [date?.slice(0, 4) ?? '', KIND_WORDS[kind], ...makerNames].join('\n')
  }

  const texts: string[] = []
  return {
    entities,
    index: miniSearchTerms(index, NAME_FIELDS),
    placeOf: (id) => places.get(id) ?? places.get(redirects[id] ?? ''),
    exactly: (form) => exact.get(form) ?? new Map(),
    compactNames: (place) => compact[place] ?? [],
    text(place) {
      const entry = entities[place]
      if (!entry) return ''
      return (texts[place] ??= canonical([namesOf(entry), ...entry.aliases, factsOf(entry), aboutOf(entry)].join('\n')))
    },
  }
}
