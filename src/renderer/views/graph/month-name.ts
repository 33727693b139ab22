import type { Lang } from '../../../core/corpus/model.ts'

/** Made once: asking the language for a name takes longer than drawing the axis that shows it. */
const NAMES: Readonly<Record<Lang, readonly string[]>> = { zh: namesIn('zh-CN'), en: namesIn('en') }

function namesIn(locale: string): string[] {
  const format = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' })
  return Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2020, month, 1)))
}

/** The short name of a month, 1–12. */
export function monthName(month: number, lang: Lang): string {
  return NAMES[lang][month - 1] ?? ''
}
