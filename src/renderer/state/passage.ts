/**
 * The address of a passage: its block, its language and its units in that block's text, `limits.2.en.10-64`. Made of
 * the characters that deep links allow.
 */
import type { Lang } from '../../core/corpus/model.ts'

export interface PassagePlace {
  readonly block: string
  readonly lang: Lang
  /** First UTF-16 unit in the block's compiled text, and the one after the last. */
  readonly start: number
  readonly end: number
}

const PASSAGE = /^(.+\.\d+)\.(zh|en)\.(\d{1,6})-(\d{1,6})$/

export function passagePlace({ block, lang, start, end }: PassagePlace): string {
  return `${block}.${lang}.${String(start)}-${String(end)}`
}

/** The place of a date in an article, where its text speaks of it. */
export function datePlace(on: string): string {
  return `date-${on}`
}

/** The date that the place of an address asks for; `null` where it asks for something else. */
export function readDatePlace(place: string): string | null {
  return /^date-(\d{4}(?:-\d\d){0,2})$/.exec(place)?.[1] ?? null
}

/** Reads the place of an address; `null` where it names a section, a whole block or a reference. */
export function readPassagePlace(place: string): PassagePlace | null {
  const [, block = '', lang, from, to] = PASSAGE.exec(place) ?? []
  const [start, end] = [Number(from), Number(to)]
  return (lang === 'zh' || lang === 'en') && start < end ? { block, lang, start, end } : null
}
