/** The entries of the corpus in groups, for the map of the field. */
import { KINDS, type CatalogEntry } from '../../../core/corpus/model.ts'
import { PERIODS } from '../../../core/study/index.ts'
import { corpus } from '../../state/corpus.svelte.ts'
import { settings } from '../../state/settings.svelte.ts'
import { t } from '../../strings/index.svelte.ts'
import { deckName, periodName } from './deck-name.ts'

export const GROUPINGS = ['kind', 'company', 'period', 'thread'] as const
export type Grouping = (typeof GROUPINGS)[number]

export interface FieldGroup {
  readonly name: string
  readonly entries: readonly CatalogEntry[]
}

/** A company with fewer entries than this is among the others. */
const LEAST_OF_COMPANY = 3

/** Groups that hold an entry. By thread an entry may be in several. Reactive. */
export function fieldGroups(by: Grouping): readonly FieldGroup[] {
  const entries = corpus.catalog.entities.toSorted((a, b) => ((a.date ?? '9') < (b.date ?? '9') ? -1 : 1))
  switch (by) {
    case 'kind':
      return KINDS.map((kind) => ({
        name: deckName({ id: `kind/${kind}` }),
        entries: entries.filter((entry) => entry.kind === kind),
      })).filter(holds)
    case 'company':
      return byCompany(entries)
    case 'period':
      return [
        ...PERIODS.map((from, i) => ({
          name: periodName(from),
          entries: entries.filter(({ date }) => {
            const year = Number(date?.slice(0, 4))
            return year >= from && year < (PERIODS[i + 1] ?? Infinity)
          }),
        })),
        { name: t('study.byNone.period'), entries: entries.filter(({ date }) => date === null) },
      ].filter(holds)
    case 'thread': {
      const inSome = new Set(corpus.threads.flatMap(({ stops }) => stops.map(({ id }) => id)))
      return [
        ...corpus.threads.map(({ title, stops }) => ({
          name: title[settings.lang],
          entries: [...new Set(stops.map(({ id }) => id))].flatMap((id) => corpus.entry(id) ?? []),
        })),
        { name: t('study.byNone.thread'), entries: entries.filter(({ id }) => !inSome.has(id)) },
      ].filter(holds)
    }
  }
}

function byCompany(entries: readonly CatalogEntry[]): readonly FieldGroup[] {
  const companyOf = (entry: CatalogEntry) => (entry.kind === 'company' ? entry.id : (entry.makers[0] ?? null))
  const groups = [...Map.groupBy(entries, companyOf)]
  const large = groups.filter(([id, own]) => id !== null && own.length >= LEAST_OF_COMPANY)
  const small = groups.filter(([id, own]) => id !== null && own.length < LEAST_OF_COMPANY)
  return [
    ...large
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([id, own]) => ({ name: corpus.name(id ?? '', settings.lang), entries: own })),
    { name: t('study.byNone.others'), entries: small.flatMap(([, own]) => own) },
    { name: t('study.byNone.company'), entries: groups.find(([id]) => id === null)?.[1] ?? [] },
  ].filter(holds)
}

function holds({ entries }: FieldGroup): boolean {
  return entries.length > 0
}
