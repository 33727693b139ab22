/** Printing the page, or keeping it as a PDF by the system's dialog. The styles are in `styles/print.css`. */

/** @param withNotes Whether the reader's marks and notes go along. */
export function printPage({ withNotes }: { readonly withNotes: boolean }): void {
  const root = document.documentElement
  if (withNotes) root.dataset['printNotes'] = ''
  // Where the call doesn't wait for the dialog, the event still comes when it is done.
  window.addEventListener('afterprint', () => delete root.dataset['printNotes'], { once: true })
  window.print()
}
