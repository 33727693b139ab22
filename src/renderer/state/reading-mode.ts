/** The reading mode of an article: its own where the reader gave it one, else the reader's. Reactive. */
import { MAX_ARTICLE_MODES, type ReadingMode } from '../../contract/settings.ts'
import { settings } from './settings.svelte.ts'

export function modeOf(article: string): ReadingMode {
  return settings.current.articleModes[article] ?? settings.current.readingMode
}

/** Whether the article keeps a mode of its own, whatever the reader chooses elsewhere. */
export function hasOwnMode(article: string): boolean {
  return article in settings.current.articleModes
}

/** Chooses a mode: for this article alone where it has its own, else for all. */
export function chooseMode(article: string, mode: ReadingMode): void {
  if (hasOwnMode(article)) void settings.set({ articleModes: { ...settings.current.articleModes, [article]: mode } })
  else void settings.set({ readingMode: mode })
}

/** Gives the article a mode of its own, the one it is shown in; or lets it follow the reader's again. */
export function setOwnMode(article: string, isOwn: boolean): void {
  const others = Object.entries(settings.current.articleModes).filter(([id]) => id !== article)
  const own: [string, ReadingMode][] = isOwn ? [[article, modeOf(article)]] : []
  // The oldest gives way to the newest: better than refusing a choice.
  const kept = others.slice(Math.max(0, others.length + own.length - MAX_ARTICLE_MODES))
  void settings.set({ articleModes: Object.fromEntries([...kept, ...own]) })
}
