import { SvelteSet } from 'svelte/reactivity'
import type { ArticleBlock, CompiledArticle } from '../../../core/corpus/model.ts'
import { corpus } from '../../state/corpus.svelte.ts'
import { reasonOf } from '../../state/reason-of.ts'
import { t } from '../../strings/index.svelte.ts'
import { toast } from '../../ui/toast.svelte.ts'

/** Paragraphs of an article in one language that show their twin in the other, one by one. */
export class Peek {
  /** The article in the other language, once a paragraph has asked for it. */
  twin = $state.raw<CompiledArticle | null>(null)
  /** The block whose twin lies over the text as long as a key is held. */
  held = $state<string | null>(null)
  readonly #opened = new SvelteSet<string>()
  readonly #article: () => CompiledArticle | undefined

  /** @param article What is shown; `undefined` while both languages are, and nothing is left to peek at. */
  constructor(article: () => CompiledArticle | undefined) {
    this.#article = article
  }

  /** Whether the twin stands under the block. */
  isOpen(block: string): boolean {
    return this.#opened.has(block)
  }

  /** The twin of a block where it is to be shown. */
  twinOf(block: string): ArticleBlock | undefined {
    if (this.held !== block && !this.#opened.has(block)) return undefined
    return this.twin?.sections.flatMap(({ blocks }) => blocks).find(({ id }) => id === block)
  }

  /** Opens the twin under its block, or closes it. */
  async toggle(block: string): Promise<void> {
    if (this.#opened.delete(block)) return
    if (await this.#fetch()) this.#opened.add(block)
  }

  /** Lays the twin over the text until `release`. */
  async hold(block: string): Promise<void> {
    this.held = block
    if (!(await this.#fetch())) this.held = null
  }

  release(): void {
    this.held = null
  }

  /** Forgets everything: another language is shown now. */
  close(): void {
    this.held = null
    this.twin = null
    this.#opened.clear()
  }

  /** Fetches the other language before it is asked for, so that it is there at once. */
  warm(): void {
    const article = this.#article()
    if (article) corpus.article(article.id, article.lang === 'zh' ? 'en' : 'zh').catch(() => null)
  }

  async #fetch(): Promise<boolean> {
    const article = this.#article()
    if (!article) return false
    try {
      this.twin = await corpus.article(article.id, article.lang === 'zh' ? 'en' : 'zh')
      return true
    } catch (error) {
      toast.show(t('article.peekFailed', { reason: reasonOf(error) }))
      return false
    }
  }
}
