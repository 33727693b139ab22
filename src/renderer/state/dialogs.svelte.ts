/** Which dialog of the frame is open: at most one. */
class Dialogs {
  open = $state<'palette' | 'shortcuts' | null>(null)

  toggle(name: NonNullable<Dialogs['open']>): void {
    this.open = this.open === name ? null : name
  }
}

export const dialogs = new Dialogs()
