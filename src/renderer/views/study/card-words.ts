/** A card in words: what it asks and what it answers, in the language of the interface. */
import type { UiLanguage } from '../../../contract/settings.ts'
import type { CatalogEntry, Lang } from '../../../core/corpus/model.ts'
import { answerKey, termSpellings, tightened, type CardRecord, type StudyCard } from '../../../core/study/index.ts'
import { formatFact } from '../../state/format.ts'
import { isStringKey, t } from '../../strings/index.svelte.ts'

/** What putting into words needs to know. */
export interface Speech {
  readonly language: UiLanguage
  readonly lang: Lang
  readonly entry: (id: string) => CatalogEntry | undefined
  /** Cards by id, to name the wrong answers of terms. */
  readonly cards: ReadonlyMap<string, StudyCard>
}

export interface CardWords {
  readonly question: string
  /** Things to put in order, or nothing. */
  readonly items: readonly string[]
  /** Condition of the record on the value. */
  readonly note: string
  /** One line each; with names in the other language where they differ. */
  readonly answer: readonly string[]
  /** Spellings that count as right when typed. */
  readonly accepted: readonly string[]
  /** Wrong answers to choose from beside `right`. */
  readonly wrong: readonly string[]
  readonly right: string
}

/** Puts a card into words. */
export function cardWords(card: StudyCard, speech: Speech): CardWords {
  const { lang } = speech
  const note = card.note?.[lang] ?? ''
  const { answer } = card
  switch (answer.type) {
    case 'date':
      return {
        ...asked(`ask.when.${card.what ?? ''}`, card, speech),
        note,
        answer: [answer.on],
        accepted: dateSpellings(answer.on),
        right: answer.on,
        wrong: card.distractors.map(String),
      }
    case 'value':
      return {
        ...asked(`ask.size.${card.what ?? ''}`, card, speech),
        note,
        answer: [formatFact(answer.value, lang)],
        accepted: [
          String(answer.value),
          formatFact(answer.value, 'zh'),
          formatFact(answer.value, 'en'),
          short(answer.value),
        ],
        right: formatFact(answer.value, lang),
        wrong: card.distractors.map((value) => formatFact(value, lang)),
      }
    case 'entities':
      return {
        ...asked(`ask.${card.ask}`, card, speech),
        note,
        answer: answer.ids.map((id) => bothNames(id, speech)),
        accepted: answer.ids.flatMap((id) => {
          const entry = speech.entry(id)
          return entry ? [entry.name.zh, entry.name.en, ...entry.aliases] : [id]
        }),
        right: nameOf(answer.ids[0] ?? '', speech),
        wrong: card.distractors.map((id) => nameOf(String(id), speech)),
      }
    case 'order': {
      const line = answer.ids.map((id, i) => `${nameOf(id, speech)} · ${answer.dates[i] ?? ''}`)
      return {
        question: t('ask.first'),
        items: [...answer.ids].sort().map((id) => nameOf(id, speech)),
        note,
        answer: line,
        accepted: [],
        right: '',
        wrong: [],
      }
    }
    case 'term': {
      const own = (term: typeof answer) =>
        speech.language === 'en' ? term.en : speech.language === 'zh' ? term.zh : term.hant
      const other = (term: typeof answer) => (speech.language === 'en' ? term.zh : term.en)
      const wrong = card.distractors.flatMap((id) => {
        const found = speech.cards.get(`term/${String(id)}`)?.answer
        return found?.type === 'term' ? [other(found)] : []
      })
      return {
        question: tightened(t('ask.term', { name: own(answer) })),
        items: [],
        note,
        answer: [other(answer)],
        accepted: termSpellings(answer, speech.language === 'en' ? 'zh' : 'en'),
        right: other(answer),
        wrong,
      }
    }
  }
}

function asked(
  key: string,
  card: StudyCard,
  speech: Speech,
): { readonly question: string; readonly items: readonly string[] } {
  const name = nameOf(card.about ?? '', speech)
  // A paper is not developed, and a model has no author: some questions differ by kind.
  const found = [`${key}.of-${card.kind ?? ''}`, key].find(isStringKey)
  return { question: found ? tightened(t(found, { name })) : name, items: [] }
}

function nameOf(id: string, { entry, lang }: Speech): string {
  return entry(id)?.name[lang] ?? id
}

function bothNames(id: string, { entry, lang }: Speech): string {
  const name = entry(id)?.name
  if (!name) return id
  const other = name[lang === 'zh' ? 'en' : 'zh']
  return other === name[lang] ? other : `${name[lang]} · ${other}`
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** A date as people type it; the year is enough. */
function dateSpellings(on: string): readonly string[] {
  const [year = '', month, day] = on.split('-')
  const spelt = [on, year]
  if (month !== undefined) {
    const name = MONTHS[Number(month) - 1] ?? ''
    spelt.push(`${year}-${month}`, `${year}年${String(Number(month))}月`, `${name} ${year}`)
    if (day !== undefined) {
      const n = String(Number(day))
      spelt.push(`${year}年${String(Number(month))}月${n}日`, `${n} ${name} ${year}`, `${name} ${n} ${year}`)
    }
  }
  return spelt
}

/** 175B, 1.5T: as model sizes are written. */
function short(value: string | number): string {
  if (typeof value === 'string') return value
  for (const [unit, letter] of [
    [1e12, 'T'],
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'K'],
  ] as const) {
    if (value >= unit) return `${String(value / unit)}${letter}`
  }
  return String(value)
}

/** What the record said at the last review, in words, if it says something else now; else `null`. */
export function changedSince(card: StudyCard, record: CardRecord | undefined, speech: Speech): string | null {
  const seen = record?.seen ?? null
  if (seen === null || seen === answerKey(card)) return null
  const { answer } = card
  if (answer.type === 'entities' || answer.type === 'order') {
    const mark = answer.type === 'entities' ? ', ' : ' < '
    return seen
      .split(mark)
      .map((id) => nameOf(id, speech))
      .join(mark)
  }
  return answer.type === 'value' && /^\d+$/.test(seen) ? formatFact(Number(seen), speech.lang) : seen
}

/** The right answer among the wrong ones, in an order that is the same each time for a card, and says nothing. */
export function choicesOf(id: string, { right, wrong }: CardWords): readonly string[] {
  if (wrong.length === 0) return []
  return [...new Set([right, ...wrong])]
    .map((text) => ({ text, key: hash(`${id} ${text}`) }))
    .sort((a, b) => a.key - b.key)
    .map(({ text }) => text)
}

/** FNV-1a, 32 bits: only to mix. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (const char of text) h = Math.imul(h ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return h >>> 0
}
