import type { Schedule } from '../../../core/study/index.ts'
import { t } from '../../strings/index.svelte.ts'

const MINUTE_MS = 60_000

/** How long until a card comes back, in words: 10 min, 8 days, 3 mo. */
export function wait(schedule: Schedule, now: string): string {
  const minutes = Math.max(1, Math.round((Date.parse(schedule.due) - Date.parse(now)) / MINUTE_MS))
  if (minutes < 60) return t('study.in.minutes', { count: minutes })
  if (minutes < 1440) return t('study.in.hours', { count: Math.round(minutes / 60) })
  const days = Math.round(minutes / 1440)
  if (days < 60) return t('study.in.days', { count: days })
  if (days < 365) return t('study.in.months', { count: Math.round(days / 30) })
  return t('study.in.years', { count: Math.round(days / 36.5) / 10 })
}
