/** What entities are called and said to be: the part of search that answers before any text is loaded. */
import MiniSearch from 'minisearch'
import type { CatalogEntry, Kind } from '../corpus/model.ts'
import { canonical, compactForm, tokenise } from '../text/index.ts'
import { alikeTerms, slipsIn } from './edit-distance.ts'
import { openPacked, packIndex, type PackedIndex } from './packed.ts'
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

/** Entities by name; an entity's number is its place in the catalog. */
export interface Names {
  readonly entities: readonly CatalogEntry[]
  readonly index: TermIndex<number>
  /** Place of an id, after redirects. */
  placeOf(id: string): number | undefined
  /** Entities with exactly this name or alias, in compact form. */
  exactly(compact: string): ReadonlyMap<number, 'name' | 'alias'>
  /** Entities with a Latin name that differs from a compact form in a letter or two. */
  alike(compact: string): readonly number[]
  /** Names and aliases of an entity in compact form. */
  compactNames(place: number): readonly string[]
  /** All texts of an entity in canonical form, for literal checks. */
  text(place: number): string
}

/** Names as they are shipped: what would take most of the start to make from the catalog. */
export interface PackedNames {
  /** Entities in the order of the catalog: the index only fits the catalog it was made of. */
  readonly ids: readonly string[]
  /** Compact forms of every entity: Chinese name, English name, aliases. */
  readonly compact: readonly (readonly string[])[]
  readonly index: PackedIndex
}

/** Packs the names of a catalog. */
export function packNames(entities: readonly CatalogEntry[]): PackedNames {
  const texts = fieldTexts(entities)
  return {
    ids: entities.map(({ id }) => id),
    compact: entities.map(compactNamesOf),
    index: packIndex(
      entities.map((entry) => NAME_FIELDS.map((field) => tokenise(texts(entry)[field]))),
      NAME_FIELDS.length,
    ),
  }
}

function compactNamesOf({ name, aliases }: CatalogEntry): string[] {
  return [name.zh, name.en, ...aliases].map((each) => compactForm(canonical(each)))
}

/**
 * Opens the names of a catalog.
 * @param packed Its names as shipped; without them they are indexed here, in a few hundred milliseconds.
 * @throws RangeError When the packed names are of another catalog.
 */
export function openNames(
  entities: readonly CatalogEntry[],
  redirects: Readonly<Record<string, string>>,
  packed: PackedNames | null,
): Names {
  if (packed && !(packed.ids.length === entities.length && entities.every(({ id }, i) => id === packed.ids[i])))
    throw new RangeError('the names are of another catalog')
  const texts = fieldTexts(entities)
  const places = new Map(entities.map((entry, place) => [entry.id, place]))
  const compact = packed?.compact ?? entities.map(compactNamesOf)
  const exact = new Map<string, Map<number, 'name' | 'alias'>>()
  for (const [place, { id }] of entities.entries()) {
    const forms = compact[place] ?? []
    const own = forms.slice(0, 2)
    for (const form of [...forms, compactForm(id)]) {
      if (form === '') continue
      const holders = exact.get(form) ?? new Map<number, 'name' | 'alias'>()
      exact.set(form, holders)
      if (holders.get(place) !== 'name') holders.set(place, own.includes(form) ? 'name' : 'alias')
    }
  }
  let latin: { forms: string[]; find: ReturnType<typeof alikeTerms> } | undefined
  const canonicalTexts: string[] = []
  return {
    entities,
    index: packed ? openPacked(packed.index, NO_BOOSTS) : indexNames(entities, texts),
    placeOf: (id) => places.get(id) ?? places.get(redirects[id] ?? ''),
    exactly: (form) => exact.get(form) ?? new Map(),
    alike(form) {
      if (form.length < SHORTEST_ALIKE || !/^[a-z0-9.]+$/.test(form)) return []
      if (!latin) {
        const forms = [...exact.keys()].filter((each) => /^[a-z][a-z0-9.]*$/.test(each)).sort()
        latin = { forms, find: alikeTerms(forms) }
      }
      const { forms, find } = latin
      const alike = find(form, slipsIn(form)).flatMap(({ place }) => forms[place] ?? [])
      // Another number is another thing, not a slip.
      return alike
        .filter((each) => digitsOf(each) === digitsOf(form))
        .flatMap((each) => [...(exact.get(each)?.keys() ?? [])])
    },
    compactNames: (place) => compact[place] ?? [],
    text(place) {
      const entry = entities[place]
      if (!entry) return ''
      return (canonicalTexts[place] ??= canonical(Object.values(texts(entry)).join('\n')))
    },
  }
}

/** Shorter names are alike to too much. Unit: letters. */
const SHORTEST_ALIKE = 5

function digitsOf(form: string): string {
  return form.replace(/\D/g, '')
}

/** What a name counts against a mention is ranked by rank.ts. */
const NO_BOOSTS = NAME_FIELDS.map(() => 1)

/** Names in an index of their own, for when there is no packed one. */
function indexNames(
  entities: readonly CatalogEntry[],
  texts: (entry: CatalogEntry) => Record<NameField, string>,
): TermIndex<number> {
  const index = new MiniSearch<Record<NameField, string> & { readonly id: number }>({
    fields: [...NAME_FIELDS],
    tokenize: tokenise,
    processTerm: (term) => term,
  })
  for (const [id, entry] of entities.entries()) index.add({ id, ...texts(entry) })
  return miniSearchTerms(index, NAME_FIELDS)
}

/** The texts of an entity by field. */
function fieldTexts(entities: readonly CatalogEntry[]): (entry: CatalogEntry) => Record<NameField, string> {
  const byId = new Map(entities.map((entry) => [entry.id, entry]))
  return (entry) => ({
    name: namesOf(entry),
    alias: entry.aliases.join('\n'),
    fact: factsOf(entry),
    about: `${entry.summary.zh}\n${entry.summary.en}`,
  })

  /** What readers narrow a search by without knowing of filters: year, kind and makers. */
  function factsOf({ date, kind, makers }: CatalogEntry): string {
    const makerNames = makers.map((maker) => {
      const entry = byId.get(maker)
      return entry ? namesOf(entry) : maker
    })
    return [date?.slice(0, 4) ?? '', KIND_WORDS[kind], ...makerNames].join('\n')
  }
}

function namesOf({ name }: CatalogEntry): string {
  return name.zh === name.en ? name.en : `${name.zh}\n${name.en}`
}
