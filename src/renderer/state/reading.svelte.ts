import type { ReadingPosition } from '../../contract/methods.ts'
import type { Lang } from '../../core/corpus/model.ts'
import { client } from '../client/index.ts'

/** An article counts as read from this share on: the last screen rarely reaches the very end. */
export const READ_SHARE = 0.92

/** Where the reader is in each article, newest first. */
class ReadingState {
  positions = $state.raw<readonly ReadingPosition[]>([])

  /** Furthest share of each article that was on screen, in any language. */
  readonly furthest: ReadonlyMap<string, number> = $derived(
    new Map(
      [...Map.groupBy(this.positions, ({ article }) => article)].map(([article, own]) => [
        article,
        Math.max(...own.map(({ progress }) => progress)),
      ]),
    ),
  )

  constructor() {
    client.on('reading.changed', () => void this.load())
  }

  async load(): Promise<void> {
    const all = await client.call('reading.list', null)
    this.positions = [...all].sort((a, b) => (a.at < b.at ? 1 : -1))
  }

  /** The position in an article in this language; where it was only read in the other, the block reached there. */
  of(article: string, lang: Lang): ReadingPosition | undefined {
    const here = this.positions.filter((position) => position.article === article)
    return here.find((position) => position.lang === lang) ?? here[0]
  }

  isRead(article: string): boolean {
    return this.positions.some((position) => position.article === article && position.progress >= READ_SHARE)
  }

  /** Marks an article as read, or as not read; where the reader is in it stays. Rejects when it could not be saved. */
  async mark(article: string, lang: Lang, isRead: boolean): Promise<void> {
    const own = this.positions.filter((position) => position.article === article)
    const kept = own.length > 0 ? own : [{ article, lang, block: 'lead.1' }]
    for (const { lang: each, block } of kept) {
      await client.call('reading.set', { article, lang: each, block, progress: isRead ? 1 : 0 })
    }
    await this.load()
  }

  /** Keeps where the reader is. A failure is silent: the position is kept again at the next scroll. */
  async keep(article: string, lang: Lang, block: string, progress: number): Promise<void> {
    const kept = this.of(article, lang)
    const furthest = Math.max(progress, kept?.lang === lang ? kept.progress : 0)
    await client.call('reading.set', { article, lang, block, progress: furthest }).catch(() => null)
  }
}

export const reading = new ReadingState()
