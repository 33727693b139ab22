/**
 * Whether outline, facts and notes are shown over the text, where there is no room for them beside it. One for all
 * panes: it belongs to the one that has the keys.
 */
class SidePanel {
  isOpen = $state(false)

  toggle(): void {
    this.isOpen = !this.isOpen
  }

  open(): void {
    this.isOpen = true
  }

  close(): void {
    this.isOpen = false
  }
}

export const sidePanel = new SidePanel()
