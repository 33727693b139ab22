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
