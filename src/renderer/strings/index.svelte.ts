/**
 * Every sentence of the interface, in three languages. A table row is `key: { zh, hant, en }`; English may give
 * `{ one, other }` and is then chosen by `count`. Values in braces are filled in: `t('notes.count', { count: 3 })`.
 */
import { createInstance } from 'i18next'
import { failureStrings } from '../../contract/failures.ts'
import type { UiLanguage } from '../../contract/settings.ts'
import { articleStrings } from './article.ts'
import { backupStrings } from './backups.ts'
import { commandStrings } from './commands.ts'
import { editionStrings } from './editions.ts'
import { frameStrings } from './frame.ts'
import { graphStrings } from './graph.ts'
import { homeStrings } from './home.ts'
import { notesStrings } from './notes.ts'
import { privacyStrings } from './privacy.ts'
import { recordStrings } from './records.ts'
import { searchStrings } from './search.ts'
import { settingsStrings } from './settings.ts'
import { studyCardStrings } from './study-cards.ts'
import { shellStrings } from './shell.ts'
import { studyPathStrings } from './study-paths.ts'
import { studyProgressStrings } from './study-progress.ts'
import { studyStrings } from './study.ts'
import { tabStrings } from './tabs.ts'
import { threadStrings } from './threads.ts'

/** One text in the three interface languages. */
export interface StringRow {
  readonly zh: string
  readonly hant: string
  readonly en: string | { readonly one: string; readonly other: string }
}

const tables = {
  ...frameStrings,
  ...commandStrings,
  ...tabStrings,
  ...homeStrings,
  ...threadStrings,
  ...articleStrings,
  ...recordStrings,
  ...searchStrings,
  ...settingsStrings,
  ...shellStrings,
  ...failureStrings,
  ...privacyStrings,
  ...graphStrings,
  ...notesStrings,
  ...editionStrings,
  ...backupStrings,
  ...studyStrings,
  ...studyCardStrings,
  ...studyProgressStrings,
  ...studyPathStrings,
}
export type StringKey = keyof typeof tables

function resources(column: 'zh' | 'hant' | 'en'): Record<string, string> {
  const out: Record<string, string> = {}
  for (const [key, row] of Object.entries<StringRow>(tables)) {
    const text = row[column]
    if (typeof text === 'string') {
      out[key] = text
    } else {
      out[`${key}_one`] = text.one
      out[`${key}_other`] = text.other
    }
  }
  return out
}

const i18n = createInstance()
void i18n.init({
  lng: 'zh',
  fallbackLng: 'en',
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  resources: {
    zh: { translation: resources('zh') },
    'zh-Hant': { translation: resources('hant') },
    en: { translation: resources('en') },
  },
})

let language = $state<UiLanguage>('zh')
/** Texts into which nothing is filled, as the library gave them: a drawing asks for a thousand, most of them the same. */
let plain: Partial<Record<StringKey, string>> = {}

/** Switches the interface; every text on screen follows at once. */
export function useLanguage(next: UiLanguage): void {
  void i18n.changeLanguage(next)
  language = next
  plain = {}
}

/** The text of a key in the interface's language. Reactive: used in markup it follows a change of language. */
export function t(key: StringKey, values?: Readonly<Record<string, string | number>>): string {
  const lng = language
  if (values) return i18n.t(key, { ...values, lng })
  return (plain[key] ??= i18n.t(key, { lng }))
}

/** Whether a key made from data (a relation type, a fact key) has a text. */
export function isStringKey(key: string): key is StringKey {
  return Object.hasOwn(tables, key)
}
