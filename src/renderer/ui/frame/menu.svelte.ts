/** The one menu that can be open beside the pointer: for a link, or for a tab. */
export interface MenuItem {
  readonly text: string
  readonly run: () => void
  readonly isOff?: boolean
}

interface OpenMenu {
  readonly label: string
  readonly items: readonly MenuItem[]
  /** Where it opens, in CSS pixels of the window. */
  readonly x: number
  readonly y: number
}

class Menu {
  open = $state.raw<OpenMenu | null>(null)

  /** Opens it where the pointer is, or under the element for which the key of menus was pressed. */
  show(event: MouseEvent, anchor: Element, label: string, items: readonly MenuItem[]): void {
    event.preventDefault()
    const box = anchor.getBoundingClientRect()
    const isByKey = event.clientX === 0 && event.clientY === 0
    this.open = { label, items, x: isByKey ? box.left : event.clientX, y: isByKey ? box.bottom : event.clientY }
  }

  close(): void {
    this.open = null
  }
}

export const menu = new Menu()
