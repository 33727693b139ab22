/** Which dialog of the frame, or of the article with the keys, is open: at most one. */
class Dialogs {
  open = $state<'palette' | 'shortcuts' | 'dates' | null>(null)

  /** What the palette begins with. */
  question = ''

  /** Opens the palette on some words: entries of that name, terms, passages. */
  lookUp(words: string): void {
    this.question = words
    this.open = 'palette'
  }

  /** Its `close` event may come when the other one is open already. */
  close(name: NonNullable<Dialogs['open']>): void {
    if (this.open === name) this.open = null
  }

  toggle(name: NonNullable<Dialogs['open']>): void {
    this.question = ''
    this.open = this.open === name ? null : name
  }
}

export const dialogs = new Dialogs()
