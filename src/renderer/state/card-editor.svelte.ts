import type { Input } from '../../contract/methods.ts'
import type { OwnCard } from '../../core/study/index.ts'

/** A card being written or changed; the same as what `study.keep` takes. */
export type CardDraft = Readonly<Required<Input<'study.keep'>>>

/** The dialog in which cards are written: at most one, wherever it was asked for. */
class CardEditor {
  draft = $state.raw<CardDraft | null>(null)

  /** Opens the dialog; what is not given is empty. */
  open(draft: Pick<CardDraft, 'lang'> & Partial<CardDraft>): void {
    this.draft = { card: null, front: '', back: '', article: null, block: null, deck: null, ...draft }
  }

  /** Opens the dialog on a card that is there. */
  edit({ id: card, front, back, lang, article, block, deck }: OwnCard): void {
    this.draft = { card, front, back, lang, article, block, deck }
  }

  close(): void {
    this.draft = null
  }
}

export const cardEditor = new CardEditor()
