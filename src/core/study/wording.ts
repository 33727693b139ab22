/** Small rules of putting cards into words. */
import type { Lang } from '../corpus/model.ts'
import type { CardAnswer, StudyCard } from './model.ts'

const HAN = /\p{Script=Han}/u

/** Spellings of a term that count as right when its name in one language is asked for: the other language's do not. */
export function termSpellings(answer: CardAnswer & { readonly type: 'term' }, wanted: Lang): readonly string[] {
  const all = wanted === 'en' ? [answer.en, ...answer.also] : [answer.zh, answer.hant, ...answer.also]
  return [...new Set(all.filter((word) => HAN.test(word) === (wanted === 'zh')))]
}

/** Takes out the spaces that a sentence leaves around a name when both sides are Chinese. */
export function tightened(text: string): string {
  return text.replace(/(?<=[\p{Script=Han}》”」，。])[ ](?=[\p{Script=Han}《“「])/gu, '')
}

/** The answer as the journal keeps it: the same as long as the record says the same. */
export function answerKey(card: StudyCard): string {
  const { answer } = card
  switch (answer.type) {
    case 'date':
      return answer.on
    case 'value':
      return String(answer.value)
    case 'entities':
      return [...answer.ids].sort().join(', ')
    case 'order':
      return answer.ids.join(' < ')
    case 'term':
      return `${answer.zh} = ${answer.en}`
  }
}
