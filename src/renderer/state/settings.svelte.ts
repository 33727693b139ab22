import { DEFAULT_SETTINGS, type Settings } from '../../contract/settings.ts'
import type { Lang } from '../../core/corpus/model.ts'
import { client } from '../client/index.ts'
import { showHanScript } from '../dom/traditional.ts'
import { t, useLanguage } from '../strings/index.svelte.ts'
import { toast } from '../ui/toast.svelte.ts'
import { reasonOf } from './reason-of.ts'

/** The reader's preferences as the host keeps them; shown on the page's root element as soon as they change. */
class SettingsState {
  current = $state.raw<Settings>(DEFAULT_SETTINGS)
  /** The language in which names and articles are shown by default. */
  readonly lang: Lang = $derived(this.current.language === 'en' ? 'en' : 'zh')
  #dark = window.matchMedia('(prefers-color-scheme: dark)')
  #contrast = window.matchMedia('(prefers-contrast: more)')
  /** Changes on their way to the host: what it says meanwhile does not know the later ones. */
  #changes = 0

  constructor() {
    // The page comes with the theme that the reader chose; without one the system's is shown.
    if (document.documentElement.dataset['theme'] === undefined) this.#show()
    this.#dark.addEventListener('change', () => this.#show())
    this.#contrast.addEventListener('change', () => this.#show())
    client.on('settings.changed', (settings) => {
      if (this.#changes === 0) void this.#take(settings)
    })
  }

  /** Fetches what the host keeps; resolves once text can be shown in the reader's script. */
  async load(): Promise<void> {
    await this.#take(await client.call('settings.get', null))
  }

  /** Changes some preferences: shown at once, taken back with a message if the host could not keep them. */
  async set(change: Partial<Settings>): Promise<void> {
    const before = this.current
    this.#changes++
    void this.#take({ ...before, ...change })
    try {
      const kept = await client.call('settings.set', change)
      if (this.#changes === 1) void this.#take(kept)
    } catch (error) {
      void this.#take(before)
      toast.show(t('settings.failed', { reason: reasonOf(error) }))
    } finally {
      this.#changes--
    }
  }

  async #take(settings: Settings): Promise<void> {
    this.current = settings
    useLanguage(settings.language)
    this.#show()
    try {
      await showHanScript(settings.hanScript)
    } catch (error) {
      toast.show(t('settings.scriptFailed', { reason: reasonOf(error) }))
    }
  }

  #show(): void {
    const root = document.documentElement
    const { theme, typeSize, language } = this.current
    const system = this.#contrast.matches ? 'contrast' : this.#dark.matches ? 'dark' : 'light'
    root.dataset['theme'] = theme === 'system' ? system : theme
    root.style.setProperty('--reading', `${String(typeSize)}px`)
    root.lang = language === 'zh' ? 'zh-CN' : language === 'zh-Hant' ? 'zh-Hant' : 'en'
  }
}

export const settings = new SettingsState()
