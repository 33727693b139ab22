import { articleHref } from '../state/routes.ts'
import { shareAddress } from '../state/share-address.ts'
import { isDesktop } from '../state/shell-kind.ts'
import { t } from '../strings/index.svelte.ts'
import { toast } from '../ui/toast.svelte.ts'

/** Puts a text on the clipboard and says so; says as well when the system refuses. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast.show(t('article.copied'))
  } catch {
    toast.show(t('article.copyFailed'))
  }
}

/** Puts the address of a place in an article on the clipboard: a section, a block, a passage. */
export async function copyAddress(article: string, place: string): Promise<void> {
  const address = shareAddress(articleHref(article, place), isDesktop, location.origin)
  if (address !== null) await copyText(address)
}
