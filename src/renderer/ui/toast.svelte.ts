/** A message that goes by itself, with one thing to do about it. */
export interface Toast {
  readonly id: number
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** Long enough to read two lines and reach the button. Unit: milliseconds. */
const SHOWN_MS = 7000

class Toasts {
  items = $state.raw<readonly Toast[]>([])
  #next = 1

  /** Shows a message; with an action it can be undone while it is on screen. */
  show(text: string, options: { action?: Toast['action'] } = {}): void {
    const item: Toast = { id: this.#next++, text, ...(options.action ? { action: options.action } : {}) }
    this.items = [...this.items.slice(-2), item]
    setTimeout(() => this.dismiss(item.id), SHOWN_MS)
  }

  dismiss(id: number): void {
    this.items = this.items.filter((item) => item.id !== id)
  }
}

export const toast = new Toasts()
