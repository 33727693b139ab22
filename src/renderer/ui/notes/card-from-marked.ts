/** Cards from words of an article: a gap in their sentence, or a question the reader writes. */
import { clozeOf } from '../../../core/study/index.ts'
import type { Passage, TextMap } from '../../dom/text-map.ts'
import { cardEditor } from '../../state/card-editor.svelte.ts'
import { study } from '../../state/study.svelte.ts'
import { t } from '../../strings/index.svelte.ts'
import { toast } from '../toast.svelte.ts'
import { reasonOf } from '../../state/reason-of.ts'

/** Marked words and the text they are in. */
export interface Marked {
  readonly map: TextMap
  readonly passage: Passage
}

/** The longest side of a card. Unit: UTF-16 units. */
const LONGEST_SIDE = 10_000

/** Makes a card that hides the words in their sentence; whole sentences are asked by a question of the reader's own. */
export async function keepGap(marked: Marked): Promise<void> {
  const { map, passage } = marked
  const sides = clozeOf(map.text, passage, map.article.lang)
  if (!sides || sides.front.length > LONGEST_SIDE) {
    writeQuestion(marked)
    return
  }
  try {
    const { record } = await study.keep({ card: null, deck: null, ...sides, ...placeOf(marked) })
    toast.show(t('study.gapSaved', { front: sides.front }), {
      action: { label: t('frame.undo'), run: () => void takeBack(record.card) },
    })
  } catch (error) {
    toast.show(t('study.notSaved', { reason: reasonOf(error) }))
  }
}

/** Opens the editor with the words as the answer. */
export function writeQuestion(marked: Marked): void {
  const { map, passage } = marked
  cardEditor.open({ back: map.text.slice(passage.start, passage.end).slice(0, LONGEST_SIDE), ...placeOf(marked) })
}

function placeOf({ map, passage }: Marked) {
  const { id: article, lang } = map.article
  return { article, lang, block: map.blockAt(passage.start)?.id ?? null }
}

async function takeBack(card: string): Promise<void> {
  try {
    await study.mark(card, 'drop')
    toast.show(t('study.deleted'))
  } catch (error) {
    toast.show(t('study.notSaved', { reason: reasonOf(error) }))
  }
}
