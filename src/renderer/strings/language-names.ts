import type { UiLanguage } from '../../contract/settings.ts'

/** Each language in its own words, so that it is found by who cannot read the current one. */
export const LANGUAGE_NAMES: Readonly<Record<UiLanguage, string>> = {
  zh: '简体中文',
  'zh-Hant': '繁體中文',
  en: 'English',
}
