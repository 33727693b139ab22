import type { Lang } from '../../core/corpus/model.ts'

const ZH_UNITS = [
  [1e12, '万亿'],
  [1e8, '亿'],
  [1e4, '万'],
] as const
const EN_UNITS = [
  [1e12, ' trillion'],
  [1e9, ' billion'],
  [1e6, ' million'],
] as const

/** A number as people say it: 1750亿, 175 billion; small ones in full. Text values are returned as they are. */
export function formatFact(value: string | number, lang: Lang): string {
  if (typeof value === 'string') return value
  for (const [unit, name] of lang === 'zh' ? ZH_UNITS : EN_UNITS) {
    if (value >= unit) return `${String(Number((value / unit).toPrecision(4)))}${name}`
  }
  return lang === 'zh' ? String(value) : value.toLocaleString('en')
}
