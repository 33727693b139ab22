/** What a reader does, in words; by role and visible text only. */
import { expect, type Page } from '@playwright/test'

export type Wishes = {
  readonly language: 'zh' | 'zh-Hant' | 'en'
  readonly theme: 'light' | 'dark' | 'contrast'
  readonly readingMode?: 'zh' | 'en' | 'side-by-side' | 'interleaved'
}

/** Visible texts of the settings page, by interface language. */
const WORDS = {
  zh: {
    name: '简体中文',
    groups: { theme: '主题', mode: '打开文章时' },
    theme: { light: '浅色', dark: '深色', contrast: '高对比' },
    mode: { zh: '中文', en: 'English', 'side-by-side': '对照', interleaved: '逐段' },
  },
  'zh-Hant': {
    name: '繁體中文',
    groups: { theme: '主題', mode: '開啟文章時' },
    theme: { light: '淺色', dark: '深色', contrast: '高對比' },
    mode: { zh: '中文', en: 'English', 'side-by-side': '對照', interleaved: '逐段' },
  },
  en: {
    name: 'English',
    groups: { theme: 'Theme', mode: 'Open articles in' },
    theme: { light: 'Light', dark: 'Dark', contrast: 'High contrast' },
    mode: { zh: '中文', en: 'English', 'side-by-side': 'Side by side', interleaved: 'Interleaved' },
  },
} as const

/** Goes to a view by its address and waits until it is there. */
export async function show(page: Page, hash: string): Promise<void> {
  await page.evaluate((address) => location.assign(address), hash)
  await expect(page.getByRole('main')).toBeVisible()
  const id = /^#\/article\/([^/]+)/.exec(hash)?.[1]
  if (id !== undefined) {
    // The article before stays until this one is read: its way into the graph, or the message, names the one shown.
    const intoGraph = page.getByRole('main').locator(`a[href^="#/graph?focus=${id}&"]`)
    await expect(intoGraph.or(page.getByRole('heading', { name: id })).first()).toBeVisible()
  }
  if (hash.startsWith('#/graph')) await expect(page.getByRole('tabpanel').first()).toBeVisible()
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

/** Clicks the visible label of a choice; the radio button itself is drawn by it. */
export async function choose(page: Page, group: string | RegExp, option: string): Promise<void> {
  const choices = page.getByRole('radiogroup', { name: group })
  await choices.getByText(option, { exact: true }).click()
  await expect(choices.getByRole('radio', { name: option, exact: true })).toBeChecked()
}

/** Sets language, theme and reading mode on the settings page. */
export async function setReader(page: Page, wishes: Wishes): Promise<void> {
  const words = WORDS[wishes.language]
  await show(page, '#/settings')
  await choose(page, /界面语言|介面語言|Interface language/, words.name)
  await choose(page, words.groups.theme, words.theme[wishes.theme])
  if (wishes.readingMode) await choose(page, words.groups.mode, words.mode[wishes.readingMode])
}

/** Selects the beginning of the first paragraph of the text that holds `words`, as a reader does with the mouse; gives the text. */
export function select(page: Page, words: string, length = 40): Promise<string> {
  return page
    .getByRole('article')
    .locator('[data-block]')
    .getByRole('paragraph')
    .filter({ hasText: words })
    .first()
    .evaluate((paragraph, units) => {
      paragraph.scrollIntoView({ block: 'center' })
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
      let text = walker.nextNode() as Text
      while (text.data.trim().length < 8) text = walker.nextNode() as Text
      const range = document.createRange()
      range.setStart(text, 0)
      range.setEnd(text, Math.min(units, text.length))
      getSelection()?.removeAllRanges()
      getSelection()?.addRange(range)
      return range.toString().trim()
    }, length)
}
