import type { Lang } from '../../../core/corpus/model.ts'

/** The short name of a month, 1–12. */
export function monthName(month: number, lang: Lang): string {
  return new Date(Date.UTC(2020, month - 1, 1)).toLocaleDateString(lang === 'zh' ? 'zh-CN' : 'en', {
    month: 'short',
    timeZone: 'UTC',
  })
}
