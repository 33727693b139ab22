/** What may be asked: rows of a record that name a source and that nobody disputes. */
import type { EntityRecord, PartialDate, RecordDate, RecordFact } from '../corpus/model.ts'

/** Words of a note that say the value is a guess. */
const HEDGES = /estimat|report(?:ed|s\b)|approx|rumou?r|unclear|around|about|估|约|据|传闻|大概/i

/** Whether a record's rows may be asked at all: what one source alone says is not drilled. */
export function isSure(record: EntityRecord): boolean {
  return record.confidence !== 'single-source'
}

/** Dates with a source, undisputed, and the only ones of what they mark. */
export function supportedDates(record: EntityRecord): readonly RecordDate[] {
  return record.dates.filter(
    (row) => isSupported(row) && record.dates.filter(({ what }) => what === row.what).length === 1,
  )
}

/** Facts with a source, undisputed, and the only ones under their key. */
export function supportedFacts(record: EntityRecord): readonly RecordFact[] {
  return record.facts.filter(
    (row) => isSupported(row) && record.facts.filter(({ key }) => key === row.key).length === 1,
  )
}

function isSupported(row: RecordDate | RecordFact): boolean {
  const note = row.note ? `${row.note.en} ${row.note.zh}` : ''
  return row.source !== 'known' && (row.disputed ?? []).length === 0 && !HEDGES.test(note)
}

/** Dates that mark a beginning. */
const BEGINNINGS: readonly RecordDate['what'][] = ['release', 'announced', 'paper', 'api', 'founded', 'opened']

/** Whether a date of this kind marks a beginning: a release, a paper, a founding. */
export function isBeginning(what: RecordDate['what']): boolean {
  return BEGINNINGS.includes(what)
}

/** Whether sources disagree on when something began, and so on who began it. */
export function isOriginDisputed({ dates }: EntityRecord): boolean {
  return dates.some(({ what, disputed }) => isBeginning(what) && (disputed ?? []).length > 0)
}

/** The date by which an entity takes its place in time: the earliest beginning, if that one may be asked; else `null`. */
export function knownDate(record: EntityRecord): RecordDate | null {
  const beginnings = record.dates.filter(({ what }) => isBeginning(what))
  const first = [...beginnings].sort((a, b) => (a.on < b.on ? -1 : 1))[0]
  return first && isSupported(first) && (beginnings.length === 1 || beginnings.every((each) => isSupported(each)))
    ? first
    : null
}

/** Whether `a` is certainly before `b`, as far as both are precise. */
export function datedBy(a: PartialDate, b: PartialDate): boolean {
  const length = Math.min(a.length, b.length)
  return a.slice(0, length) < b.slice(0, length)
}
